"""Uses of an account, one for each public name: the same for one here and for one elsewhere.

Each gets a furnished account and gives a result that can be compared.
"""

import asyncio
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import requests

from builders import APP_URL, EVENTS_URL, LINE, PERSON, SECOND_LINE, draft
from catapult_simulator import Fault, sent
from catapult_simulator.core.account import TransactionFilter
from catapult_simulator.core.media import MediaFile
from catapult_simulator.core.messages.inbox import Attachment
from catapult_simulator.core.numbers.queries import NumberQuery
from testing.uses_of_people import OF_PEOPLE

Use = Callable[[Any], object]
FREE = "+19195551234"
CAT = Attachment("cat.png", b"\x89PNG\x00\xff", "image/png")


def furnish(account: Any) -> None:
    """Some of everything: numbers, messages, an error, files, a fault, a name."""
    shop = account.applications.create("shop", incoming_message_url=APP_URL)
    account.phone_numbers.allocate(LINE, application_id=shop.id, name="main")
    account.phone_numbers.allocate(SECOND_LINE)
    account.messages.send(draft(receipt_requested="all", tag="first", callback_url=EVENTS_URL))
    account.receive_message(
        from_=PERSON, to=LINE, text="grüße 🎈", media=[CAT, "http://a.test/b.jpg"]
    )
    account.receive_message(from_=PERSON, to=SECOND_LINE, text="no application: an error")
    account.media.put("menu.txt", b"soup", content_type="text/plain", cache_control="no-store")
    account.faults.add(Fault("rest", path="messages", error="internal-error", times=2))
    account.number_info.name(PERSON, "ALICE")


def newest(account: Any) -> Any:
    return account.messages.find()[0]


def first_application(account: Any) -> Any:
    return account.applications.find()[0]


def of_file(file: MediaFile) -> tuple[object, ...]:
    """A file without its opener, and its content."""
    return (*file[:4], file.read())


def entries(account: Any, *arguments: Any) -> list[object]:
    """Entries of the journal, their details built."""
    return [(*each[:4], each.detail) for each in account.journal.entries(*arguments)]


def set_rules(account: Any) -> object:
    account.rules = account.rules.but(mms_allowed=False, receipt_ms=5)
    return account.rules


def set_origin(account: Any) -> object:
    account.client_origin = "http://sim.test:8080"
    return account.client_origin


def reset(account: Any) -> object:
    first = account.journal.next_number
    account.reset()
    return first, len(account.journal), len(account.messages), account.journal.next_number


def apply_setup(account: Any) -> object:
    account.apply_setup({"numbers": [f"{LINE}={APP_URL}"], "balance": 5})
    account.reset()
    return account.snapshot().content, len(account.messages), account.phone_numbers.find()


def close(account: Any) -> object:
    before = entries(account)
    account.close()
    return account.is_closed, entries(account) == before, before


class Traveller:
    """A clock that can be moved, as time-machine's and freezegun's can."""

    def __init__(self) -> None:
        self.moments: list[datetime] = []

    def move_to(self, moment: datetime) -> None:
        self.moments.append(moment)


def frozen_with(account: Any) -> object:
    traveller = Traveller()
    with account.frozen_with(traveller):
        inside = traveller.moments[-1], account.settle(), account.now, traveller.moments[-1]
    account.advance(1)
    return inside, traveller.moments[-1]


