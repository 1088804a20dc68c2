"""Methods of an account called over HTTP: as JSON, without a trace, and with errors as such."""

from typing import Any

import pytest

from builders import LINE, PERSON, Client, draft
from catapult_simulator import Fault, Server, Simulator
from catapult_simulator.control_client.account import AccountClient
from catapult_simulator.control_client.transport import Transport
from catapult_simulator.core import limits
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.remote.methods import CALLED, INTERNAL, NAMES, READ
from catapult_simulator.core.tenant import Tenant
from control.calls import Control
from receivers import PATIENCE, app_listening


def call(control: Control, method: str, *arguments: Any, **keywords: Any) -> Any:
    return control("POST", f"/methods/{method}", {"arguments": arguments, "keywords": keywords})


def test_a_method_is_called_with_its_arguments(
    control: Control, tenant: Tenant, line: PhoneNumber
) -> None:
    message = tenant.messages.send(draft())

    answer = call(control, "messages.find", to=PERSON)

    assert answer.status == 200
    assert [(found["$"], found["id"]) for found in answer.json["result"]] == [
        ("Message", message.id)
    ]


def test_an_attribute_is_read_and_set(control: Control, tenant: Tenant) -> None:
    assert call(control, "client_origin", "http://sim.test").json == {"result": None}
    assert call(control, "client_origin").json == {"result": "http://sim.test"}
    assert tenant.client_origin == "http://sim.test"


def test_a_call_leaves_no_trace_and_is_struck_by_no_fault(
    control: Control, tenant: Tenant, line: PhoneNumber
) -> None:
    tenant.faults.add(Fault("rest", error="internal-error"))

    answer = call(control, "phone_numbers.get", LINE)

    assert answer.json["result"]["number"] == LINE
    assert len(tenant.journal) == 0
    assert tenant.faults.all()[0].struck == 0


def test_an_error_of_the_api_has_its_status_and_the_exception(control: Control) -> None:
    answer = call(control, "messages.get", "m-x")

    assert (answer.status, answer.code) == (404, "message-not-found")
    assert answer.message == "The message 'm-x' could not be found"
    assert answer.json["problem"]["type"] == "CatapultError"


@pytest.mark.parametrize(
    ("method", "arguments", "status", "code", "type_"),
    [
        ("messages.get", [5], 400, "bad-request", "TypeError"),
        ("messages.get", [], 400, "bad-request", "TypeError"),
        ("advance", [-1], 400, "bad-request", "ValueError"),
        ("journal.last", [], 400, "bad-request", "LookupError"),
        ("faults.get", ["f-1"], 404, "no-such-fault", "UnknownFault"),
        ("messages.get", [{"$": "nonsense"}], 400, "bad-request", "ValueError"),
    ],
)
def test_a_refusal_has_its_status_and_the_exception(
    control: Control, method: str, arguments: list[Any], status: int, code: str, type_: str
) -> None:
    answer = call(control, method, *arguments)

    assert (answer.status, answer.code) == (status, code)
    assert answer.json["problem"] == {"type": type_, "message": answer.message}


@pytest.mark.parametrize(
    "name", ["__class__", "messages.__init__", "_world", "messages._store", "close", *INTERNAL]
)
def test_no_other_name_can_be_called(control: Control, name: str) -> None:
    answer = call(control, name)

    assert (answer.status, answer.code) == (404, "no-such-method")
    assert f"no method {name!r} is called over HTTP; there are account.balance, " in answer.message


def test_a_name_stands_in_one_table() -> None:
    assert len(NAMES) == sum(map(len, [*CALLED.values(), *READ.values()]))
    assert not set(NAMES) & INTERNAL.keys()


def test_arguments_may_be_files_of_several_mebibytes(
    control: Control, tenant: Tenant, line: PhoneNumber
) -> None:
    content = {"$": "bytes", "value": "AAAA" * 1024 * 1024}
    picture = {"$": "Attachment", "name": "big.png", "content": content}

    answer = call(control, "receive_message", from_=PERSON, to=LINE, media=[picture])

    assert answer.status == 200
    name = answer.json["result"]["message"]["media"]["value"][0]
    assert tenant.media.get(name).size == 3 * 1024 * 1024


def test_larger_arguments_are_refused(control: Control) -> None:
    answer = call(control, "messages.get", "x" * limits.MAX_CALL_BODY_BYTES)

    assert (answer.status, answer.code) == (413, "body-too-large")
    assert answer.message == "a control request has at most 16777216 bytes; this body has more"


def test_a_file_is_stored_and_fetched_without_a_trace(control: Control, tenant: Tenant) -> None:
    tenant.faults.add(Fault("rest", error="internal-error"))

    stored = control("PUT", "/media/a/menu.txt", b"soup", type="text/plain")
    fetched = control("GET", "/media/a/menu.txt")

    assert stored.status == 204
    assert (fetched.status, fetched.body) == (200, b"soup")
    assert fetched.headers["content-type"] == "text/plain"
    assert len(tenant.journal) == 0


@pytest.mark.parametrize(
    ("method", "status", "code"), [("GET", 404, "media-not-found"), ("PUT", 400, None)]
)
def test_a_file_is_refused_as_in_the_api(
    control: Control, client: Client, method: str, status: int, code: str | None
) -> None:
    answer = control(method, "/media/none")

    assert answer.status == status
    assert answer.json["problem"]["type"] == "CatapultError"
    assert answer.code == client.call(method, "media/none").code == (code or answer.code)


def test_on_a_wall_clock_a_received_message_waits_for_its_callback() -> None:
    with Server(Simulator(clock="wall")) as server, app_listening() as app:
        tenant = server.simulator.open_tenant("u-shop")
        shop = tenant.applications.create("shop", incoming_message_url=f"{app.url}/sms")
        tenant.phone_numbers.allocate(LINE, application_id=shop.id)
        account = AccountClient(Transport(server.url, timeout=PATIENCE), server.url, "u-shop")

        message = {"from_": PERSON, "to": LINE, "text": "hi"}
        inbound = account.call("receive_message", (), message)

        assert [attempt.outcome.status for attempt in inbound.attempts] == [200]
        assert app.next().json["text"] == "hi"
