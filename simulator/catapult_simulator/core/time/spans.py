"""Spans by which virtual time is advanced."""

from datetime import timedelta

from catapult_simulator.core.checks import check_number, shown

MAX_SECONDS = 10 * 366 * 24 * 3600  # of one call: ten years


def seconds_of(span: float | timedelta) -> float:
    """`span` in seconds. Raises TypeError and ValueError for what time cannot advance by."""
    seconds = span.total_seconds() if isinstance(span, timedelta) else span
    try:
        check_number("seconds", seconds, 0, MAX_SECONDS)
    except TypeError:
        raise TypeError(f"cannot advance by {span!r}; pass seconds, or a timedelta") from None
    except ValueError:
        limit = f"0 to {MAX_SECONDS} seconds, which are ten years"
        raise ValueError(f"cannot advance by {shown(seconds)} s; choose from {limit}") from None
    return seconds
