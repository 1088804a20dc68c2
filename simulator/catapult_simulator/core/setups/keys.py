"""SETUP: every key of a setup. What is read, what documents list and what errors name is this."""

from collections.abc import Iterator

from catapult_simulator.core import limits
from catapult_simulator.core.setups import VERSION
from catapult_simulator.core.setups.account_keys import (
    APPLICATION,
    FAULT,
    ID,
    MEDIA,
    NAME,
    NUMBER,
    PERSON,
    RULES,
)
from catapult_simulator.core.setups.compound_forms import ListOf, MapOf, TextOr
from catapult_simulator.core.setups.forms import (
    Dollars,
    Form,
    Moment,
    OneOf,
    PhoneNumber,
    Text,
)
from catapult_simulator.core.setups.short_form import ShortNumber
from catapult_simulator.core.setups.state_keys import (
    ERROR,
    IDS,
    LOOK_UP,
    MESSAGE,
    OPT_OUT,
    SENDING,
    TIMER,
    TRANSACTION,
)
from catapult_simulator.core.setups.tables import Key, Table, Values

MAX_MESSAGES = 100_000
_MAX_ENTRIES = 1_000_000  # the size of the whole is a limit too
SHORT_NUMBER = ShortNumber()
_PHONE = PhoneNumber()
_CALLER_NAMES = MapOf(
    _PHONE,
    Text(at_most=limits.MAX_NAME),
    at_most=limits.MAX_CALLER_NAMES,
    words="a table of names, by number",
)


def _list(form: Form, at_most: int, things: str) -> ListOf:
    return ListOf(form, at_most=at_most, things=things)


ACCOUNT_KEYS = (
    Key("userId", ID, "Its userId. Without it, one is generated, the same in every run."),
    Key("token", ID, "Its API token; generated without it."),
    Key("secret", Text(), "Its API secret; generated without it."),
    Key("seed", NAME, "Text from which ids are generated; on virtual time, the userId without it."),
    Key("clock", OneOf(["virtual", "wall"]), "Its clock; that of the simulator without it."),
    Key("now", Moment(), "Where virtual time starts. A wall clock does not look at it."),
    Key("rules", RULES, "Rules that differ from those of the simulator."),
    Key("balance", Dollars(), "Dollars. What it does not cover is refused, unless a rule says so."),
    Key(
        "applications",
        _list(APPLICATION, limits.MAX_APPLICATIONS, "applications"),
        "Its applications.",
    ),
    Key(
        "numbers",
        _list(TextOr(SHORT_NUMBER, NUMBER), limits.MAX_PHONE_NUMBERS, "numbers"),
        "Its phone numbers. A setup charges nothing for them.",
    ),
    Key("media", _list(MEDIA, limits.MAX_MEDIA_FILES, "media"), "Its media files."),
    Key("faults", _list(FAULT, limits.MAX_FAULTS, "faults"), "What goes wrong, oldest first."),
    Key(
        "people",
        _list(PERSON, limits.MAX_SCRIPTED_PEOPLE, "people"),
        "People who answer what is sent to them.",
    ),
    Key("callerNames", _CALLER_NAMES, "Caller names; an empty one makes a number unknown."),
    Key("optOuts", _list(OPT_OUT, MAX_MESSAGES, "opt-outs"), "Who has texted STOP to a number."),
    Key("messages", _list(MESSAGE, MAX_MESSAGES, "messages"), "Its messages, oldest first."),
    Key("timers", _list(TIMER, 2 * MAX_MESSAGES, "timers"), "What is still due, soonest first."),
    Key("lookUps", _list(LOOK_UP, limits.MAX_CALLER_NAMES, "look-ups"), "Caller names looked up."),
    Key(
        "transactions",
        _list(TRANSACTION, _MAX_ENTRIES, "transactions"),
        "Changes of the balance that are no messages, oldest first.",
    ),
    Key("errors", _list(ERROR, _MAX_ENTRIES, "errors"), "Its errors resource, oldest first."),
    Key("sending", SENDING, "What the limits on sending remember."),
    Key("ids", IDS, "How far ids have been given out."),
)
ACCOUNT = Table("account", ACCOUNT_KEYS)


def _setup_problems(values: Values) -> Iterator[tuple[str, str]]:
    own = [key.name for key in ACCOUNT_KEYS if key.name in values]
    if own and "accounts" in values:
        yield own[0], "stands beside accounts; put it into one of them"


SETUP = Table(
    "setup",
    (
        Key("version", OneOf([VERSION]), "Version of the format."),
        Key(
            "accounts",
            _list(ACCOUNT, limits.MAX_TENANTS, "accounts"),
            "Several accounts. The keys of a single one may stand without it.",
        ),
        *ACCOUNT_KEYS,
    ),
    check=_setup_problems,
)
TABLES = (
    SETUP,
    ACCOUNT,
    APPLICATION,
    NUMBER,
    MEDIA,
    FAULT,
    PERSON,
    RULES,
    OPT_OUT,
    MESSAGE,
)
