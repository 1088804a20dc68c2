"""Tables of what a snapshot adds: messages, what is still due, transactions, errors, ids.

A person may write them too, messages above all.
"""

from collections.abc import Iterator

from catapult_simulator.core.account import TYPES
from catapult_simulator.core.callback_fields import CALLBACK_FIELDS
from catapult_simulator.core.messages.lifecycle import STEPS
from catapult_simulator.core.messages.message import (
    DELIVERY_CODES,
    DELIVERY_STATES,
    DIRECTIONS,
    RECEIPTS,
    STATES,
)
from catapult_simulator.core.setups.account_keys import COUNT, HEADER, ID, METHOD, NAME, TIMEOUT
from catapult_simulator.core.setups.compound_forms import ListOf, MapOf
from catapult_simulator.core.setups.forms import (
    Dollars,
    Flag,
    Form,
    Matching,
    Moment,
    Number,
    OneOf,
    PhoneNumber,
    Text,
    Url,
)
from catapult_simulator.core.setups.tables import Key, Table, Values

_MEDIA_OF_A_MESSAGE = 10_000


def _message_problems(values: Values) -> Iterator[tuple[str, str]]:
    direction, state = values.get("direction"), values.get("state")
    if direction == "in" and state not in (None, "received"):
        yield "state", f"a message that came in is received, not {state}"
    if direction == "out" and state == "received":
        yield "state", "a message that was sent out is never received; choose sent"
    if not values.get("text") and not values.get("media") and "text" not in values:
        yield "text", "is missing; give a text, media, or both"


MESSAGE = Table(
    "message",
    (
        Key("id", ID, "Its id. Without one, it gets the next."),
        Key("direction", OneOf(DIRECTIONS), "Without it, out if from is one of the numbers."),
        Key("from", NAME, "The number that sent it.", required=True),
        Key("to", NAME, "The number to which it goes.", required=True),
        Key("text", Text(), "Its text."),
        Key(
            "media",
            ListOf(Text(), at_most=_MEDIA_OF_A_MESSAGE),
            "URLs of one that was sent out, names of media of one that came in.",
        ),
        Key("time", Moment(), "When it was sent or came in; now without it."),
        Key(
            "state", OneOf(STATES), "Without it, received or sent. A queued one starts to be sent."
        ),
        Key("segmentCount", Number(1, 2**31), "Without it, as many as its text takes."),
        Key("receiptRequested", OneOf(RECEIPTS), "none without it."),
        Key("deliveryState", OneOf(DELIVERY_STATES), "Only where a receipt was requested."),
        Key("deliveryCode", OneOf(DELIVERY_CODES), "The code of its receipt."),
        Key("callbackUrl", Url(), "Where its events are called back."),
        Key("callbackHttpMethod", METHOD, "How; post without it."),
        Key("callbackTimeout", TIMEOUT, "Milliseconds for the app to answer."),
        Key("fallbackUrl", Url(), "Called where the first URL fails."),
        Key("tag", Text(), "Its tag."),
    ),
    check=_message_problems,
)
RESULT = Table(
    "result",
    (
        Key("code", OneOf(DELIVERY_CODES), "The delivery code; 0 without it."),
        Key("silent", Flag(), "Whether there is no receipt."),
        Key("failed", Flag(), "Whether the message is not sent."),
        Key("delayMs", COUNT, "Milliseconds of delay at the carrier."),
        Key("reply", Text(), "A text that the recipient sends after delivery."),
    ),
)
_FIELDS: dict[str, Form] = {
    "media": ListOf(Text(), at_most=_MEDIA_OF_A_MESSAGE),
    "segmentCount": COUNT,
}
_REQUIRED = ("messageId", "eventType", "from", "to")
PAYLOAD = Table(
    "payload",
    [
        Key(row.name, _FIELDS.get(row.name, Text()), "", required=row.name in _REQUIRED)
        for row in CALLBACK_FIELDS
    ],
)
CALLBACK = Table(
    "callback",
    (
        Key("url", Url(), "The URL.", required=True),
        Key("method", OneOf(("GET", "POST")), "POST without it."),
        Key("fallbackUrl", Url(), "Called where the first URL fails."),
        Key("timeoutMs", TIMEOUT, "Milliseconds for the app to answer."),
        Key("userAgent", HEADER, "Its User-Agent."),
        Key("payload", PAYLOAD, "Its fields, in their order.", required=True),
    ),
)


