"""Deterministic resource ids in the format of real ones.

Observed: a prefix, `-`, and 14 random bytes in lower-case base32 without padding: 23 characters,
the last one of `a i q y`. Here the bytes are a hash of seed, prefix and count: the n-th message of
a tenant has the same id in every run.
"""

from collections.abc import Iterable, Mapping
from hashlib import blake2b

_ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"
_PAIRS = [high + low for high in _ALPHABET for low in _ALPHABET]
# 112 bits and 3 zero bits make 115: eleven pairs of characters (10 bits each) and one more (5).
_SHIFTS = range(105, 0, -10)


class Ids:
    """The ids of one world: `ids.next("m")` gives `m-` and 23 characters."""

    def __init__(self, seed: str) -> None:
        self.seed = seed
        self._key = key_of(seed)
        self._counts: dict[str, int] = {}
        self._taken: set[str] = set()  # of resources that a setup declares

    def next(self, prefix: str) -> str:
        """The next id of this prefix (`m`, `n`, `a`, `ue`, `ued`, …)."""
        while True:
            count = self._counts.get(prefix, 0)
            self._counts[prefix] = count + 1
            found = f"{prefix}-{hashed(self._key, f'{prefix}{count}')}"
            if found not in self._taken:
                return found

    @property
    def counts(self) -> dict[str, int]:
        """How many ids of each prefix have been given out."""
        return dict(self._counts)

    def restore(self, counts: Mapping[str, int], taken: Iterable[str]) -> None:
        """Go on after `counts` ids of each prefix, and leave out those that are `taken`."""
        self._counts.update(counts)
        self._taken.update(taken)


def key_of(seed: str) -> bytes:
    """The key of `hashed` for a seed of any length: long ones differ, however they begin."""
    encoded = seed.encode()
    return encoded if len(encoded) <= blake2b.MAX_KEY_SIZE else blake2b(encoded).digest()


def hashed(key: bytes, name: str) -> str:
    """23 base32 characters, computed from `key` and `name` alone."""
    digest = blake2b(name.encode(), digest_size=14, key=key).digest()
    bits = int.from_bytes(digest, "big") << 3
    return "".join([_PAIRS[bits >> shift & 1023] for shift in _SHIFTS]) + _ALPHABET[bits & 31]
