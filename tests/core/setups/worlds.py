"""Random worlds: what an app and its people may have done, as data, and a player of it."""

from contextlib import suppress
from typing import Any

from hypothesis import strategies as st

from builders import Client, Response
from catapult_simulator.app import create_app
from catapult_simulator.core.catalogue import CatapultError
from catapult_simulator.core.fault_list import TooManyFaults
from catapult_simulator.core.faults import Fault
from catapult_simulator.core.messages.inbox import Attachment
from catapult_simulator.core.messages.message import MessageDraft
from catapult_simulator.core.people.script import Answers, Script
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.core.tenant import Tenant

LINES = ("+19195551212", "+19195551213", "+18005551212")
PEOPLE = ("+19195550001", "+19195550002", "+15557700100", "+15552030100", "12345", "nobody")
TEXTS = ("", "STOP", "UNSTOP", "héllo 🎉", "x" * 200, "line\n2", '"quoted" \\ \x00')
URLS = ("http://app.test/sms", "http://user:word@app.test/sms?a=1&b=2")
FAULTS = (
    Fault("carrier", to=PEOPLE[0], delivery_code=770, times=2),
    Fault("carrier", from_=LINES[0], delay_ms=700, reply="who is there?", times=1),
    Fault("carrier", silent=True, tag="quiet"),
    Fault("carrier", state="error", times=1),
    Fault("callback", outcome="twice", times=1),
    Fault("rest", method="PATCH", error="internal-error"),
)
RULES: tuple[dict[str, Any], ...] = (
    {"smil": "none"},
    {"loop_back": False},
    {"receipt_ms": 0},
    {"kept_errors": 2},
    {"messages_per_second": 5.0, "queues_messages": True},
    {"messages_per_second_and_number": 0.3},
)
ANSWERS: tuple[Answers, ...] = ("YES", ["one", "two"], [], {"^h": "hello", "x+": None, "": ["?"]})
Step = tuple[Any, ...]

line, person = st.sampled_from(LINES), st.sampled_from(PEOPLE)
text, url = st.sampled_from(TEXTS), st.sampled_from(URLS)
receipt = st.sampled_from(("none", "all", "error"))
content_type = st.sampled_from((None, "text/plain"))
maybe_url = st.none() | url
STEPS: st.SearchStrategy[Step] = st.one_of(
    st.tuples(st.just("send"), line, person | line, text, maybe_url, receipt),
    st.tuples(st.just("send_picture"), line, person | line, text),
    st.tuples(st.just("receive"), person, line, text, st.booleans()),
    st.tuples(st.just("advance"), st.sampled_from((0.0, 0.1, 0.15, 1.0, 86_400.0 * 4))),
    st.tuples(st.just("redact"), st.integers(0, 5)),
    st.tuples(st.just("application"), text, maybe_url, maybe_url),
    st.tuples(st.just("drop_application"), st.integers(0, 3)),
    st.tuples(st.just("order"), line, st.integers(0, 3)),
    st.tuples(st.just("bring"), line, text),
    st.tuples(st.just("release"), line),
    st.tuples(st.just("upload"), text, st.binary(max_size=20), content_type),
    st.tuples(st.just("delete_media"), st.integers(0, 3)),
    st.tuples(st.just("fault"), st.sampled_from(FAULTS)),
    st.tuples(st.just("remove_fault"), st.integers(0, 3)),
    st.tuples(st.just("name"), person, text),
    st.tuples(st.just("script"), person, st.sampled_from(ANSWERS)),
    st.tuples(st.just("look_up"), st.sampled_from(PEOPLE[:2])),
    st.tuples(st.just("pay"), st.integers(0, 10**6)),
    st.tuples(st.just("balance"), st.integers(-(10**5), 10**8)),
    st.tuples(st.just("fail"), text),
    st.tuples(st.just("rule"), st.sampled_from(RULES)),
)  # fmt: skip


