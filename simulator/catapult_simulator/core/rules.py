"""Rules: the settings of a tenant. The version of the API, delays, limits, switches.

Every assumption that can be switched is switched here.
"""

from dataclasses import Field, FrozenInstanceError, dataclass, fields, replace
from typing import Any, Literal, NamedTuple, NoReturn, TypedDict, Unpack

from catapult_simulator.core.checks import (
    check_flag,
    check_names,
    check_number,
    check_one_of,
    check_text,
    check_whole,
    shown,
)
from catapult_simulator.core.time.clock import VIRTUAL_START

ProfileName = Literal["2018", "2019"]
SmilPlace = Literal["last", "first", "none"]
SMIL_PLACES: tuple[SmilPlace, ...] = ("last", "first", "none")
DAY_MS = 24 * 3600 * 1000


class Profile(NamedTuple):
    """One version of the API, which changed slightly over the years."""

    name: ProfileName
    segment_count: bool
    """Whether messages and their callbacks carry `segmentCount` (documented since 2019-03)."""
    user_agent: str
    """Of callbacks. The documents have a placeholder for the build's timestamp (assumption C13)."""
    typed_empty_201: bool
    """Whether an empty 201 has a Content-Type (observed 2015; breaks later SDKs)."""
    text_kept_ms: int
    """How long a message's text is kept (faq 2017: 30 days; ap-docs 2019: 3 days)."""


_BUILT = f"{VIRTUAL_START:%Y%m%d%H%M%S}"
PROFILES: dict[ProfileName, Profile] = {
    "2018": Profile("2018", False, "BandwidthAPI/v1", True, 30 * DAY_MS),
    "2019": Profile("2019", True, f"BandwidthAPI/v1 ({_BUILT})", False, 3 * DAY_MS),
}


class _OtherRules(TypedDict, total=False):
    """Every rule but the profile."""

    dequeue_ms: int
    carrier_ms: int
    receipt_ms: int
    mms_allowed: bool
    dashboard_password: str | None
    lenient_content_type: bool
    toll_free_opt_out: bool
    loop_back: bool
    number_shows_application_id: bool
    smil: SmilPlace
    refuse_without_credit: bool
    messages_per_second: float | None
    messages_per_second_and_number: float | None
    queues_messages: bool
    request_interval_ms: int | None
    number_classes: bool
    message_on_429: bool
    kept_errors: int
    journal_size: int


class RuleChanges(_OtherRules, total=False):
    """Rules by their names, for `Rules.but`; `Rules` explains each."""

    profile: Profile


@dataclass(frozen=True, slots=True)
class Rules:
    """The settings of one tenant: `Rules.of("2018")`, `Rules(receipt_ms=0)`.

    Raises TypeError and ValueError for a value that a rule cannot have.
    """

    profile: Profile = PROFILES["2019"]
    """The API as it was in 2018, or in 2019."""
    dequeue_ms: int = 100
    """From accepted to `sending` (all delays: assumption C19)."""
    carrier_ms: int = 150
    """From `sending` to `sent`."""
    receipt_ms: int = 750
    """From `sent` to the delivery receipt."""
    mms_allowed: bool = True
    """False: media is refused with `restrict-message-type`."""
    dashboard_password: str | None = None
    """The only password that an import may carry; None accepts any (assumption D1)."""
    lenient_content_type: bool = False
    """True: a JSON body may have any content type, as a bare `curl -d` sends (assumption A5)."""
    toll_free_opt_out: bool = True
    """Whether STOP to a toll-free number blocks what that number sends (documented)."""
    loop_back: bool = True
    """Whether a message to one of the tenant's own numbers also comes in (assumption B28)."""
    number_shows_application_id: bool = True
    """Whether numbers carry `applicationId` beside `application` (documented; in no sample)."""
    smil: SmilPlace = "last"
    """Where the SMIL part of an inbound MMS stands in its `media` (documented samples: last)."""
    refuse_without_credit: bool = False
    """True: refuse what the balance does not cover. Setting a balance switches it on."""
    messages_per_second: float | None = None
    """Sending limit of the account, averaged over 10 s (documented: 1). None: no limit."""
    messages_per_second_and_number: float | None = None
    """Sending limit of each number, averaged over 10 s."""
    queues_messages: bool = False
    """True: messages above the limit wait, up to 15 minutes; False: refused (by contract)."""
    request_interval_ms: int | None = None
    """One request per interval for each family of resources (documented: 1000). None: no limit."""
    number_classes: bool = False
    """True: the limits of 2019-07-01 for ordering, searching and managing numbers."""
    message_on_429: bool = False
    """True: a 429 has a `message`. The documented one has none, and a client fails without."""
    kept_errors: int = 1000
    """How many entries the errors resource keeps (documented: limited; assumption E12)."""
    journal_size: int = 5000
    """How many entries the journal keeps."""

    def __post_init__(self) -> None:
        if not isinstance(self.profile, Profile):
            raise TypeError(f"profile={self.profile!r}; write Rules.of({self.profile!r})")
        for rule in fields(self):
            _check_rule(rule, getattr(self, rule.name))

    @property
    def limits_requests(self) -> bool:
        """Whether requests can be answered with 429."""
        return self.request_interval_ms is not None or self.number_classes

    @classmethod
    def of(cls, profile: ProfileName, **changes: Unpack[_OtherRules]) -> "Rules":
        """The rules of a profile, with `changes`. Raises ValueError for another name."""
        if profile not in PROFILES:
            raise ValueError(f"no profile {shown(profile)}; choose one of {', '.join(PROFILES)}")
        return cls(PROFILES[profile], **changes)

    def but(self, **changes: Unpack[RuleChanges]) -> "Rules":
        """A copy of these rules with `changes`: each rule by its name."""
        check_names(changes, [rule.name for rule in fields(self)])
        return replace(self, **changes)


def _refuse_change(_: Rules, name: str, value: object) -> NoReturn:
    __tracebackhide__ = True
    change = f"{name}={shown(value)}"
    raise FrozenInstanceError(
        f"rules never change; write account.rules = account.rules.but({change})"
    )


# A frozen dataclass cannot define it, and says no more than "cannot assign to field".
Rules.__setattr__ = _refuse_change  # type: ignore[method-assign,assignment]  # see above


# The kind of each rule, from which its checks and forms are made: the lowest and highest value of a
# number, the words of a choice, texts. Every other rule is a switch.
WHOLE = {
    "dequeue_ms": (0, DAY_MS),
    "carrier_ms": (0, DAY_MS),
    "receipt_ms": (0, DAY_MS),
    "request_interval_ms": (1, DAY_MS),
    "kept_errors": (0, 1_000_000),
    "journal_size": (1, 1_000_000),
}
RATES = {
    "messages_per_second": (0.001, 1e6),
    "messages_per_second_and_number": (0.001, 1e6),
}
CHOICES: dict[str, tuple[str, ...]] = {"profile": tuple(PROFILES), "smil": SMIL_PLACES}
TEXTS = ("dashboard_password",)


def _check_rule(rule: "Field[Any]", value: object) -> None:
    if value is None and rule.default is None:
        return
    if isinstance(rule.default, bool):
        check_flag(rule.name, value)
    elif rule.name in WHOLE:
        check_whole(rule.name, value, *WHOLE[rule.name])
    elif rule.name in RATES:
        check_number(rule.name, value, *RATES[rule.name])
    elif rule.name == "smil":
        check_one_of(rule.name, value, SMIL_PLACES)
    elif rule.name in TEXTS:
        check_text(rule.name, value)
