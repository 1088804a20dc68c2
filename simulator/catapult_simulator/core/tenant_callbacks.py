"""TenantCallbacks: the verbs of an account by which its app is called."""

from collections.abc import Mapping, Sequence

from catapult_simulator.core.blocked_loop import require_free_loop
from catapult_simulator.core.callbacks import Method, urls_of
from catapult_simulator.core.checks import check_callback_method, check_url
from catapult_simulator.core.connecting import ConnectedNumber, connect
from catapult_simulator.core.due import wait_for_delivery
from catapult_simulator.core.masking import without_credentials
from catapult_simulator.core.messages.callbacks_on_demand import PERSON
from catapult_simulator.core.messages.inbox import Attachment, CallbackResult, Inbound, Received
from catapult_simulator.core.messages.message import DeliveryCode
from catapult_simulator.core.messages.message_callbacks import Target
from catapult_simulator.core.messages.triggers import TriggerName
from catapult_simulator.core.tenant_life import TenantLife
from catapult_simulator.core.virtual_time import WrongClock

# On a wall clock: a callback and its fallback take up to 10 s each.
DELIVERY_TIMEOUT_SECONDS = 25.0


class TenantCallbacks(TenantLife):
    """An account whose app is called: about new texts, and because somebody asks for it.

    The verbs that begin with `start_` do not wait for the callback, which is due then.
    """

    def receive_message(
        self, *, from_: str, to: str, text: str = "", media: Sequence[str | Attachment] = ()
    ) -> Inbound:
        """Receive a message from a phone. Its callback has been sent when this returns.

        Raises `number-not-found` where `to` is no enabled number of this tenant, WrongClock on a
        wall clock while no server runs it. From inside a webhook, the message is received, and
        delivered after that; AlreadyRunning says so where the app is in another process.
        """
        self._require_running_clock("receive a message")
        received = self.start_receiving(from_=from_, to=to, text=text, media=media)
        self._deliver(received)
        return Inbound.of(received)

    def start_receiving(
        self, *, from_: str, to: str, text: str = "", media: Sequence[str | Attachment] = ()
    ) -> Received:
        """Receive a message, and do not wait for its callback: it is due now.

        Raises `number-not-found` where `to` is no enabled number of this tenant.
        """
        received = self.messages.receive(from_, to, text, media)
        self._record(f"{from_} texts {to}", {"messageId": received.message.id, "text": text})
        return received

    def connect(
        self, url: str, *, number: str | None = None, method: Method = "POST"
    ) -> ConnectedNumber:
        """Give an app a number: an application that calls `url` by `method`, bound to `number`.

        A number that the account has is bound to it from now on; another one is ordered, and
        without one, the next from +19195551212 on. Nothing is left of a failure.
        """
        assigned, application = connect(self, url, number, method)
        return ConnectedNumber(assigned, url, application)

    def replay(
        self,
        message_id: str,
        *,
        url: str | None = None,
        edit: Mapping[str, object] | None = None,
        method: Method | None = None,
    ) -> CallbackResult:
        """Make the callback of a message again: of an inbound one that to its app, of an outbound
        one its latest event. It has been sent when this returns.

        It goes where it went, or to `url` by `method`. `edit` has other values of its fields under
        their names in the API, such as `{"text": "Hello"}`; None leaves one out. The message stays
        as it is. Raises `message-not-found`, NoEvent for a message that has not been sent yet,
        ValueError and TypeError for what no callback can have, else as `receive_message`.
        """
        self._require_running_clock("send a callback")
        received = self.start_replaying(message_id, url=url, edit=edit, method=method)
        self._deliver(received)
        return result_of(received)

    def start_replaying(
        self,
        message_id: str,
        *,
        url: str | None = None,
        edit: Mapping[str, object] | None = None,
        method: Method | None = None,
    ) -> Received:
        """As `replay`, and do not wait for the callback: it is due now."""
        target = _target(url, method)
        received = self._resources.callbacks_on_demand.replay(message_id, target, edit)
        changed = f", with another {', '.join(edit)}" if edit else ""
        self._record(f"replays message {message_id}{_to(url)}{changed}", {"messageId": message_id})
        return received

    def trigger(
        self,
        name: TriggerName,
        *,
        to: str | None = None,
        url: str | None = None,
        method: Method | None = None,
        person: str = PERSON,
        text: str | None = None,
        code: DeliveryCode | None = None,
        tag: str | None = None,
    ) -> CallbackResult:
        """Make one of the callbacks that the API has, by name: `sms`, `receipt-failed`, … The
        message of which it tells is stored. It has been sent when this returns.

        It goes to the application of `to`, a number of the account, which can be left out, or to
        `url` by `method`; for a `url`, a number that the account does not have is ordered, so that
        the app can answer from it. `person` is the other number, `text` another text, `code` the
        delivery code of `receipt-failed`, `tag` that of a message of the app.

        Raises ValueError for an unknown name, which lists all, NoLine where the account has no
        number, else as `receive_message`.
        """
        self._require_running_clock("send a callback")
        received = self.start_triggering(
            name, to=to, url=url, method=method, person=person, text=text, code=code, tag=tag
        )
        self._deliver(received)
        return result_of(received)

    def start_triggering(
        self,
        name: TriggerName,
        *,
        to: str | None = None,
        url: str | None = None,
        method: Method | None = None,
        person: str = PERSON,
        text: str | None = None,
        code: DeliveryCode | None = None,
        tag: str | None = None,
    ) -> Received:
        """As `trigger`, and do not wait for the callback: it is due now."""
        received = self._resources.callbacks_on_demand.trigger(
            name, _target(url, method), to=to, person=person, text=text, code=code, tag=tag
        )
        message = received.message
        self._record(f"triggers {name}{_to(url)}", {"messageId": message.id})
        return received

    def _require_running_clock(self, verb: str) -> None:
        if not self.can_advance and self._network.wall_time is None:
            raise WrongClock(f"tenant {self.user_id!r} cannot {verb}: {_NO_SERVER}")

    def _deliver(self, received: Received) -> None:
        if received.delivery is None:
            return
        if self._world.clock.can_advance:
            if not self._runner.is_running_here:  # else the call that is advancing time delivers it
                self._time.run_due_now()
            return
        require_free_loop(urls_of(received.delivery))
        wait_for_delivery(self.journal, received.delivery, DELIVERY_TIMEOUT_SECONDS)

    def _record(self, summary: str, detail: dict[str, object]) -> None:
        self._world.journal.record("control", summary, detail)


def result_of(received: Received) -> CallbackResult:
    """The message, and the attempts so far: an Inbound of an inbound one."""
    of = Inbound.of if received.message.direction == "in" else CallbackResult.of
    return of(received)


def _target(url: str | None, method: Method | None) -> Target:
    if url is not None:
        check_url("url", url)
    if method is not None:
        check_callback_method("method", method)
        method = "GET" if method.upper() == "GET" else "POST"
    return Target(url, method)


def _to(url: str | None) -> str:
    return "" if url is None else f" to {without_credentials(url)}"


_NO_SERVER = "its wall clock runs only while a Server does; start one, or use virtual time"
