"""The one exception of this part."""


class TlsError(Exception):
    """A certificate, a key or their folder cannot be used; the text is for people."""
