"""Names of secrets, in any spelling."""

import re
from functools import lru_cache
from unicodedata import normalize

_SECRETS = (
    "password", "passwd", "passphrase", "pwd", "secret", "token", "authorization", "authorisation",
    "apikey", "accesskey", "privatekey", "passcode", "credential", "bearer",
)  # fmt: skip
# Secrets only as words of their own: `userPass`, but not `passenger`; `auth`, but not `author`.
_SECRET_WORDS = "pass|pw|auth|jwt|cookies?|session|signature|sig|hmac"
_SECRET_NAME = re.compile(
    f"(?:^|[^A-Za-z])(?i:{_SECRET_WORDS})(?=[^a-z]|$)"
    f"|(?<=[a-z])(?:{_SECRET_WORDS.title()})(?=[^a-z]|$)"
)
_NAMED = re.compile(rf"(?<![a-z])(?:{_SECRET_WORDS})[\"']?\s*[=:>]", re.IGNORECASE)
_REMEMBERED_LENGTH = 64
_NO_LETTERS = re.compile(r"[^a-z]+")


def is_secret(name: str) -> bool:
    """Whether the value of `name` must not be shown: in any spelling, `Pass-Word` too."""
    return _is_secret(name) if len(name) <= _REMEMBERED_LENGTH else _is_secret.__wrapped__(name)


@lru_cache(maxsize=1024)  # documents have the same few names
def _is_secret(name: str) -> bool:
    plain = normalize("NFKC", name)
    return _has_secret_word(plain) or _SECRET_NAME.search(plain) is not None


def _has_secret_word(text: str) -> bool:
    letters = _NO_LETTERS.sub("", normalize("NFKC", text).casefold())
    return any(word in letters for word in _SECRETS)


def says_secret(text: str) -> bool:
    """Whether a text that is no JSON names a secret somewhere."""
    return _has_secret_word(text) or _NAMED.search(text) is not None
