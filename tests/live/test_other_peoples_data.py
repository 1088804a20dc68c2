"""Nothing of an account's history stands in what a run writes."""

import json
from decimal import Decimal
from pathlib import Path
from typing import cast

import pytest
from contract_tests.account import Json
from contract_tests.live.exchange import Answered
from contract_tests.live.facts import Row
from contract_tests.live.findings import Findings
from contract_tests.live.guard import Guard
from contract_tests.live.resume import Diary
from contract_tests.receiver import CallbackRequest, Webhook

from .builders import BASE, OWN, answered, asked, settings

PATIENT, CLINIC = "+12025550143", "+442071838750"
IDS = [f"{kind}-{'kzq4' * 5}{kind}yi" for kind in "amn"]
MESSAGE: dict[str, Json] = {
    "id": IDS[1], "from": PATIENT, "to": OWN, "direction": "in", "state": "received",
    "text": f"Margaret, your biopsy: call (202) 555-0143 or {CLINIC}", "tag": "ward-seven",
    "media": [f"{BASE}/v1/users/u-1/media/xray-margaret.png", "https://cdn.clinic.net/scan.png"],
    "callbackUrl": "https://jo:pa55@hooks.clinic.net/sms?key=k7Qz", "surprise": {"note": "biopsy"},
    "time": "2016-03-01T10:00:00Z",
}  # fmt: skip
HISTORY: list[tuple[str, Json]] = [
    ("messages", [MESSAGE]),
    (f"messages/{IDS[1]}", MESSAGE),
    ("messages", [[], "Margaret", None, {"id": ["Margaret"]}, {"id": {}, "text": "biopsy"}]),
    ("applications", [{"id": IDS[0], "name": "Margaret", "incomingMessageUrl": "http://clinic.net"}]),
    ("phoneNumbers", [{"id": IDS[2], "number": PATIENT, "name": "Margaret", "city": "Quillan",
                       "nationalNumber": "(202) 555-0143"}]),
    ("media", [{"mediaName": "xray-margaret.png", "content": MESSAGE["media"][0]}]),
    ("account", {"balance": "856.41500", "accountType": "pre-pay"}),
    ("account/transactions", [{"id": IDS[1], "amount": "856.41500", "number": PATIENT}]),
    ("errors", [{"id": "ue-1", "message": f"{PATIENT} has no biopsy", "details":
                 [{"name": "requestPath", "value": "users/u-1/media/xray-margaret.png"}]}]),
    (f"/phoneNumbers/numberInfo/{PATIENT}", {"name": "MARGARET Q", "number": PATIENT}),
]  # fmt: skip
SECRETS = [
    "2025550143", "202) 555-0143", "2071838750", "margaret", "biopsy", "ward", "clinic", "k7Qz",
    "jo:pa55", "pa55", "xray", "scan", "quillan", "856.4", "kzq4", "hush", "t-token", OWN[1:],
    "hooks.example.com", "session=",
]  # fmt: skip


def history() -> list[Answered]:
    exchanges = [answered(asked("GET", path), 200, body) for path, body in HISTORY]
    page = answered(asked("GET", "messages"), 200, headers={"Set-Cookie": "session=k7Qz"})
    exchanges.append(Answered(page.asked, 200, page.headers, b"<html>Margaret</html>"))
    exchanges.append(Answered(page.asked, 200, page.headers, b"\xff Margaret"))
    # The check goes on with what it has read.
    exchanges.append(
        answered(asked("GET", f"messages?from=%2B{PATIENT[1:]}&tag=ward-seven"), 200, [])
    )
    exchanges.append(
        answered(
            asked("POST", "messages", {"to": PATIENT, "text": "Margaret"}),
            404,
            {"code": "x", "message": f"{PATIENT} at http://clinic.net is not 'ward-seven'"},
        )
    )
    return exchanges  # fmt: skip


class Item:
    """A check with a webhook, to which somebody's text came."""

    def __init__(self) -> None:
        body = json.dumps(MESSAGE | {"messageId": IDS[1]}).encode()
        webhook = Webhook("https://hooks.example.com/webhook-1")
        path, head = "/webhook-1/sms", {"host": "hooks.example.com", "x-key": "k7Qz"}
        webhook.callbacks += [
            CallbackRequest("POST", path, "", head, body),
            CallbackRequest("GET", path, "text=Margaret&from=%2B12025550143", head, b""),
            CallbackRequest("POST", path, "", head, b"Margaret"),
        ]
        self.funcargs = {"webhook": webhook}


