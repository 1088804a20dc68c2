"""Rules of this suite itself."""

import ast
from http.client import HTTPSConnection
from pathlib import Path

import pytest

from contract_tests.account import Account, Credentials, new_session
from contract_tests.evidence import assumed, documented, evidence_errors, observed
from contract_tests.raw import open_connection
from contract_tests.receiver import CallbackRequest, Webhook

SOURCES = sorted(Path(__file__).parent.rglob("*.py"))


@assumed("a rule of this suite: it knows the API only")
@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_no_check_imports_the_simulator(source: Path) -> None:
    tree = ast.parse(source.read_text(encoding="utf-8"))

    imported = [
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    ]
    imported += [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]

    assert not [name for name in imported if name.split(".")[0] == "catapult_simulator"]


@assumed("a rule of this suite: every check names its evidence")
@pytest.mark.parametrize(
    ("marks", "sound"),
    [([], False), ([documented("x")], True), ([documented("x"), observed("y")], False)],
    ids=["none", "one", "two"],
)
def test_a_check_has_one_kind_of_evidence(
    request: pytest.FixtureRequest, marks: list[pytest.MarkDecorator], sound: bool
) -> None:
    item = pytest.Function.from_parent(request.node.parent, name="other", callobj=lambda: None)
    for mark in marks:
        item.add_marker(mark)

    assert (evidence_errors([item]) == []) is sound


@assumed("a rule of this suite: every check names its evidence")
@pytest.mark.parametrize("kind", ["documented", "observed", "assumed"])
@pytest.mark.parametrize("sources", [(), (" ",), (1,), ("x", "y")], ids=repr)
def test_evidence_names_one_source(
    request: pytest.FixtureRequest, kind: str, sources: tuple[object, ...]
) -> None:
    item = pytest.Function.from_parent(request.node.parent, name="other", callobj=lambda: None)
    item.add_marker(getattr(pytest.mark, kind).with_args(*sources))

    (sentence,) = evidence_errors([item])

    assert f"::other is marked @{kind} without one source; write @{kind}(" in sentence


@assumed("a rule of this suite: it sends the real API's credentials over TLS only")
def test_a_raw_connection_to_an_https_target_is_encrypted() -> None:
    with new_session() as session:
        account = Account("https://api.example.com", Credentials("u", "t", "s"), session)

        connection = open_connection(account)

    assert isinstance(connection, HTTPSConnection)
    assert (connection.host, connection.port) == ("api.example.com", 443)


@assumed("a rule of this suite: checks wait for a callback, then read what on_callback did")
def test_a_callback_is_recorded_after_on_callback_has_run() -> None:
    webhook = Webhook("http://app.test")
    recorded: list[int] = []
    webhook.on_callback = lambda callback: recorded.append(len(webhook.callbacks))

    webhook.handle(CallbackRequest("GET", "/sms", "", {}, b""))

    assert (recorded, len(webhook.callbacks)) == ([0], 1)
