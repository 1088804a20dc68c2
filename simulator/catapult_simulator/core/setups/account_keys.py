"""Tables of what a person writes: applications, numbers, media, faults, rules."""

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from catapult_simulator.core import limits
from catapult_simulator.core.applications import Application, check_application
from catapult_simulator.core.callbacks import MAX_TIMEOUT_MS
from catapult_simulator.core.catalogue import CatapultError, by_name
from catapult_simulator.core.checks import CALLBACK_METHODS
from catapult_simulator.core.fault_effects import PLACES, misfit
from catapult_simulator.core.faults import (
    CALLBACK_OUTCOMES,
    CONNECTION_FAULTS,
    MAX_DELAY_MS,
    MAX_TIMES,
    METHODS,
    Fault,
    given,
)
from catapult_simulator.core.messages import magic
from catapult_simulator.core.messages.message import DELIVERY_CODES
from catapult_simulator.core.numbers import e164
from catapult_simulator.core.numbers.phone_numbers import NUMBER_STATES
from catapult_simulator.core.people.script import Script
from catapult_simulator.core.property_names import camel
from catapult_simulator.core.rules import CHOICES, RATES, TEXTS, WHOLE, Rules
from catapult_simulator.core.setups.forms import (
    Base64,
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
from catapult_simulator.core.setups.problems import Path, Problems
from catapult_simulator.core.setups.tables import Key, Table, Values, by_field

ID = Matching("an id of 1 to 64 of A-Z a-z 0-9 _ . ~ -", r"[A-Za-z0-9_.~-]{1,64}")
HEADER = Matching("the value of a header", r"[\t -~\x80-\xff]*")
PRICE = Matching("a price such as 0.60", r"[0-9]{1,6}\.[0-9]{2}")
METHOD = OneOf(CALLBACK_METHODS, any_case=True)
TIMEOUT = Number(1, MAX_TIMEOUT_MS)
NAME = Text(blank=False, at_most=limits.MAX_NAME)
FILE = Text(blank=False)
OF_FAULT = Text(blank=False, at_most=limits.MAX_FAULT_TEXT)
COUNT = Number(0, 2**53)
FAULT_FIELDS = [each.name for each in fields(Fault)]


def _application_problems(values: Values) -> Iterator[tuple[str, str]]:
    try:
        check_application(Application(**by_field(values | {"id": ""}, Application._fields)))
    except CatapultError as error:
        yield "incomingMessageUrl", error.message


def _number_problems(values: Values) -> Iterator[tuple[str, str]]:
    number = values["number"]
    if not e164.is_north_american(number):
        yield "number", f"{number} is no number of North America that can be ordered"
    elif magic.fault_for(number) is not None:
        yield "number", f"{number} is a magic number, which nobody owns; choose another"
    if "application" in values and "incomingMessageUrl" in values:
        yield "application", "give application or incomingMessageUrl, not both"
    if "callbackHttpMethod" in values and "incomingMessageUrl" not in values:
        yield "callbackHttpMethod", "has no effect without incomingMessageUrl"


def _media_problems(values: Values) -> Iterator[tuple[str, str]]:
    if sum(key in values for key in ("content", "text", "file")) != 1:
        yield "name", "takes one of content, text and file beside it"


def _fault_problems(values: Values) -> Iterator[tuple[str, str]]:
    names = {field: camel(field) for field in FAULT_FIELDS}
    if problem := misfit(values["at"], given(by_field(values, FAULT_FIELDS)), names):
        yield names[problem.name], problem.sentence


APPLICATION = Table(
    "application",
    (
        Key("id", ID, "Its id. Without one, it gets the next."),
        Key("name", NAME, "Its name, by which numbers can name it.", required=True),
        Key("incomingMessageUrl", Url(), "Where messages to its numbers are called back."),
        Key("incomingMessageUrlCallbackTimeout", TIMEOUT, "Milliseconds for the app to answer."),
        Key("incomingMessageFallbackUrl", Url(), "Called where the first URL fails."),
        Key("callbackHttpMethod", METHOD, "How its URLs are called; post without it."),
        Key("incomingCallUrl", Url(), "Kept and shown; calls are not simulated."),
        Key("incomingCallUrlCallbackTimeout", TIMEOUT, "Kept and shown."),
        Key("incomingCallFallbackUrl", Url(), "Kept and shown."),
        Key("autoAnswer", Flag(), "Kept and shown; true without it."),
    ),
    check=_application_problems,
)
NUMBER = Table(
    "number",
    (
        Key("id", ID, "Its id. Without one, it gets the next."),
        Key("number", PhoneNumber(), "The number, in any notation.", required=True),
        Key("name", Text(at_most=limits.MAX_NAME), "Its name."),
        Key("application", NAME, "Id or name of its application."),
        Key("incomingMessageUrl", Url(), "An application of its own is made, with this URL."),
        Key("callbackHttpMethod", METHOD, "How that URL is called; post without it."),
        Key("fallbackNumber", Text(), "Kept and shown."),
        Key("createdTime", Moment(), "When it was ordered; now without it."),
        Key("price", PRICE, "Dollars a month; 0.00 says that it was imported."),
        Key("numberState", OneOf(NUMBER_STATES), "enabled without it."),
    ),
    check=_number_problems,
)
MEDIA = Table(
    "media",
    (
        Key("name", Text(), "Name of the file.", required=True),
        Key("file", FILE, "Path of a file to read, from the folder of the setup."),
        Key("text", Text(), "The content, as text."),
        Key("content", Base64(), "The content, in base64."),
        Key("contentType", HEADER, "Header of a download; that of the name's ending without it."),
        Key("cacheControl", HEADER, "Header of a download."),
    ),
    check=_media_problems,
)
FAULT = Table(
    "fault",
    (
        Key("at", OneOf(PLACES), "Where it happens.", required=True),
        Key("method", OneOf(METHODS), "Condition at rest: the method of the request."),
        Key("path", OF_FAULT, "Condition at rest and callback: the end of the path or URL."),
        Key("to", OF_FAULT, "Condition: the number to which the message goes."),
        Key("from", OF_FAULT, "Condition: the number from which it comes."),
        Key("tag", OF_FAULT, "Condition: the tag of the message."),
        Key("error", OneOf(by_name()), "At rest: the code of the error that is answered."),
        Key("connectionFault", OneOf(CONNECTION_FAULTS), "At rest: how the connection breaks."),
        Key("deliveryCode", OneOf(DELIVERY_CODES), "At carrier: the code of the receipt."),
        Key("state", OneOf(("error",)), "At carrier: the message is not sent."),
        Key("silent", Flag(), "At carrier: there is no receipt."),
        Key("reply", OF_FAULT, "At carrier: a text that the recipient sends after delivery."),
        Key("outcome", OneOf(CALLBACK_OUTCOMES), "At callback: never sent, or sent again."),
        Key("delayMs", Number(0, MAX_DELAY_MS), "At rest and carrier: milliseconds of delay."),
        Key("times", Number(1, MAX_TIMES), "How often it happens; without it, always."),
        Key("id", ID, "Its id. Without one, it gets the next."),
        Key("struck", COUNT, "How often it has happened already."),
    ),
    check=_fault_problems,
)


class Answers:
    """A form: how a person answers."""

    words = "a text, a list of texts, or a table of them by pattern"

    def read(self, value: Any, path: Path, problems: Problems) -> Script | None:
        try:
            return Script.of(value)
        except (TypeError, ValueError) as error:
            problems.add(path, str(error))
            return None


PERSON = Table(
    "person",
    (
        Key("number", PhoneNumber(short=True), "The number of the phone.", required=True),
        Key(
            "answers",
            Answers(),
            "What is answered: always, or to texts in which a pattern is found.",
            required=True,
        ),
    ),
)


def _form_of(rule: Any) -> Form:
    if rule.name in WHOLE:
        return Number(*WHOLE[rule.name])
    if rule.name in RATES:
        return Number(*RATES[rule.name], whole=False)
    if rule.name in CHOICES:
        return OneOf(CHOICES[rule.name])
    return Text() if rule.name in TEXTS else Flag()


# Documents take the text of each from the docstring below its field.
RULES = Table(
    "rules",
    [
        Key(camel(rule.name), _form_of(rule), "", may_be_null=rule.default is None)
        for rule in fields(Rules)
    ],
)
