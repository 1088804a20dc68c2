"""Names that a certificate can have."""

import re
from ipaddress import ip_address

_LABEL = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"  # RFC 1123; authorities refuse underscores
_NAME = re.compile(rf"(?=.{{1,253}}$)(\*\.)?{_LABEL}(\.{_LABEL})*")


def parse_name(text: str) -> str:
    """A host name, an IP address, or `*.` and a domain. Raises ValueError for anything else."""
    name = text.lower().removesuffix(".")
    if _is_address(name) or _NAME.fullmatch(name):
        return name
    raise ValueError(
        f"{text!r} cannot be in a certificate: give sim.example.com, *.example.com or 10.0.0.5"
    )


def names_among(texts: list[str]) -> list[str]:
    """The names of `texts` that a certificate can have."""
    return [text for text in texts if _is_address(text) or _NAME.fullmatch(text)]


def _is_address(text: str) -> bool:
    try:
        return "%" not in str(ip_address(text))  # an address with a zone is for one machine
    except ValueError:
        return False
