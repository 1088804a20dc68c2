"""Times of a story: the time of day, with the date where a story lasts longer than one."""

from datetime import UTC, datetime
from typing import NamedTuple


class Times(NamedTuple):
    """Writes times in UTC, all in the same form."""

    with_date: bool

    @classmethod
    def between(cls, first_ms: int, last_ms: int) -> "Times":
        """For times from `first_ms` to `last_ms`."""
        return cls(_moment(first_ms).date() != _moment(last_ms).date())

    def at(self, at_ms: int) -> str:
        """`12:00:00.250`, or `05-01 12:00:00.250`."""
        form = "%m-%d %H:%M:%S" if self.with_date else "%H:%M:%S"
        return f"{_moment(at_ms):{form}}.{at_ms % 1000:03}"


def day(at_ms: int) -> str:
    """`2019-05-01`, in UTC."""
    return f"{_moment(at_ms):%Y-%m-%d}"


def _moment(at_ms: int) -> datetime:
    return datetime.fromtimestamp(at_ms // 1000, UTC)