class Player:
    """Plays steps on an account. What the API refuses is a step too."""

    def __init__(self, tenant: Tenant) -> None:
        self.tenant = tenant

    def play(self, steps: list[Step]) -> None:
        for name, *arguments in steps:
            with suppress(CatapultError, TooManyFaults, ValueError, IndexError):
                getattr(self, name)(*arguments)

    def send(self, from_: str, to: str, text: str, url: str | None, receipt: Any) -> None:
        tag = None if url is None else "quiet"
        self.tenant.messages.send(
            MessageDraft(from_, to, text, receipt_requested=receipt, callback_url=url, tag=tag)
        )

    def send_picture(self, from_: str, to: str, text: str) -> None:
        self.tenant.messages.send(MessageDraft(from_, to, text, ["http://a.test/cat.jpg"]))

    def receive(self, from_: str, to: str, text: str, picture: bool) -> None:
        media: list[str | Attachment] = [
            Attachment("cat.png", b"\x89PNG", "image/png"),
            "http://a.test/b.gif",
        ]
        self.tenant.messages.receive(from_, to, text, media if picture else ())

    def advance(self, seconds: float) -> None:
        self.tenant.advance(seconds)

    def redact(self, at: int) -> None:
        self.tenant.messages.redact(self.tenant.messages.find()[at].id)

    def application(self, name: str, url: str | None, fallback: str | None) -> None:
        self.tenant.applications.create(
            name, incoming_message_url=url, incoming_message_fallback_url=fallback
        )

    def drop_application(self, at: int) -> None:
        self.tenant.applications.delete(self.tenant.applications.find()[at].id)

    def order(self, number: str, at: int) -> None:
        application = self.tenant.applications.find()[at]
        self.tenant.phone_numbers.allocate(number, application_id=application.id)

    def bring(self, number: str, name: str) -> None:
        self.tenant.phone_numbers.import_number(number, password="any", name=name)

    def release(self, number: str) -> None:
        self.tenant.phone_numbers.release(number)

    def upload(self, name: str, content: bytes, type_: str | None) -> None:
        self.tenant.media.put(name or "n", content, content_type=type_, cache_control="no-cache")

    def delete_media(self, at: int) -> None:
        self.tenant.media.delete(self.tenant.media.find()[at].name)

    def fault(self, fault: Fault) -> None:
        self.tenant.faults.add(fault)

    def remove_fault(self, at: int) -> None:
        self.tenant.faults.remove(self.tenant.faults.all()[at].id)

    def name(self, number: str, name: str) -> None:
        self.tenant.number_info.name(number, name)

    def script(self, number: str, answers: Answers) -> None:
        self.tenant.people.set(number, Script.of(answers))

    def look_up(self, number: str) -> None:
        self.tenant.number_info.look_up(number)

    def pay(self, amount: int) -> None:
        self.tenant.account.pay(amount)

    def balance(self, amount: int) -> None:
        self.tenant.account.set_balance(amount)

    def fail(self, message_id: str) -> None:
        self.tenant.record_error(_refused(self.tenant, message_id), (("path", message_id),))

    def rule(self, changes: dict[str, Any]) -> None:
        self.tenant.rules = self.tenant.rules.but(**changes)


def _refused(tenant: Tenant, message_id: str) -> CatapultError:
    try:
        tenant.messages.get(message_id)
    except CatapultError as error:
        return error
    raise AssertionError("no message has such an id")


def all_answers(simulator: Simulator, tenant: Tenant) -> dict[str, tuple[int, bytes]]:
    """Every answer of `/v1` that tells what an account has, by path."""
    client = Client(create_app(simulator), tenant)
    resources = ("messages", "phoneNumbers", "applications", "errors", "media")
    paths = [f"{each}?size=1000" for each in resources]
    paths += ["phoneNumbers?numberState=released", "messages?size=3&sortOrder=asc", "account"]
    paths += [f"messages/{each.id}" for each in tenant.messages.find()]
    paths += [f"errors/{each.id}" for each in tenant.errors.find()]
    paths += [f"applications/{each.id}" for each in tenant.applications.find()]
    paths += [f"phoneNumbers/{number}" for number in LINES]
    paths += ["account/transactions?size=1000", f"/v1/phoneNumbers/numberInfo/{PEOPLE[0]}"]
    answers = {path: client.get(path) for path in paths}
    return {path: (answer.status, _told(answer)) for path, answer in answers.items()}


def _told(answer: Response) -> bytes:
    """Body and links to other pages."""
    return answer.body + answer.headers.get("link", "").encode()
