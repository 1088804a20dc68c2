"""Timestamps: the format of the API, and all the formats that clients write."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catapult_simulator.core.time.timestamps import parse_time, wire_time


def ms(*parts: int) -> int:
    return int(datetime(*parts, tzinfo=UTC).timestamp() * 1000)  # type: ignore[arg-type,misc]  # parts of a date


@pytest.mark.parametrize("fraction", [0, 1, 999])
def test_a_timestamp_has_no_fraction(fraction: int) -> None:
    """Observed 2013 to 2018; Joda patterns of a client reject milliseconds."""
    assert wire_time(ms(2015, 9, 14, 21, 28, 35) + fraction) == "2015-09-14T21:28:35Z"


NOON = ms(2019, 5, 1, 12)


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        pytest.param("2019", ms(2019, 1, 1), id="a year"),
        pytest.param("2019-05", ms(2019, 5, 1), id="a month"),
        pytest.param("2019-05-01", ms(2019, 5, 1), id="a day"),
        pytest.param("2019-5-1", ms(2019, 5, 1), id="a day without zeros"),
        pytest.param("2019-05-01 12", NOON, id="an hour"),
        pytest.param("2019-05-01 12:00", NOON, id="a minute"),
        pytest.param("2019-05-01 12:34", NOON + 34 * 60_000, id="another minute"),
        pytest.param("2019-05-01 12:00:00", NOON, id="seconds after a space"),
        pytest.param("2019-05-01T12:00:00", NOON, id="seconds after a T"),
        pytest.param("2019-05-01 12:00:00.076", NOON + 76, id="milliseconds"),
        pytest.param("2019-05-01 12:00:00.7", NOON + 700, id="one digit of a fraction"),
        pytest.param("2019-05-01T12:00:00.0760000Z", NOON + 76, id="seven digits (csharp)"),
        pytest.param("2019-05-01T12:00:00Z", NOON, id="as on the wire"),
        pytest.param("2019-05-01T12:00:00+0000", NOON, id="a zone (java)"),
        pytest.param("2019-05-01T14:00:00+0200", NOON, id="east"),
        pytest.param("2019-05-01T14:00:00+02:00", NOON, id="east with a colon"),
        pytest.param("2019-05-01T06:30:00-05:30", NOON, id="west"),
        pytest.param("2019-05-01T14:00:00 0200", NOON, id="a raw plus, decoded to a space"),
        pytest.param("2019-05-01T14:00:00.000 02:00", NOON, id="the same with a fraction"),
        pytest.param("2019-05-01 14:00 02:00", NOON, id="the same without seconds"),
        pytest.param("  2019-05-01 12:00:00 ", NOON, id="spaces around"),
        pytest.param("1969-12-31 23:59:59", -1000, id="before 1970"),
    ],
)
def test_a_timestamp_is_parsed_as_clients_write_it(written: str, moment: int) -> None:
    """Missing parts are the lowest ones (methods/messages/getMessages.md)."""
    assert parse_time(written) == moment


@pytest.mark.parametrize(
    "written",
    ["", "yesterday", "2019-13-01", "2019-02-30", "2019-05-01 25:00",
     "2019-05-01T12:00:00.12345678",
     "0000-01-01", "19-05-01", "1556712000000", "2019-05-01T", "2019-05-01 12:00:00 CET"],
)  # fmt: skip
def test_what_is_no_timestamp_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"date|month|day|hour|year"):
        parse_time(written)


@given(st.integers(0, 250_000_000_000))
def test_a_written_timestamp_can_be_parsed(second: int) -> None:
    assert parse_time(wire_time(second * 1000)) == second * 1000