OF_THE_ACCOUNT: dict[str, Use] = {
    "advance": lambda a: (a.advance(0.2), a.advance(timedelta(seconds=1)), a.now_ms),
    "advance_to": lambda a: (a.advance_to(datetime(2020, 2, 29, tzinfo=UTC)), a.now),
    "can_advance": lambda a: a.can_advance,
    "client_origin": set_origin,
    "close": close,
    "credentials": lambda a: a.credentials,
    "frozen_with": frozen_with,
    "is_closed": lambda a: a.is_closed,
    "now": lambda a: (a.now, a.now.utcoffset()),
    "now_ms": lambda a: (a.advance(0.0015), a.now_ms),
    "now_text": lambda a: a.now_text,
    "pending": lambda a: a.pending(),
    "receive_message": lambda a: a.receive_message(from_=PERSON, to=LINE, text="hi", media=[CAT]),
    "replay": lambda a: (
        a.replay(newest(a).id, url=EVENTS_URL, edit={"text": "x", "media": None}),
        a.replay(a.messages.find(to=SECOND_LINE)[0].id).reason,
    ),
    "trigger": lambda a: (
        a.trigger("receipt-failed", code=770, tag="t"),
        a.trigger("sms", url=EVENTS_URL, method="GET", person="+19195550009", text="hi"),
    ),
    "apply_setup": apply_setup,
    "snapshot": lambda account: account.snapshot().content,
    "reset": reset,
    "rules": set_rules,
    "settle": lambda a: (a.settle(), a.now_ms, newest(a)),
    "user_id": lambda a: a.user_id,
}
OF_MESSAGES: dict[str, Use] = {
    "messages": lambda a: len(a.messages),
    "messages.find": lambda a: (a.messages.find(to=LINE), a.messages.find(size=1, direction="out")),
    "messages.get": lambda a: a.messages.get(newest(a).id),
    "messages.page": lambda a: a.messages.page({"direction": "in"}, size=1),
    "messages.redact": lambda a: (a.messages.redact(newest(a).id), newest(a)),
    "messages.send": lambda a: (a.messages.send(draft(media=["http://a.test/c.gif"])), a.settle()),
}
OF_NUMBERS: dict[str, Use] = {
    "applications": lambda a: a.applications.find(),
    "applications.create": lambda a: a.applications.create(
        "two", incoming_message_url=APP_URL, callback_http_method="GET", auto_answer=False
    ),
    "applications.delete": lambda a: (
        a.applications.delete(first_application(a).id),
        a.applications.find(),
        a.phone_numbers.get(LINE),
    ),
    "applications.find": lambda a: a.applications.find(),
    "applications.get": lambda a: a.applications.get(first_application(a).id),
    "applications.knows": lambda a: (a.applications.knows("a-x"), a.applications.knows(None)),
    "applications.update": lambda a: a.applications.update(
        first_application(a).id, {"name": "new", "incoming_message_fallback_url": EVENTS_URL}
    ),
    "phone_numbers": lambda a: a.phone_numbers.find(),
    "phone_numbers.allocate": lambda a: a.phone_numbers.allocate(FREE, name="n"),
    "phone_numbers.application_of": lambda a: a.phone_numbers.application_of(LINE),
    "phone_numbers.find": lambda a: a.phone_numbers.find(name="main", state="nc"),
    "phone_numbers.get": lambda a: a.phone_numbers.get(SECOND_LINE),
    "phone_numbers.import_number": lambda a: a.phone_numbers.import_number(FREE, password="x"),
    "phone_numbers.is_taken": lambda a: (
        a.phone_numbers.is_taken(LINE), a.phone_numbers.is_taken(FREE)
    ),
    "phone_numbers.owned": lambda a: (
        a.phone_numbers.owned("919 555-1212"), a.phone_numbers.owned(FREE)
    ),
    "phone_numbers.release": lambda a: (
        a.phone_numbers.release(LINE), a.phone_numbers.find(number_state="released")
    ),
    "phone_numbers.require_credit": lambda a: a.phone_numbers.require_credit([FREE]),
    "phone_numbers.update": lambda a: a.phone_numbers.update(LINE, {"application_id": None}),
    "available_numbers": lambda a: a.available_numbers.search_local(NumberQuery(state="NC")),
    "available_numbers.choose_local": lambda a: a.available_numbers.choose_local(
        NumberQuery(area_code="919", quantity=2)
    ),
    "available_numbers.choose_toll_free": lambda a: a.available_numbers.choose_toll_free(
        NumberQuery()
    ),
    "available_numbers.search_local": lambda a: a.available_numbers.search_local(
        NumberQuery(city="CARY", state="NC", quantity=3, pattern="*99")
    ),
    "available_numbers.search_toll_free": lambda a: a.available_numbers.search_toll_free(
        NumberQuery(quantity=2)
    ),
    "number_info": lambda a: a.number_info.look_up("+19195550002"),
    "number_info.look_up": lambda a: a.number_info.look_up(PERSON),
    "number_info.name": lambda a: a.number_info.name(FREE, "BOB"),
}  # fmt: skip
OF_THE_REST: dict[str, Use] = {
    "account": lambda a: a.account.balance,
    "account.balance": lambda a: a.account.balance,
    "account.charge": lambda a: a.account.charge("cnam-search", LINE),
    "account.find": lambda a: a.account.find(TransactionFilter(type="charge"), start=0, stop=9),
    "account.pay": lambda a: (a.account.pay(500), a.account.pay(1, "credit"), a.account.balance),
    "account.require": lambda a: a.account.require("sms-out", 2),
    "account.set_balance": lambda a: (a.account.set_balance(7), a.account.balance, a.rules),
    "errors": lambda a: a.errors.find(),
    "errors.find": lambda a: a.errors.find(),
    "errors.get": lambda a: a.errors.get(a.errors.find()[0].id),
    "faults": lambda a: a.faults.all(),
    "faults.add": lambda a: a.faults.add(Fault("carrier", to=PERSON, delivery_code=770)),
    "faults.all": lambda a: [(each.id, each.struck, each) for each in a.faults.all()],
    "faults.any_at": lambda a: (a.faults.any_at("rest"), a.faults.any_at("callback")),
    "faults.clear": lambda a: (a.faults.clear(), a.faults.all()),
    "faults.get": lambda a: a.faults.get("f-1"),
    "faults.remove": lambda a: (a.faults.remove("f-1"), a.faults.all()),
    "journal": lambda a: (str(a.journal), len(a.journal), [each.number for each in a.journal]),
    "journal.entries": lambda a: (entries(a), entries(a, 2), entries(a, 0, "callback")),
    "journal.last": lambda a: a.journal.last("callback").detail,
    "journal.missed": lambda a: a.journal.missed(0),
    "journal.next_number": lambda a: a.journal.next_number,
    "media": lambda a: [of_file(each) for each in a.media.find()],
    "media.clear": lambda a: (a.media.clear(), a.media.find()),
    "media.delete": lambda a: (a.media.delete("menu.txt"), len(a.media.find())),
    "media.find": lambda a: [of_file(each) for each in a.media.find()],
    "media.get": lambda a: of_file(a.media.get("menu.txt")),
    "media.put": lambda a: of_file(a.media.put("ä/ö %2F.bin", bytes(range(256)) * 1200)),
}
OF_AIO: dict[str, Use] = {"aio": lambda a: asyncio.run(a.aio.advance(1))}
OF_EXPECTATIONS: dict[str, Use] = {
    "assert_callback": lambda a: a.assert_callback(to=LINE, text="grüße 🎈", event="mms"),
    "assert_no_callback": lambda a: a.assert_no_callback(to=SECOND_LINE),
    "assert_none_sent": lambda a: a.assert_none_sent(to="+19195550009"),
    "assert_sent": lambda a: a.assert_sent(to=PERSON, text=re.compile("until"), tag="first"),
    "received": lambda a: a.received,
    "sent": lambda a: a.sent,
    "wait_for": lambda a: a.wait_for(sent(to=PERSON), timeout=5),
}


def redirected(account: Any) -> object:
    me = account.credentials
    url = f"https://api.catapult.inetwork.com/v1/users/{me.user_id}/phoneNumbers"
    with account.redirect():
        return requests.get(url, auth=(me.token, me.secret), timeout=5).text


OF_APPS: dict[str, Use] = {
    "connect": lambda a: (a.connect(APP_URL, method="GET").application, a.phone_numbers.find()),
    "redirect": redirected,
    "serve": lambda a: str(a.serve(lambda environ, start: [], "/sms", number=FREE)),
}
USES = OF_AIO | OF_APPS | OF_EXPECTATIONS | OF_THE_ACCOUNT | OF_MESSAGES | OF_NUMBERS | OF_PEOPLE
USES |= OF_THE_REST
