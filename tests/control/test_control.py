"""`/_simulator`: each route finds the tenant, makes one call on the facade, and dumps."""

from typing import Any

import pytest

import catapult_simulator
from builders import APP_URL, LINE, PERSON, Answer, Client, draft
from catapult_simulator.app import create_app
from catapult_simulator.core.faults import Fault
from catapult_simulator.core.journal import Journal
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.core.tenant import Tenant


class Control:
    """Calls the control API; paths are relative to the tenant's, or absolute."""

    def __init__(self, client: Client, tenant: Tenant) -> None:
        self._client = client
        self._base = f"/_simulator/tenants/{tenant.user_id}"

    def __call__(self, method: str, path: str, content: Any = None, **options: Any) -> Answer:
        target = path if path.startswith("/_") else self._base + path
        return self._client.call(method, target, content, HTTP_AUTHORIZATION="", **options)


@pytest.fixture
def control(client: Client, tenant: Tenant) -> Control:
    return Control(client, tenant)


def test_health_needs_no_credentials(control: Control) -> None:
    answer = control("GET", "/_simulator/health")

    assert answer.status == 200
    assert answer.json == {
        "status": "ok",
        "version": catapult_simulator.__version__,
        "clock": "virtual",
        "tenants": 1,
    }


def test_tenants_are_listed_with_their_credentials(control: Control, tenant: Tenant) -> None:
    shown = {
        "userId": tenant.user_id,
        "token": tenant.credentials.token,
        "secret": tenant.credentials.secret,
        "profile": "2019",
        "clock": "virtual",
        "now": "2019-05-01T12:00:00Z",
    }

    assert control("GET", "/_simulator/tenants").json == [shown]
    assert control("GET", "").json.items() >= shown.items()


def test_a_tenant_is_opened_with_what_is_given(control: Control, simulator: Simulator) -> None:
    wanted = {"userId": "u-1", "token": "t-1", "secret": "s", "profile": "2018"}

    answer = control("POST", "/_simulator/tenants", wanted)

    assert answer.status == 201
    assert answer.headers["location"] == "http://simulator.test:8080/_simulator/tenants/u-1"
    assert answer.json.items() >= wanted.items()
    assert simulator.authenticate("t-1", "s") is simulator.tenant("u-1")


def test_a_tenant_is_opened_with_nothing_given(control: Control, simulator: Simulator) -> None:
    opened = control("POST", "/_simulator/tenants", {}).json

    assert simulator.tenant(opened["userId"]).credentials.secret == opened["secret"]


def test_a_tenant_is_closed(control: Control, simulator: Simulator) -> None:
    assert control("DELETE", "").status == 204

    assert simulator.tenants() == []
    assert control("GET", "").code == "no-such-tenant"


def test_somebody_texts_a_number(control: Control, line: PhoneNumber, tenant: Tenant) -> None:
    answer = control("POST", "/messages", {"from": PERSON, "to": LINE, "text": "hi"})

    assert answer.status == 201
    message = answer.json["message"]
    assert (message["direction"], message["state"], message["text"]) == ("in", "received", "hi")
    assert tenant.messages.get(message["id"]).text == "hi"
    assert answer.json["callbacks"] == [
        {"method": "POST", "url": APP_URL, "fallback": False, "status": 200, "answer": "",
         "seconds": 0.0},
    ]  # fmt: skip


def test_a_number_that_one_tenant_owns_is_found(control: Control, line: PhoneNumber) -> None:
    answer = control("POST", "/_simulator/messages", {"from": PERSON, "to": LINE})

    assert (answer.status, answer.json["message"]["to"]) == (201, LINE)


def test_a_number_that_nobody_or_several_own_is_not(
    control: Control, line: PhoneNumber, simulator: Simulator
) -> None:
    nobody = control("POST", "/_simulator/messages", {"from": PERSON, "to": PERSON})
    simulator.open_tenant().phone_numbers.allocate(LINE)
    several = control("POST", "/_simulator/messages", {"from": PERSON, "to": LINE})

    assert (nobody.status, several.status) == (400, 400)
    assert nobody.message == f"no tenant owns {PERSON}; order or import it first, then text it"
    assert several.message.startswith(f"2 tenants own {LINE}; say which: u-")


