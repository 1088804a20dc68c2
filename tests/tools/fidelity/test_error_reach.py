"""Every error of the catalogue is reached in the way that the ledger says."""

import re
from string import Formatter

import pytest

from builders import Answer, Client
from catapult_simulator.core import catalogue
from catapult_simulator.core.catalogue import ErrorKind, by_name
from catapult_simulator.core.faults import Fault
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.web.errors import CALL_DETAILS, STATUSES
from fidelity import reach
from tools.fidelity.error_requests import RECORDED, REFUSED, SMS, Way

NAMES = {id(row): name for name, row in vars(catalogue).items() if isinstance(row, ErrorKind)}


def name(row: object) -> str:
    return NAMES.get(id(row), "")


def pattern_of(row: ErrorKind) -> str:
    """What matches the row's sentence, whatever stands in the places of its names."""
    parts = Formatter().parse(row.template)
    return "".join(re.escape(text) + (".+" if place else "") for text, place, _, _ in parts)


def assert_is(answer: Answer, row: ErrorKind) -> None:
    """Status, category, code, sentence and the names of the details are those of the row."""
    said = answer.json
    assert (answer.status, said["category"], said["code"]) == (
        row.status or STATUSES[row.category],
        row.category,
        row.code,
    )
    assert re.fullmatch(pattern_of(row), said.get("message", ""), re.DOTALL)
    assert [detail for detail, _ in answer.details] == [*row.details, *CALL_DETAILS]


@pytest.mark.parametrize(("row", "way"), REFUSED.items(), ids=name)
def test_a_request_reaches(
    row: ErrorKind, way: Way, client: Client, tenant: Tenant, line: PhoneNumber
) -> None:
    assert_is(way.go(client, tenant), row)


@pytest.mark.parametrize("row", RECORDED, ids=name)
def test_an_event_leaves_in_the_errors_resource(
    row: ErrorKind, client: Client, tenant: Tenant, line: PhoneNumber
) -> None:
    RECORDED[row](tenant)

    kept = next(error for error in client.get("errors").json if error["code"] == row.code)

    assert kept["category"] == row.category
    assert re.fullmatch(pattern_of(row), kept["message"])
    assert [detail["name"] for detail in kept.get("details", [])] == list(row.details)


@pytest.mark.parametrize("row", reach.BY_SCRIPT, ids=name)
def test_a_script_reaches(
    row: ErrorKind, client: Client, tenant: Tenant, line: PhoneNumber
) -> None:
    script = name(row).lower().replace("_", "-")
    tenant.faults.add(Fault("rest", method="POST", path="messages", error=script, times=1))

    answer = client.post("messages", SMS)

    assert by_name()[script] is row
    assert_is(answer, row)
    assert client.post("messages", SMS).status == 201


def test_there_is_a_way_to_every_error_that_is_reached_naturally() -> None:
    assert set(map(name, (*REFUSED, *RECORDED))) == set(map(name, reach.naturally()))


def test_the_whole_public_catalogue_is_accounted_for() -> None:
    natural = [row for row in reach.naturally() if row not in reach.OUR_OWN]

    assert (len(natural), len(reach.BY_SCRIPT), len(reach.NOT_AT_ALL)) == (66, 26, 3)
