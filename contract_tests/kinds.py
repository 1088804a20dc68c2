"""The kinds of evidence, in the words of CONTRIBUTING.md; what an SDK needs counts as observed."""

KINDS = ("documented", "observed", "assumed")
