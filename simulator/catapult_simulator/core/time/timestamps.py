"""Timestamps in the API. Inside, a time is an integer: milliseconds since 1970 UTC."""

import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache

_WRITTEN = re.compile(
    r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?:[ T](\d{1,2})"
    r"(?::(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,7}))?)?)?)?)?)?"
    r"\s*(?:Z|([+-])(\d{2}):?(\d{2}))?"
)
_ZONE_AFTER_SPACE = re.compile(r"(:\d{1,2}(?:\.\d{1,7})?) (\d{2}:?\d{2})$")


def wire_time(moment_ms: int) -> str:
    """`2015-09-14T21:28:35Z`: no fraction, always Z (observed 2013 to 2018)."""
    return _wire_second(moment_ms // 1000)


@lru_cache(maxsize=1024)
def _wire_second(second: int) -> str:
    return f"{datetime.fromtimestamp(second, UTC):%Y-%m-%dT%H:%M:%SZ}"


def parse_time(written: str) -> int:
    """Parse a timestamp as clients write it. Missing parts are the lowest ones, the zone is UTC.

    Accepts a date, or date and time with a space or `T` between them, with up to 7 fraction digits.
    Parts may be missing from the right. The zone is `Z`, `+0000`, `+00:00` or missing. Raises
    ValueError for anything else.

    Source: methods/messages/getMessages.md; the forms that the official clients send.
    """
    # An unescaped `+` of a zone arrives as a space in a query string. A zone follows a time: the
    # `12:00` of `2019-05-01 12:00` is none.
    match = _WRITTEN.fullmatch(_ZONE_AFTER_SPACE.sub(r"\1+\2", written.strip()))
    if match is None:
        raise ValueError(f"{written!r} is not a date; write 2019-05-01 12:00:00")
    year, month, day, hour, minute, second, fraction, sign, zone_h, zone_m = match.groups()
    moment = datetime(
        int(year), int(month or 1), int(day or 1), int(hour or 0), int(minute or 0),
        int(second or 0), int((fraction or "0").ljust(6, "0")[:6]), UTC,
    )  # fmt: skip
    offset = timedelta(hours=int(zone_h or 0), minutes=int(zone_m or 0))
    moment += offset if sign == "-" else -offset
    return int(moment.timestamp() * 1000)
