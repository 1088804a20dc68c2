"""Placeholders for the ids of an exchange, each used for one id throughout."""

import re
from dataclasses import dataclass, field

ID = re.compile(r"\b(ued|ue|u|n|a|m|pptx)-[a-z2-7]{20,28}(?![a-z2-7])")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass
class Ids:
    """`text` with placeholders. `known` are the ids that requests of the check have made."""

    known: set[str] = field(default_factory=set)
    _placeholders: dict[str, str] = field(default_factory=dict)

    def placeholder(self, identity: str) -> str:
        """The placeholder of an id: `m-examplemmmmm…a`, of the length of an id."""
        if identity.startswith(("u-example", "a-example", "m-example", "n-example")):
            return identity
        count = len(self._placeholders)
        numbered = _LETTERS[count // 26 % 26] + _LETTERS[count % 26]
        prefix = identity.partition("-")[0]
        return self._placeholders.setdefault(identity, f"{prefix}-example{numbered:2<15}a")

    def text(self, written: str) -> str:
        return ID.sub(lambda found: self.placeholder(found[0]), written)

    def unknown(self, written: str) -> list[str]:
        """The ids in `written` that no request of the check has made; users do not count."""
        found = (match[0] for match in ID.finditer(written))
        return [each for each in found if each not in self.known and each[:2] != "u-"]
