"""What may differ from tenant to tenant: the era of the API, delays, and every assumed behaviour.

Each assumed behaviour of the simulator that has a switch has it here, so that one edit, or one
argument, changes it.
"""

from typing import Any, Literal, NamedTuple

from catapult_simulator.core.time.clock import VIRTUAL_START

DAY_MS = 24 * 3600 * 1000


class Profile(NamedTuple):
    """One moment in the life of the API, which changed slightly over the years."""

    name: Literal["2018", "2019"]
    segment_count: bool
    """Whether messages and their callbacks carry `segmentCount` (documented since 2019-03)."""
    user_agent: str
    """Of callbacks. The documents print the build's timestamp as a placeholder (value assumed)."""
    typed_empty_body: bool
    """Whether an empty 200 or 201 says `application/json` (observed 2015; breaks later SDKs)."""
    text_kept_ms: int
    """How long a message's text is kept (faq 2017: 30 days; ap-docs 2019: 3 days)."""


_BUILT = f"{VIRTUAL_START:%Y%m%d%H%M%S}"
PROFILES = {
    "2018": Profile("2018", False, "BandwidthAPI/v1", True, 30 * DAY_MS),
    "2019": Profile("2019", True, f"BandwidthAPI/v1 ({_BUILT})", False, 3 * DAY_MS),
}


class Rules(NamedTuple):
    """How one tenant's world behaves. `Rules.of("2018")`, `Rules(receipt_ms=0)`."""

    profile: Profile = PROFILES["2019"]
    dequeue_ms: int = 100
    """From accepted to `sending` (assumed: no source for any of the delays; seconds in traffic)."""
    carrier_ms: int = 150
    """From `sending` to `sent`."""
    receipt_ms: int = 750
    """From `sent` to the delivery receipt."""
    mms_allowed: bool = True
    """False: media is refused with `restrict-message-type`."""
    dashboard_password: str | None = None
    """The only password that an import may carry; None accepts any (assumed)."""
    lenient_content_type: bool = False
    """True: a JSON body may come with any content type, as from a bare `curl -d` (assumed)."""
    toll_free_opt_out: bool = True
    """Whether STOP to a toll-free number blocks what that number sends (documented)."""
    loop_back: bool = True
    """Whether a message to one of the tenant's own numbers also comes in (assumed)."""
    number_shows_application_id: bool = False
    """True: numbers carry `applicationId` beside `application` (listed, but in no sample)."""
    refuse_without_credit: bool = False
    """True: what the balance does not cover is refused. Setting a balance switches it on."""
    messages_per_second: float | None = None
    """Sending limit of the account, as an average over 10 s (documented: 1); None is no limit."""
    messages_per_second_and_number: float | None = None
    """The same for each number that sends."""
    queues_messages: bool = False
    """True: what is too fast waits, up to 15 minutes, instead of being refused (by contract)."""
    request_interval_ms: int | None = None
    """One request in so many ms for each family of resources (documented: 1000)."""
    number_classes: bool = False
    """True: ordering, searching and managing numbers have the limits of 2019-07-01."""
    message_on_429: bool = False
    """True: a 429 has a `message`, which the documented one lacks and a client fails without."""
    kept_errors: int = 1000
    """How many entries the errors resource keeps (documented: a limit; which one: assumed)."""
    journal_size: int = 5000

    @property
    def limits_requests(self) -> bool:
        """Whether requests can be answered with 429."""
        return self.request_interval_ms is not None or self.number_classes

    @classmethod
    def of(cls, profile: str, **changes: Any) -> "Rules":
        """The rules of a profile, `2018` or `2019`; raises ValueError for another name."""
        if profile not in PROFILES:
            raise ValueError(f"no profile {profile!r}; there are {', '.join(PROFILES)}")
        return cls(PROFILES[profile], **changes)

    def but(self, **changes: Any) -> "Rules":
        """These rules with some changed."""
        return self._replace(**changes)
