"""Moments: times as an aware datetime for people, as milliseconds since 1970 UTC inside."""

from datetime import UTC, datetime, timedelta

from catapult_simulator.core.checks import shown

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# Sort keys of messages have 19 digits: the milliseconds since 1970 have 13 from 2001 to 2286.
EARLIEST = datetime(2002, 1, 1, tzinfo=UTC)
LATEST = datetime(2200, 1, 1, tzinfo=UTC)
_EXAMPLE = "datetime(2019, 5, 1, 12, tzinfo=UTC)"


def moment_of(ms: int) -> datetime:
    """The aware datetime, in UTC, of so many milliseconds since 1970."""
    return _EPOCH + timedelta(milliseconds=ms)


def ms_of(moment: datetime) -> int:
    """Milliseconds since 1970 UTC. Microseconds below them are cut off."""
    return (moment - _EPOCH) // timedelta(milliseconds=1)


def ns_of(moment: datetime) -> int:
    """Nanoseconds since 1970 UTC."""
    return (moment - _EPOCH) // timedelta(microseconds=1) * 1000


def check_moment(name: str, moment: object) -> None:
    """Raises TypeError unless `moment` is a datetime, ValueError unless it has a time zone and is
    a time that virtual time can have: from 2002 up to the end of 2199."""
    if not isinstance(moment, datetime):
        raise TypeError(f"{name}={shown(moment)}; pass an aware datetime, such as {_EXAMPLE}")
    if moment.utcoffset() is None:
        raise ValueError(
            f"{name}={moment.isoformat()} has no time zone; pass an aware datetime, "
            f"such as {_EXAMPLE}, or moment.astimezone()"
        )
    if not EARLIEST <= moment < LATEST:
        raise ValueError(f"{name}={moment.isoformat()}; choose a time of the years 2002 to 2199")


def parse_moment(text: str) -> datetime:
    """An aware datetime from ISO 8601: `2019-05-01T12:00:00Z`. Raises ValueError."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        raise ValueError(f"{text!r} is no time; write 2019-05-01T12:00:00Z") from None
    if moment.utcoffset() is None:
        raise ValueError(f"{text!r} has no time zone; write 2019-05-01T12:00:00Z")
    check_moment("time", moment)
    return moment
