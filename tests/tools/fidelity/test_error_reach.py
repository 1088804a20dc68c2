"""Every error of the catalogue is reached as the ledger says."""

import re
from string import Formatter

import pytest

from builders import Client, Response
from catapult_simulator.core import catalogue
from catapult_simulator.core.catalogue import ErrorKind, by_name
from catapult_simulator.core.faults import Fault
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.web.errors import CALL_DETAILS, STATUSES
from fidelity import reach
from tools.fidelity.error_requests import EVENTS, REQUESTS, SMS, ErrorRequest

NAMES = {id(row): name for name, row in vars(catalogue).items() if isinstance(row, ErrorKind)}


def name(row: object) -> str:
    return NAMES.get(id(row), "")


def pattern_of(row: ErrorKind) -> str:
    """A regular expression for the row's message, with any values filled in."""
    parts = Formatter().parse(row.template)
    return "".join(re.escape(text) + (".+" if place else "") for text, place, _, _ in parts)


def assert_is(answer: Response, row: ErrorKind) -> None:
    """Status, category, code, message and names of details are those of the row."""
    said = answer.json
    assert (answer.status, said["category"], said["code"]) == (
        row.status or STATUSES[row.category],
        row.category,
        row.code,
    )
    assert re.fullmatch(pattern_of(row), said.get("message", ""), re.DOTALL)
    assert [detail for detail, _ in answer.details] == [*row.details, *CALL_DETAILS]


@pytest.mark.parametrize(("row", "request_"), REQUESTS.items(), ids=name)
def test_a_request_is_answered_with(
    row: ErrorKind, request_: ErrorRequest, client: Client, tenant: Tenant, line: PhoneNumber
) -> None:
    assert_is(request_.send(client, tenant), row)


@pytest.mark.parametrize("row", EVENTS, ids=name)
def test_an_event_adds_to_the_errors_resource(
    row: ErrorKind, client: Client, tenant: Tenant, line: PhoneNumber
) -> None:
    EVENTS[row](tenant)

    kept = next(error for error in client.get("errors").json if error["code"] == row.code)

    assert kept["category"] == row.category
    assert re.fullmatch(pattern_of(row), kept["message"])
    assert [detail["name"] for detail in kept.get("details", [])] == list(row.details)


@pytest.mark.parametrize("row", reach.BY_FAULT, ids=name)
def test_a_fault_is_answered_with(
    row: ErrorKind, client: Client, tenant: Tenant, line: PhoneNumber
) -> None:
    fault = name(row).lower().replace("_", "-")
    tenant.faults.add(Fault("rest", method="POST", path="messages", error=fault, times=1))

    answer = client.post("messages", SMS)

    assert by_name()[fault] is row
    assert_is(answer, row)
    assert client.post("messages", SMS).status == 201


def test_every_error_can_be_reached() -> None:
    reached = {*map(name, REQUESTS), *map(name, EVENTS), *map(name, reach.BY_FAULT)}

    missing = [name(row) for row in catalogue.rows() if name(row) not in reached]

    assert not missing, (
        f"nothing reaches {', '.join(missing)}: add a request to REQUESTS or an event to EVENTS in "
        "tests/tools/fidelity/error_requests.py, or a reason to BY_FAULT in "
        "simulator/tools/fidelity/reach.py"
    )


def test_an_error_by_fault_only_is_not_reached_naturally() -> None:
    both = {*map(name, REQUESTS), *map(name, EVENTS)} & {*map(name, reach.BY_FAULT)}

    assert not both, f"reached by a request or an event, remove from BY_FAULT: {both}"
