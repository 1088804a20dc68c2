"""An odd answer never ends a run with a traceback, and what it may have made is removed."""

import json
from http.client import IncompleteRead
from pathlib import Path
from typing import cast

import pytest
import requests
from contract_tests.live.belongings import Belongings
from contract_tests.live.facts import Row
from contract_tests.live.findings import Findings, fields_of
from contract_tests.live.guard import Guard
from contract_tests.live.session import Wire
from contract_tests.receiver import CallbackRequest

from .builders import BASE, OWN, asked, settings

DEEP = b"[" * 5_000 + b"]" * 5_000
BODIES = [
    b"", b"null", b"7", b'"x"', b"[]", b"{}", b"[[]]", b"[null, 7, {}]", b"<html>", b"\xff\xfe",
    b'"\\ud800"', b'{"text":"\\ud800 x"}', b'{"id":{},"number":[]}', b'[{"id":[],"location":{}}]',
    b'[{"result":"accepted","location":7}]', b'{"id":null,"messageId":{},"media":7}', DEEP,
    f'{{"id":["x"],"number":"{OWN}","direction":"in","media":[null]}}'.encode(),
    b'{"category":[],"code":{},"message":7,"details":"x"}', b"9" * 5000,
]  # fmt: skip
REQUESTS = [
    ("POST", "messages", {}), ("POST", "phoneNumbers", {"number": "+19195551212"}),
    ("POST", "applications", {"name": "x"}), ("POST", "/availableNumbers/local", None),
    ("POST", "errors", {}), ("POST", "", {}), ("GET", "phoneNumbers", None), ("PUT", "media", None),
    ("GET", "media/x", None), ("DELETE", "applications/a-1", None), ("GET", "", None),
    ("POST", f"phoneNumbers/{OWN}", {"name": "x"}),
]  # fmt: skip


def wire() -> Wire:
    guard = Guard(BASE, settings().budget, order_numbers=True, numbers=(OWN,))
    return Wire(settings(), guard, Belongings(numbers=(OWN,)), sleep=lambda _: None)


def response(status: int, body: bytes, **headers: str) -> requests.Response:
    made = requests.Response()
    made.status_code, made._content = status, body
    made.headers.update(headers)
    return made


@pytest.mark.parametrize("body", BODIES, ids=range(len(BODIES)))
def test_it_is_kept_shown_and_recorded(tmp_path: Path, body: bytes) -> None:
    known, findings = wire(), Findings(settings(), tmp_path / "d.json", tmp_path / "recorded")
    item = cast(pytest.Item, object())
    for method, path, sent in REQUESTS:
        for status in (200, 201, 202, 404, 429):
            odd = response(status, body, Location=f"{BASE}/x/a-1", **{"X-RateLimit-Reset": "²"})
            known.after(asked(method, path, sent), odd)
            known.may_repeat(asked("GET", path), odd)
    row = Row("contract_tests/test_x.py::test_x", "x", "assumed", "assumption X1", [], "refuted")

    seen = findings.take(item, row, known.log.exchanges)
    row.found = findings.message(f"assert {body!r}", row, seen.ids)
    findings.record(item, row, seen)
    findings.write([row], known.guard)

    assert len(known.log.exchanges) == len(REQUESTS) * 5
    facts = json.loads((tmp_path / "d.json").read_text("utf-8"))["facts"]
    assert len(facts[0]["exchanges"]) == len(REQUESTS) * 5


@pytest.mark.parametrize("body", BODIES, ids=range(len(BODIES)))
def test_the_clean_up_goes_on(body: bytes) -> None:
    belongings = Belongings(numbers=(OWN,))
    belongings.made = dict.fromkeys(("applications/a-1", "applications/ä-2", "media/x"))
    asked_for = []

    def ask(method: str, path: str, _: object = None) -> requests.Response:
        asked_for.append(f"{method} {path}")
        f"/{path}".encode("ascii")  # as http.client does
        return response(200, body)

    belongings.sweep(ask)

    assert {"DELETE applications/a-1", "DELETE media/x"} <= set(asked_for)
    assert belongings.left_behind()[0] == "applications/ä-2"


def test_what_an_answer_with_a_broken_body_has_made_is_known() -> None:
    class Broken(requests.Response):
        @property
        def content(self) -> bytes:
            raise IncompleteRead(b"")

    broken, known = Broken(), wire()
    broken.status_code = 201
    broken.headers["Location"] = f"{BASE}/v1/users/u-1/phoneNumbers/n-7"

    with pytest.raises(IncompleteRead):
        known.after(asked("POST", "/availableNumbers/local"), broken)

    assert list(known.belongings.made) == ["phoneNumbers/n-7"]


@pytest.mark.parametrize("body", BODIES, ids=range(len(BODIES)))
def test_an_odd_callback_has_fields_or_none(body: bytes) -> None:
    assert isinstance(fields_of(CallbackRequest("POST", "/x", "", {}, body)), dict)
