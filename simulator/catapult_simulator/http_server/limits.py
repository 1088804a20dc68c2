"""How much of anything the server takes from one client."""

from typing import NamedTuple

KIB = 1024
MIB = 1024 * KIB


class Limits(NamedTuple):
    """Sizes in bytes, times in seconds. What passes them is refused or dropped, never kept.

    `body_bytes` leaves room above the largest media file the API takes (65 MB), so that the API's
    own refusal is the one an application meets. `body_seconds` is how long a body, or a client
    that reads its answer, may stand still; `head_seconds` is the time for a whole head.
    """

    request_line: int = 8 * KIB
    header_bytes: int = 64 * KIB
    header_count: int = 100
    body_bytes: int = 68 * MIB
    memory_bytes: int = 1 * MIB
    idle_seconds: float = 75.0
    head_seconds: float = 20.0
    body_seconds: float = 30.0
    connections: int = 1024
