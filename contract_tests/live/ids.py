"""Placeholders for the ids of an exchange, each used for one id throughout."""

import re
from dataclasses import dataclass, field

ID = re.compile(r"\b(ued|ue|u|n|a|m|pptx)-[a-z2-7]{20,28}(?![a-z2-7])")
EXAMPLES = ("u-example", "a-example", "m-example", "n-example")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass
class Ids:
    """`text` with placeholders, but for those `kept`. `known` are ids that the check has made."""

    known: set[str] = field(default_factory=set)
    kept: set[str] = field(default_factory=set)
    _placeholders: dict[str, str] = field(default_factory=dict)

    def placeholder(self, identity: str) -> str:
        """The placeholder of an id: `m-examplemmmmm…a`, of the length of an id."""
        if identity.startswith(EXAMPLES) or identity in self.kept:
            return identity
        count = len(self._placeholders)
        numbered = "".join(_LETTERS[count // power % 26] for power in (676, 26, 1))
        prefix = identity.partition("-")[0]
        return self._placeholders.setdefault(identity, f"{prefix}-example{numbered:2<15}a")

    def text(self, written: str) -> str:
        return ID.sub(lambda found: self.placeholder(found[0]), written)

    def unknown(self, written: str) -> list[str]:
        """The ids in `written` that no request of the check has made; users do not count."""
        found = (match[0] for match in ID.finditer(written))
        return [each for each in found if each not in self.known and each[:2] != "u-"]
