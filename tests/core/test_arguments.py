"""Arguments of the core: what nobody can mean is refused, and the sentence says what can be."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from builders import LINE, PERSON, draft
from catapult_simulator.core.account import TYPES
from catapult_simulator.core.catalogue import CatapultError
from catapult_simulator.core.messages.filters import MESSAGE_FILTERS
from catapult_simulator.core.messages.inbox import Attachment
from catapult_simulator.core.messages.message import MessageDraft
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.rules import Rules
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.core.tenant import Tenant

Call = Callable[[Tenant], object]
URL = "http://app.test/cat.png"


def receive(**changes: Any) -> Call:
    wanted = {"from_": PERSON, "to": LINE, "text": "open?"} | changes
    return lambda tenant: tenant.receive_message(**wanted)


def application(**properties: Any) -> Call:
    wanted = {"name": "shop", "incoming_message_url": URL} | properties
    return lambda tenant: tenant.applications.create(**wanted)


def changed(changes: Any) -> Call:
    return lambda tenant: tenant.applications.update(tenant.applications.find()[0].id, changes)


def _replaced(**changes: Any) -> MessageDraft:
    return draft()._replace(**changes)


REFUSED: list[tuple[str, Call, type[Exception], str]] = [
    # One text where a list is meant: its characters would be the items.
    ("media", receive(media=URL), TypeError, "media='http://app.test/cat.png'; pass a list of str"),
    ("medium", receive(media=Attachment("x", b"x")), TypeError, "pass a list of str or Attachment"),
    ("in media", receive(media=[URL, b"x"]), TypeError, "media has b'x'; each must be a str or"),
    ("draft media", lambda t: draft(media=URL), TypeError, "pass a list of str"),
    # Types.
    ("text", receive(text=None), TypeError, "text=None; pass a str"),
    ("from", receive(from_=19195550001), TypeError, "from_=19195550001; pass a str"),
    ("draft text", lambda t: draft(text=None), TypeError, "text=None; pass a str"),
    ("draft", lambda t: t.messages.send({"to": PERSON}), TypeError, "pass a MessageDraft"),  # type: ignore[arg-type]
    ("content", lambda t: t.media.put("x", "text"), TypeError, "pass bytes or a binary stream"),  # type: ignore[arg-type]
    ("balance", lambda t: t.account.set_balance(0.5), TypeError, "balance=0.5; pass an int"),  # type: ignore[arg-type]
    ("rules", lambda t: setattr(t, "rules", {"receipt_ms": 0}), TypeError, "pass a Rules"),
    # Closed sets of words.
    ("journal", lambda t: t.journal.entries(kind="calback"), ValueError, "callback, transition"),  # type: ignore[arg-type]
    ("last", lambda t: t.journal.last("calback"), ValueError, "kind='calback'; choose one"),  # type: ignore[arg-type]
    ("wait", lambda t: t.journal.subscribe(print, 0, "x"), ValueError, "kind='x'; choose one"),  # type: ignore[arg-type]
    ("state", lambda t: t.phone_numbers.find(number_state="x"), ValueError, "enabled, released"),  # type: ignore[arg-type]
    ("payment", lambda t: t.account.pay(1, "gift"), ValueError, ", ".join(TYPES[1:])),  # type: ignore[arg-type]
    ("product", lambda t: t.account.charge("call", LINE), ValueError, "product='call'; choose"),  # type: ignore[arg-type]
    ("receipt", lambda t: draft(receipt_requested="al"), ValueError, "choose one of none, all, er"),
    ("again", lambda t: _replaced(receipt_requested="al"), ValueError, "one of none, all, error"),
    ("method", lambda t: draft(callback_http_method="PUT"), ValueError, "choose one of get, post"),
    ("post", lambda t: t.messages.send(draft(), post="opn"), ValueError, "answered, open, delayed"),  # type: ignore[arg-type]
    ("app's method", application(callback_http_method="PUT"), ValueError, "one of get, post"),
    # Values that cannot work.
    ("callback", lambda t: draft(callback_url="app"), ValueError, "callback_url='app' is no URL"),
    ("fallback", lambda t: draft(fallback_url="app"), ValueError, "fallback_url='app' is no URL"),
    ("timeout", lambda t: draft(callback_timeout=0), ValueError, "choose from 1 to 10000"),
    ("to", lambda t: draft(to=" "), ValueError, "to=' ' is blank"),
    ("url", application(incoming_message_url="not a url"), ValueError, "'not a url' is no URL"),
    (
        "new url",
        changed({"incoming_message_url": "not a url"}),
        ValueError,
        "'not a url' is no URL",
    ),
    ("app's name", application(name=""), ValueError, "name='' is blank"),
    ("size", lambda t: t.messages.find(size=0), ValueError, "size=0; choose from 1 to"),
    (
        "user id",
        lambda t: Simulator().open_tenant("u/1"),
        ValueError,
        "'u/1' is no id; use 1",
    ),
    ("token", lambda t: Simulator().open_tenant(token="a:b"), ValueError, "token='a:b' is no id"),
    # Names that nothing has.
    (
        "filter",
        lambda t: t.messages.page({"too": LINE}),
        TypeError,
        "no filter too; there are from_",
    ),
    (
        "new name",
        changed({"url": URL}),
        TypeError,
        "no property url; there are name, incoming_call_url",
    ),
    ("renamed", lambda t: t.phone_numbers.update(LINE, {"id": "x"}), TypeError, "no property id"),  # type: ignore[typeddict-unknown-key]
    ("rule", lambda t: t.rules.but(receipt=0), TypeError, "no property receipt; there are profile"),  # type: ignore[call-arg]
]


@pytest.mark.parametrize(("call", "kind", "sentence"), [
    pytest.param(*row[1:], id=row[0]) for row in REFUSED
])  # fmt: skip
def test_an_argument_that_nobody_can_mean_is_refused(
    tenant: Tenant, line: PhoneNumber, call: Call, kind: type[Exception], sentence: str
) -> None:
    with pytest.raises(kind, match=sentence):
        call(tenant)


@pytest.mark.parametrize(
    "row", [row for row in MESSAGE_FILTERS if row.choices], ids=lambda row: row.field
)
def test_a_filter_lists_the_words_of_its_field(tenant: Tenant, row: Any) -> None:
    """An unknown word would find nothing, and an assertion that nothing was sent would hold."""
    with pytest.raises(
        ValueError, match=f"{row.field}='x'; choose one of {', '.join(row.choices)}"
    ):
        tenant.messages.page({row.field: "x"})


@pytest.mark.parametrize(
    "changes",
    [
        {"receipt_ms": -5}, {"receipt_ms": 1.5}, {"dequeue_ms": True}, {"carrier_ms": None},
        {"mms_allowed": 1}, {"messages_per_second": 0}, {"messages_per_second": float("inf")},
        {"request_interval_ms": 0}, {"journal_size": 0}, {"kept_errors": -1},
        {"dashboard_password": 1}, {"profile": "2018"},
    ],
    ids=str,
)  # fmt: skip
def test_a_rule_refuses_what_it_cannot_be(changes: dict[str, Any]) -> None:
    (name,) = changes

    with pytest.raises((TypeError, ValueError), match=f"^{name}="):
        Rules(**changes)
    with pytest.raises((TypeError, ValueError), match=f"^{name}="):
        Rules().but(**changes)


def test_a_list_of_media_is_kept_as_a_tuple() -> None:
    assert MessageDraft(LINE, PERSON, media=[URL]).media == (URL,)


def test_blank_and_missing_properties_of_an_application_are_no_mistakes(tenant: Tenant) -> None:
    blank: Any = dict.fromkeys(
        ("incoming_call_url", "incoming_message_fallback_url", "callback_http_method"), ""
    )
    created = tenant.applications.create(
        "shop", incoming_message_url=URL, auto_answer=None, **blank
    )

    assert created.callback_http_method == "post"


def test_an_error_of_the_api_is_printed_with_its_code(tenant: Tenant) -> None:
    with pytest.raises(CatapultError, match=f"^number-access-denied: User {tenant.user_id} does"):
        tenant.messages.send(draft())


def test_time_is_advanced_by_a_timedelta(tenant: Tenant) -> None:
    start_ms = tenant.now_ms

    tenant.advance(timedelta(minutes=1, milliseconds=5))

    assert tenant.now_ms == start_ms + 60_005
    assert tenant.journal.last().summary == "advanced 60.005 s"


@pytest.mark.parametrize(
    "seconds", [float("inf"), float("nan"), -1, 1e12, timedelta(days=3661), timedelta(-1)], ids=str
)
def test_time_is_advanced_by_ten_years_at_most(tenant: Tenant, seconds: Any) -> None:
    with pytest.raises(ValueError, match="choose from 0 to 316224000 seconds"):
        tenant.advance(seconds)

    assert tenant.now_text == "2019-05-01T12:00:00Z"


@pytest.mark.parametrize("seconds", ["5", None, True])
def test_time_is_advanced_by_a_number(tenant: Tenant, seconds: Any) -> None:
    with pytest.raises(TypeError, match="cannot advance by"):
        tenant.advance(seconds)


def test_time_ends_before_sort_keys_do(tenant: Tenant, line: PhoneNumber) -> None:
    for _ in range(18):
        tenant.advance(10 * 365 * 24 * 3600)

    with pytest.raises(ValueError, match="cannot advance beyond the year 2199; reset the tenant"):
        tenant.advance(10 * 365 * 24 * 3600)
    tenant.messages.send(draft())
    assert tenant.messages.find()[0].text == "Yes, until six."


def test_fractions_of_a_millisecond_add_up(tenant: Tenant) -> None:
    start_ms = tenant.now_ms

    for _ in range(10_000):
        tenant.advance(0.0004)

    assert tenant.now_ms == start_ms + 4_000


@pytest.mark.parametrize(
    "url", ["htt://joe:hunter2x9@h/x", "joe:hunter2x9@h", "ftp://h/?token=hunter2x9"]
)
def test_a_refused_url_is_repeated_without_its_secrets(url: str, tenant: Tenant) -> None:
    with pytest.raises(ValueError, match=r"^url='.*\*\*\*.*' is no URL") as refused:
        tenant.connect(url)

    assert "hunter2x9" not in str(refused.value)