def test_messages_are_listed_newest_first(
    control: Control, line: PhoneNumber, tenant: Tenant
) -> None:
    tenant.messages.send(draft(text="one"))
    tenant.receive_message(from_=PERSON, to=LINE, text="two")

    def texts(query: str) -> list[str]:
        return [message["text"] for message in control("GET", f"/messages{query}").json]

    assert texts("") == ["two", "one"]
    assert texts("?direction=out") == ["one"]
    assert texts("?state=received&size=1") == ["two"]
    assert texts("?to=%2B19195551212") == ["two"]


def test_the_journal_is_read_on_from_a_number(
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
    told = rest["entries"][0]["detail"]
    assert (told["text"], told["url"], told["status"]) == ("hi", APP_URL, 200)
    assert rest["entries"][0]["at"] == "2019-05-01T12:00:00Z"


def test_one_kind_of_entry_can_be_asked_for(
    control: Control, line: PhoneNumber, tenant: Tenant
) -> None:
    tenant.receive_message(from_=PERSON, to=LINE)

    answer = control("GET", "/journal?kind=callback").json

    assert [entry["number"] for entry in answer["entries"]] == [2]


def test_a_request_is_told_with_body_and_answer_but_no_secrets(
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
def test_secrets_are_found_however_they_are_written(
    control: Control, client: Client, body: bytes
) -> None:
    client.post("phoneNumbers", body)

    told = control("GET", "/journal").json["entries"][0]["detail"]["body"]

    assert "s3cret" not in told
    assert "123.456" not in told
    assert "***" in told


class Meddled(Journal):
    """A journal into which somebody else writes just after a reader looked."""

    def entries(self, after: int = 0, kind: Any = None) -> Any:
        found = super().entries(after, kind)
        self.record("control", "somebody else's", {})
        return found


def test_no_entry_is_passed_over_though_others_write_meanwhile(
    control: Control, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Tenant, "journal", Meddled(lambda: 0))

    first = control("GET", "/journal").json
    second = control("GET", f"/journal?after={first['next']}").json

    assert [entry["number"] for entry in first["entries"] + second["entries"]] == [1]


def test_time_is_advanced_and_settled(control: Control, line: PhoneNumber, tenant: Tenant) -> None:
    tenant.messages.send(draft(receipt_requested="all"))

    advanced = control("POST", "/advance", {"seconds": 0.1})
    settled = control("POST", "/settle", {})

    assert (advanced.status, advanced.json) == (200, {"now": "2019-05-01T12:00:00Z", "fired": 1})
    assert settled.json == {"now": "2019-05-01T12:00:01Z", "fired": 2}


@pytest.mark.parametrize("verb", ["advance", "settle"])
def test_the_time_on_the_wall_cannot_be_turned(verb: str) -> None:
    simulator = Simulator(clock="wall")
    tenant = simulator.open_tenant()
    control = Control(Client(create_app(simulator), tenant), tenant)

    answer = control("POST", f"/{verb}", {"seconds": 1} if verb == "advance" else {})

    assert (answer.status, answer.code) == (409, "wrong-clock")
    assert f"cannot {verb} tenant '{tenant.user_id}'" in answer.message


def test_what_never_settles_is_said(control: Control, line: PhoneNumber, tenant: Tenant) -> None:
    tenant.faults.add(Fault("carrier", delay_ms=3_600_000))
    tenant.messages.send(draft())

    answer = control("POST", "/settle", {})

    assert (answer.status, answer.code) == (409, "not-settled")
    assert "after one hour of virtual time 1 timers are still due" in answer.message


def test_an_account_is_reset(control: Control, line: PhoneNumber, tenant: Tenant) -> None:
    assert control("POST", "/reset", {}).status == 204
    assert tenant.phone_numbers.find() == []


FAULTS: list[dict[str, Any]] = [
    {"at": "rest", "method": "POST", "path": "messages", "error": "message-rate-limit", "times": 1},
    {"at": "carrier", "to": PERSON, "deliveryCode": 770},
    {"at": "carrier", "to": PERSON, "state": "error"},
    {"at": "carrier", "from": LINE, "silent": True, "delayMs": 5},
    {"at": "carrier", "tag": "x", "reply": "ok"},
    {"at": "callback", "outcome": "twice"},
    {"at": "rest", "connectionFault": "reset"},
]


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_a_fault_is_scripted_listed_and_cleared(control: Control, fault: dict[str, Any]) -> None:
    made = control("POST", "/faults", fault)

    assert (made.status, made.json) == (201, fault)
    assert control("GET", "/faults").json == [fault]
    assert control("DELETE", "/faults").status == 204
    assert control("GET", "/faults").json == []


REFUSED: list[Any] = [
    ("GET", "/_simulator/nowhere", None, 404, "no-such-route", "no control route"),
    ("GET", "/_simulator/tenants/u-2", None, 404, "no-such-tenant", 'no tenant "u-2"; open one'),
    ("PUT", "/_simulator/health", None, 405, "method-not-allowed", "takes GET, HEAD"),
    ("POST", "/_simulator/tenants", {"userId": "a b"}, 400, "bad-request", "userId: 'a b' is not"),
    ("POST", "/_simulator/tenants", {"profile": "1"}, 400, "bad-request", "'1' is not one of 2018"),
    ("POST", "/_simulator/tenants", {"nonsense": 1}, 400, "bad-request", "nonsense: unknown"),
    ("POST", "/_simulator/tenants", [], 400, "bad-request", "body: must be one JSON object"),
    ("POST", "/_simulator/tenants", b"{", 400, "validation-error", "Bad parameters"),
    ("POST", "/messages", {"from": PERSON}, 400, "bad-request", "to: "),
    ("POST", "/messages", {"from": PERSON, "to": PERSON}, 404, "number-not-found", "The number"),
    ("POST", "/advance", {}, 400, "bad-request", "seconds: "),
    ("POST", "/advance", {"seconds": -1}, 400, "bad-request", "seconds: -1"),
    ("POST", "/advance", {"seconds": 10**12}, 400, "bad-request", "seconds: "),
    ("POST", "/settle", {"seconds": 1}, 400, "bad-request", "seconds: unknown property"),
    ("GET", "/journal?after=x", None, 400, "bad-request", "after: "),
    ("GET", "/journal?kind=x", None, 400, "bad-request", "'x' is not one of request"),
    ("GET", "/journal?wait=61", None, 400, "bad-request", "wait: 61"),
    ("GET", "/messages?size=0", None, 400, "bad-request", "size: 0 is not between 1 and 1000"),
    ("POST", "/faults", {"at": "moon"}, 400, "bad-request", "'moon' is not one of rest, carrier"),
    ("POST", "/faults", {"at": "carrier", "deliveryCode": 1}, 400, "bad-request", "1 is not one"),
    ("POST", "/faults", {"at": "rest", "error": "x"}, 400, "bad-request", "error: 'x' is not"),
    ("POST", "/faults", {"at": "rest", "times": 0}, 400, "bad-request", "times: 0"),
]


@pytest.mark.parametrize(
    ("method", "path", "content", "status", "code", "sentence"),
    REFUSED,
    ids=lambda value: str(value)[:30],
)
def test_a_refusal_names_the_thing_its_value_and_the_next_step(
    control: Control, method: str, path: str, content: Any, status: int, code: str, sentence: str
) -> None:
    answer = control(method, path, content)

    assert (answer.status, answer.code) == (status, code)
    assert sentence in answer.message


def test_a_taken_user_id_is_refused(control: Control, tenant: Tenant) -> None:
    answer = control("POST", "/_simulator/tenants", {"userId": tenant.user_id})

    assert (answer.status, answer.code) == (409, "tenant-exists")


@pytest.mark.parametrize("type_", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_only_json_is_taken(control: Control, tenant: Tenant, type_: str) -> None:
    """A page elsewhere can post a form, but not this."""
    answer = control("POST", "/reset", b"{}", type=type_)

    assert (answer.status, answer.code) == (415, "not-json")
    assert "access-control-allow-origin" not in answer.headers