def messages() -> list[str]:
    """The messages of pytest for a failure: values whole, as reprs, and cut off at any place."""
    whole = repr([MESSAGE])
    parts = [whole[start : start + 70] for start in range(0, len(whole), 13)]
    return [f"AssertionError: assert {part} == []" for part in (whole, *parts)]


def outputs(folder: Path) -> str:
    """Everything that a run with this history writes."""
    recorded, report, diary = folder / "recorded", folder / "drift.json", Diary(folder / "run")
    findings = Findings(settings(), report, recorded)
    diary.open(settings())
    row = Row("contract_tests/test_x.py::test_x", "x", "assumed", "assumption X1", [])
    row.verdict = "refuted"
    seen = findings.take(cast(pytest.Item, Item()), row, history())
    row.why = findings.text(f"GET messages?from={PATIENT} at {IDS[1]} was not sent")
    row.found = "\n".join(findings.message(each, row, seen.ids) for each in messages())
    findings.record(cast(pytest.Item, Item()), row, seen)
    diary.note_check(row)
    findings.left_behind = [f"phoneNumbers/{OWN}: its former {{'name': 'Margaret'}}", IDS[0]]
    findings.write([row], Guard(BASE, Decimal(1), order_numbers=False))
    diary.note("changed", json.dumps({f"phoneNumbers/{OWN}": {"name": "Margaret"}}))
    diary.note("restored", f"phoneNumbers/{OWN}")
    diary.close()
    return "\n".join(
        f"{path}\n{path.read_text('utf-8')}" for path in sorted(folder.rglob("*")) if path.is_file()
    )


def test_no_output_has_anything_of_other_people(tmp_path: Path) -> None:
    written = outputs(tmp_path)

    assert {path.suffix for path in tmp_path.rglob("*") if path.is_file()} == {"", ".json", ".md"}
    lowered = written.lower()
    assert not [secret for secret in SECRETS if secret.lower() in lowered]


def test_what_the_run_has_made_stays_as_it_is() -> None:
    findings = Findings(settings(), None, None)
    sent = {"from": OWN, "to": "+19195550123", "text": "unheard-of", "tag": "x"}
    place = {"Location": f"{BASE}/v1/users/u-1/messages/{IDS[1]}"}
    shown = sent | {"id": IDS[1], "novelty": "never seen before", "state": "sent"}
    row = Row("contract_tests/test_x.py::test_x", "x", "assumed", "assumption X1", [])

    findings.take(
        cast(pytest.Item, Item()), row,
        [
            answered(asked("POST", "messages", sent), 201, headers=place),
            answered(asked("GET", f"messages/{IDS[1]}"), 200, shown),
            answered(asked("GET", "messages"), 200, [shown, MESSAGE | {"id": IDS[0]}]),
        ],
    )  # fmt: skip

    one, listed = (json.loads(row.exchanges[each]["body"]) for each in (1, 2))
    assert (one["text"], one["novelty"], one["to"]) == (
        "unheard-of", "never seen before", "+19195550123",
    )  # fmt: skip
    assert listed[0] == one
    assert listed[1]["text"] == listed[1]["tag"] == "…"
    assert list(listed[1]) == list(MESSAGE)
    assert listed[1]["state"] == "received"


def test_a_message_of_a_failure_keeps_what_the_check_knows() -> None:
    findings = Findings(settings(), None, None)
    row = Row("contract_tests/test_messages.py::test_x", "x", "assumed", "assumption X1", [])
    error = {"code": "validation-error", "message": "Bad parameters", "details": []}
    seen = findings.take(
        cast(pytest.Item, Item()), row, [answered(asked("POST", "messages", {}), 400, error)]
    )

    known = "AssertionError: assert 'Bad parameters' == 'No'\n where <Response [400]>.status_code"
    assert findings.message(f"{known} of Margaret", row, seen.ids) == f"{known} of …"
