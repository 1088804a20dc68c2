"""An error, or the answer to a change, may speak of other people: only known words are written."""

import json
from typing import Any, cast

import pytest
from contract_tests.account import Json
from contract_tests.live.exchange import Answered
from contract_tests.live.facts import Row
from contract_tests.live.findings import Findings

from .builders import OWN, answered, asked, settings

SENTENCE = "The resource 'a-x' of Zebrafinch-77 does not exist; ask bob.smith@acme-corp.com"
ERROR: dict[str, Json] = {
    "category": "not-found", "code": "quite-new-code", "message": SENTENCE,
    "details": [{"name": "owner", "value": "Krankenbot Gonzalez"}],
}  # fmt: skip
OF_OTHERS = ("zebrafinch", "bob", "smith", "acme", "krankenbot", "gonzalez", "zaphod", "reception")


def row_of(*exchanges: Answered) -> Row:
    row = Row("contract_tests/test_errors.py::test_x", "x", "assumed", "assumption A1", [])
    findings = Findings(settings(), None, None)
    seen = findings.take(cast(pytest.Item, object()), row, exchanges)
    row.found = findings.message(f"AssertionError: assert {exchanges[0].body!r}", row, seen.ids)
    return row


def leaked(row: Row) -> list[str]:
    written = json.dumps(row.as_json(), ensure_ascii=False).lower()
    return [word for word in OF_OTHERS if word in written]


def test_an_error_is_written_with_known_words_only() -> None:
    row = row_of(answered(asked("GET", "applications/a-1"), 404, ERROR))

    assert leaked(row) == []
    body: dict[str, Any] = json.loads(row.exchanges[0]["body"])
    assert (body["category"], body["code"]) == ("not-found", "quite-new-code")
    assert body["message"].startswith("The resource 'a-x' of …-77 does not exist; ask …")
    assert body["details"] == [{"name": "owner", "value": "…"}]


@pytest.mark.parametrize("status", [400, 500])
def test_an_error_that_is_no_json_is_written_so_too(status: int) -> None:
    request = asked("GET", "/availableNumbers/local")

    row = row_of(Answered(request, status, {}, b"Internal error for customer Gonzalez"))

    assert leaked(row) == []
    assert "error for" in row.exchanges[0]["body"]


def test_what_the_run_has_sent_stays_in_an_error() -> None:
    sent = {"from": OWN, "text": "unheard-of", "tag": "gonzo"}
    error = {"code": "x", "message": "The tag 'gonzo' of 'unheard-of' is invalid"}

    row = row_of(answered(asked("POST", "messages", sent), 400, error))

    assert json.loads(row.exchanges[0]["body"])["message"] == error["message"]


def test_an_error_in_the_log_is_written_as_it_was_the_first_time() -> None:
    logged = [{"id": "ue-1", "message": SENTENCE}]

    row = row_of(
        answered(asked("GET", "applications/a-1"), 404, ERROR),
        answered(asked("GET", "errors"), 200, logged),
    )

    first, again = (json.loads(each["body"]) for each in row.exchanges)
    assert again[0]["message"] == first["message"]


def test_a_changed_thing_is_not_one_that_the_run_has_made() -> None:
    line = {"id": "n-1", "number": OWN, "name": "Zaphod reception line"}
    change = asked("POST", f"phoneNumbers/{OWN}", {"fallbackNumber": "+19195550123"})

    row = row_of(
        answered(change, 200, line), answered(asked("GET", f"phoneNumbers/{OWN}"), 200, line)
    )

    assert leaked(row) == []


def test_the_errors_of_a_batch_are_written_with_known_words() -> None:
    result = {"result": "error", "error": {"message": f"no number of {OF_OTHERS[5]} was found"}}

    row = row_of(answered(asked("POST", "messages", [{}]), 202, [result]))

    (shown,) = json.loads(row.exchanges[0]["body"])
    assert shown["error"]["message"] == "no number of … was found"