def _timer_problems(values: Values) -> Iterator[tuple[str, str]]:
    needed = "callback" if values["step"] == "callback" else "message"
    if needed not in values:
        yield needed, f"is missing; the step {values['step']} is about one"


TIMER = Table(
    "timer",
    (
        Key("due", Moment(), "When it is due.", required=True),
        Key("step", OneOf((*STEPS, "callback")), "The next step of a message.", required=True),
        Key("message", ID, "Id of the message."),
        Key("result", RESULT, "How the carrier handles the message."),
        Key("textOfEvents", Text(), "Its text before it was redacted: callbacks still have it."),
        Key("callback", CALLBACK, "The callback that is sent."),
    ),
    check=_timer_problems,
)
TRANSACTION = Table(
    "transaction",
    (
        Key("id", ID, "Its id. Without one, it gets the next."),
        Key("time", Moment(), "When it was booked; now without it."),
        Key("amount", Dollars(), "Dollars, positive whatever the type.", required=True),
        Key("type", OneOf(TYPES), "Its type.", required=True),
        Key("units", COUNT, "0 without it."),
        Key("productType", Text(), "What was charged."),
        Key("number", Text(), "The number that it is about."),
        Key("resourceId", Text(), "Id of what was charged."),
    ),
)
DETAIL = Table(
    "detail",
    (
        Key("id", ID, "Its id. Without one, it gets the next."),
        Key("name", Text(), "Its name.", required=True),
        Key("value", Text(), "Its value.", required=True),
    ),
)
ERROR = Table(
    "error",
    (
        Key("id", ID, "Its id. Without one, it gets the next."),
        Key("time", Moment(), "When it happened; now without it."),
        Key("category", Text(), "Its category.", required=True),
        Key("code", Text(), "Its code.", required=True),
        Key("message", Text(), "Its sentence.", required=True),
        Key("details", ListOf(DETAIL, at_most=1000), "Particulars."),
    ),
)
LOOK_UP = Table(
    "look-up",
    (
        Key("number", PhoneNumber(), "The number.", required=True),
        Key("name", Text(), "The name that was found.", required=True),
        Key("created", Moment(), "When it was looked up first; now without it."),
        Key("updated", Moment(), "When the name was last refreshed; as created without it."),
    ),
)
OPT_OUT = Table(
    "opt-out",
    (
        Key("person", PhoneNumber(short=True), "Who has texted STOP.", required=True),
        Key("number", PhoneNumber(), "To which toll-free number.", required=True),
    ),
)
_TIMES = ListOf(Moment(), at_most=1_000_000, things="times")
SENDING = Table(
    "sending",
    (
        Key("attempts", _TIMES, "When messages were sent, within the window of the limit."),
        Key(
            "attemptsOf",
            MapOf(PhoneNumber(), _TIMES, at_most=50_000, words="a table of times, by number"),
            "The same for each number.",
        ),
        Key("nextSlot", Moment(), "When the next queued message may go."),
    ),
)
_PREFIX = Matching("the prefix of ids, such as m", "[a-z]{1,8}")
IDS = Table(
    "ids",
    (
        Key("seed", Text(), "Text from which ids are made."),
        Key(
            "counts",
            MapOf(_PREFIX, COUNT, at_most=20, words="a table of numbers, by prefix"),
            "How many ids of each prefix there have been.",
        ),
    ),
)
