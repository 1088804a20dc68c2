"""The journal: pages, kinds, masked secrets."""

from typing import Any

import pytest

from builders import APP_URL, LINE, PERSON, Client
from catapult_simulator.core.journal import Journal
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.tenant import Tenant
from control.calls import Control


def test_the_journal_is_read_page_by_page(
    control: Control, line: PhoneNumber, tenant: Tenant
) -> None:
    tenant.receive_message(from_=PERSON, to=LINE, text="hi")

    first = control("GET", "/journal?limit=1").json
    rest = control("GET", f"/journal?after={first['next']}").json

    assert [entry["kind"] for entry in first["entries"] + rest["entries"]] == [
        "control",
        "callback",
    ]
    assert (first["next"], rest["next"], rest["missed"]) == (1, 2, 0)
    detail = rest["entries"][0]["detail"]
    assert (detail["text"], detail["url"], detail["status"]) == ("hi", APP_URL, 200)
    assert rest["entries"][0]["at"] == "2019-05-01T12:00:00Z"


def test_the_journal_is_filtered_by_kind(
    control: Control, line: PhoneNumber, tenant: Tenant
) -> None:
    tenant.receive_message(from_=PERSON, to=LINE, text="hi")

    answer = control("GET", "/journal?kind=callback").json

    assert [entry["number"] for entry in answer["entries"]] == [2]


def test_a_request_entry_has_body_and_status_but_no_secrets(
    control: Control, client: Client
) -> None:
    properties = {"accountId": "1", "userName": "x", "password": "catchThatBird"}
    provider = {"providerName": "bandwidth-dashboard", "properties": properties}
    client.post("phoneNumbers", {"number": LINE, "provider": provider})
    client.post("applications", {"name": "x", "incomingMessageUrl": "http://bob:s3crt@a.test/"})
    client.get("applications")

    entries = control("GET", "/journal").json["entries"]

    assert [entry["detail"]["status"] for entry in entries] == [201, 201, 200]
    assert '"password": "***"' in entries[0]["detail"]["body"]
    assert not any(word in str(entries) for word in ("catchThatBird", "s3crt", "bob"))


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(rb'{"x": "http:\/\/bob:s3cret@a.test\/"}', id="escaped slashes"),
        pytest.param(b'{"x": "http://bob:p@s3cret@a.test/"}', id="an @ in the password"),
        pytest.param(b'{"password": 123.456, "y": "s3 cret"}', id="a number"),
        pytest.param(b'{"password": "a\\"s3cret"}', id="a quote in the password"),
        pytest.param(b'{"password": "' + b"s3cret" * 1000 + b'"}', id="cut in the middle"),
    ],
)
def test_secrets_are_masked_in_every_notation(
    control: Control, client: Client, body: bytes
) -> None:
    client.post("phoneNumbers", body)

    detail = control("GET", "/journal").json["entries"][0]["detail"]["body"]

    assert "s3cret" not in detail
    assert "123.456" not in detail
    assert "***" in detail


def test_a_cursor_beyond_the_newest_entry_is_brought_back(control: Control, tenant: Tenant) -> None:
    tenant.advance(1)

    page = control("GET", "/journal?after=99&wait=60").json

    assert (page["rewound"], page["next"], len(page["entries"])) == (True, 1, 1)
    assert control("GET", f"/journal?after={page['next']}").json["rewound"] is False


def test_a_cursor_survives_a_reset(control: Control, tenant: Tenant) -> None:
    tenant.advance(1)
    tenant.advance(2)
    tenant.reset()

    page = control("GET", "/journal?after=1").json

    assert page == {"entries": [], "next": 3, "missed": 0, "rewound": False, "began": 4}


class InterruptedJournal(Journal):
    """A journal to which an entry is added just after each read."""

    def entries(self, after: int = 0, kind: Any = None) -> Any:
        found = super().entries(after, kind)
        self.record("control", "another entry", {})
        return found


def test_an_entry_written_during_a_read_is_in_the_next_page(
    control: Control, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Tenant, "journal", InterruptedJournal(lambda: 0))

    first = control("GET", "/journal").json
    second = control("GET", f"/journal?after={first['next']}").json

    assert [entry["number"] for entry in first["entries"] + second["entries"]] == [1]
