"""Messages: sending, receiving, finding and redacting them. Source: methods/messages/*.md."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from sys import intern

from catapult_simulator.core import catalogue
from catapult_simulator.core.account import Account
from catapult_simulator.core.applications import Applications
from catapult_simulator.core.checks import (
    check_list,
    check_one_of,
    check_text,
    check_type,
    check_whole,
)
from catapult_simulator.core.held_callbacks import POST_STATES, PostState
from catapult_simulator.core.media import Media
from catapult_simulator.core.messages.by_person import MessagesByPerson
from catapult_simulator.core.messages.carrier import ask_carrier, destination
from catapult_simulator.core.messages.filters import FilterValue, normalized
from catapult_simulator.core.messages.inbound import require_sendable
from catapult_simulator.core.messages.inbox import Attachment, Inbox, Received, check_files
from catapult_simulator.core.messages.lifecycle import MessageLifecycle
from catapult_simulator.core.messages.message import (
    DeliveryState,
    Direction,
    Message,
    MessageDraft,
    State,
    segments_of,
)
from catapult_simulator.core.messages.opt_outs import OptOuts
from catapult_simulator.core.messages.parts import MessageParts
from catapult_simulator.core.messages.store import MessageStore, Page, Watcher
from catapult_simulator.core.numbers import e164
from catapult_simulator.core.numbers.not_owned import no_such_line, not_a_sender
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber, PhoneNumbers
from catapult_simulator.core.people.scripted_people import ScriptedPeople
from catapult_simulator.core.rate_limits import SendingLimits
from catapult_simulator.core.world import World, synchronized

MAX_FOUND = 1_000_000


class Messages(MessagesByPerson):
    """The messages of one tenant: inbound and outbound, of all its numbers."""

    def __init__(
        self,
        world: World,
        store: MessageStore,
        *,
        numbers: PhoneNumbers,
        applications: Applications,
        media: Media,
        account: Account,
        people: ScriptedPeople,
    ) -> None:
        self._world = world
        self._numbers, self._account = numbers, account
        self._store = self._store_by_person = store
        self._limits = SendingLimits(world)
        self._opt_outs = OptOuts()
        self._inbox = Inbox(
            world,
            self._store,
            self._opt_outs,
            numbers=numbers,
            applications=applications,
            media=media,
            account=account,
        )
        self._lifecycle = MessageLifecycle(
            world,
            self._store,
            ask_carrier=partial(ask_carrier, world, self._opt_outs),
            receive_if_ours=self._inbox.receive_if_ours,
            people=people,
        )
        self.parts: MessageParts = MessageParts(
            store, self._lifecycle, self._opt_outs, self._limits, self._inbox
        )

    def __len__(self) -> int:
        return len(self._store)

    @synchronized
    def send(self, draft: MessageDraft, *, post: PostState = "answered") -> Message:
        """Queue a message and start its lifecycle.

        `post` is the state of the client's POST: until it is answered, see `answer_sent`, the
        message's callbacks are held. `advance` waits for one that is open, not for one whose answer
        a fault has delayed. Raises `number-access-denied` for a number that the tenant does not own
        (repeated as written), `restricted-number` for a plus and too few digits,
        `restrict-message-type` and `message-from-toll-free` for media, and
        the errors of the balance and the sending limits.
        """
        if not isinstance(draft, MessageDraft):
            check_type("draft", draft, MessageDraft)
        check_one_of("post", post, POST_STATES)
        from_ = self._own(draft.from_).number
        to = destination(draft.to)
        self._check_media(from_, draft.media)
        count = segments_of(draft.text, draft.media)
        self._account.require("mms-out" if draft.media else "sms-out", count)
        wait_ms = self._limits.admit(from_)
        message = Message(
            id=self._world.ids.next("m"),
            direction="out",
            from_=from_,
            to=intern(to),  # one string object for all messages to a number
            text=draft.text,
            media=tuple(draft.media),
            time_ms=self._world.clock.now_ms(),
            state="queued",
            segment_count=count,
            receipt_requested=draft.receipt_requested,
            delivery_state=None if draft.receipt_requested == "none" else "waiting",
            options=draft.options,
        )
        self._world.held_callbacks.hold(message.id, post)
        self._account.charge_message(message)
        self._lifecycle.start(self._store.add(message), wait_ms)
        return message

    def answer_sent(self, *messages: Message) -> None:
        """Release the callbacks of messages whose POST has been answered now."""
        for message in messages:
            self._world.held_callbacks.release(message.id)

    @synchronized
    def receive(
        self, from_: str, to: str, text: str = "", media: Sequence[str | Attachment] = ()
    ) -> Received:
        """Receive a message from a person; its callback is due at once.

        `media` are files, or URLs; for a URL a sample file is stored, no host is contacted. Raises
        `number-not-found` if `to` is no enabled number of the tenant, ValueError for what no phone
        can send.
        """
        check_text("from_", from_, blank=False)
        check_text("to", to)
        check_text("text", text)
        check_list("media", media, str, Attachment)
        check_files(media)
        number = e164.normalize(to)
        if self._numbers.owned(number) is None:
            raise no_such_line(self._world.user_id, to, self._numbers.enabled())
        require_sendable(from_, to, text, media)
        received = self._inbox.receive(e164.normalize(from_), number, text, media)
        if received.delivery is not None:
            self._world.schedule_delivery(received.delivery)
        return received

    @synchronized
    def get(self, message_id: str) -> Message:
        """Raises `message-not-found`."""
        check_type("message_id", message_id, str)
        message = self._store.get(message_id)
        if message is None:
            raise catalogue.MESSAGE_NOT_FOUND.error(messageId=message_id)
        return self._as_kept(message)

    @synchronized
    def page(
        self,
        filters: Mapping[str, FilterValue | None],
        *,
        from_ms: int | None = None,
        to_ms: int | None = None,
        after_key: int | None = None,
        before_key: int | None = None,
        ascending: bool = False,
        skip: int = 0,
        size: int = 25,
    ) -> Page:
        """A page of the messages that match `filters`: values by field of MESSAGE_FILTERS.

        The limits are those of `MessageStore.page`: both times inclusive, both keys exclusive.
        """
        page = self._store.page(
            normalized(filters),
            from_ms=from_ms,
            to_ms=to_ms,
            after_key=after_key,
            before_key=before_key,
            ascending=ascending,
            skip=skip,
            size=size,
        )
        return Page([self._as_kept(message) for message in page.messages], page.next_key)

    def find(
        self,
        *,
        size: int = 1000,
        from_: str | None = None,
        to: str | None = None,
        direction: Direction | None = None,
        state: State | None = None,
        delivery_state: DeliveryState | None = None,
    ) -> list[Message]:
        """The newest messages that match all filters, newest first.

        Numbers may be written loosely; None filters nothing. Raises ValueError for a word that its
        field never has.
        """
        check_whole("size", size, 1, MAX_FOUND)
        filters = {
            "from_": from_,
            "to": to,
            "direction": direction,
            "state": state,
            "delivery_state": delivery_state,
        }
        return self.page(filters, size=size).messages

    def watch(self, watcher: Watcher) -> Callable[[], None]:
        """Call `watcher` with each message that is added or changed, on the thread that does it.
        It must not block. Returns a function that ends that."""
        return self._store.watch(watcher)

    @synchronized
    def redact(self, message_id: str) -> None:
        """Replace the text by an empty one; in any state, and repeatedly (assumption B22)."""
        message = self.get(message_id)
        self._lifecycle.remember_text(message)
        self._store.replace(message._replace(text=""))

    def _own(self, written: str) -> PhoneNumber:
        if (number := self._numbers.owned(written)) is None:
            raise not_a_sender(self._world.user_id, written, self._numbers.enabled())
        return number

    def _check_media(self, from_: str, media: Sequence[str]) -> None:
        if not media:
            return
        if not self._world.rules.mms_allowed:
            raise catalogue.RESTRICT_MESSAGE_TYPE.error(userId=self._world.user_id)
        if e164.is_toll_free(from_):  # faq: toll-free numbers send SMS, not MMS
            raise catalogue.MESSAGE_FROM_TOLL_FREE.error(number=from_)

    def _as_kept(self, message: Message) -> Message:
        """`message`, without its text once it is older than the profile's limit."""
        age_ms = self._world.clock.now_ms() - message.time_ms
        if age_ms <= self._world.rules.profile.text_kept_ms or message.text is None:
            return message
        return message._replace(text=None)
