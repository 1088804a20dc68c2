"""The limits for one client: sizes and timeouts."""

from typing import NamedTuple

KIB = 1024
MIB = 1024 * KIB


class Limits(NamedTuple):
    """Sizes in bytes, times in seconds. Requests above them are refused, slow clients dropped.

    `body_bytes` is above the largest media file that the API takes (65 MB): the API's own error
    is the one that an application meets. `memory_bytes` is the part of a body that is kept in
    memory; with a body above `inline_bytes`, a request is answered on a worker thread.
    `body_seconds` bounds a pause within a body, or within the reading of a response;
    `head_seconds` bounds a whole head. `read_ahead_bytes` bounds the pipelined requests that wait
    for the response under way.
    """

    request_line: int = 8 * KIB
    header_bytes: int = 64 * KIB
    header_count: int = 100
    body_bytes: int = 68 * MIB
    memory_bytes: int = 1 * MIB
    inline_bytes: int = 128 * KIB
    read_ahead_bytes: int = 64 * KIB
    idle_seconds: float = 75.0
    head_seconds: float = 20.0
    body_seconds: float = 30.0
    connections: int = 1024
