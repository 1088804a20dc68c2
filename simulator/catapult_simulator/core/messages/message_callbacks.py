"""The callback of a message: of an inbound one to its application, of an outbound one to its URL.

Sources: apiCallbacks/sms.md, apiCallbacks/mms.md; methods/messages/postMessages.md.
"""

from typing import NamedTuple

from catapult_simulator.core.applications import Application, Applications
from catapult_simulator.core.callback_fields import CallbackEvent, payload_of
from catapult_simulator.core.callback_reasons import Reason, reason
from catapult_simulator.core.callbacks import MAX_TIMEOUT_MS, Callback, Method, method_of
from catapult_simulator.core.messages.message import Message
from catapult_simulator.core.numbers.phone_numbers import PhoneNumbers
from catapult_simulator.core.world import World


class Target(NamedTuple):
    """Where a callback goes instead: another URL, another method. None: where it would go."""

    url: str | None = None
    method: Method | None = None


AS_USUAL = Target()


def inbound_callback(
    world: World, message: Message, application: Application | None, target: Target = AS_USUAL
) -> Callback | Reason:
    """The callback of an inbound message to the `application` of its number, or why there is
    none. To another URL, there is one without an application too, under a new applicationId."""
    if target.url is None and (untold := why_untold(message.to, application)):
        return untold
    application_id = application.id if application else world.ids.next("a")
    application = application or Application("", "")
    return Callback(
        message.id,
        target.url or application.incoming_message_url or "",
        payload_of(_inbound_event(world, message, application_id)),
        target.method or method_of(application.callback_http_method),
        None if target.url else application.incoming_message_fallback_url,
        application.message_timeout_ms,
        world.rules.profile.user_agent,
    )


def application_behind(
    numbers: PhoneNumbers, applications: Applications, number: str
) -> Application | None:
    """The application of an enabled number, if it has one."""
    application_id = numbers.application_of(number)
    return None if application_id is None else applications.get(application_id)


def why_untold(number: str, application: Application | None) -> Reason | None:
    """Why nobody is told of a text to `number`; None if an app is."""
    if application is None:
        return reason("no-application", number=number)
    if application.incoming_message_url is None:
        return reason("no-url", number=number)
    return None


def outbound_callback(world: World, message: Message, target: Target = AS_USUAL) -> Callback | None:
    """The event of an outbound message in its present state, for the `callbackUrl` that was sent
    with it; None without such a URL."""
    options = message.callback_options
    url = target.url or options.callback_url
    if url is None:
        return None
    event = CallbackEvent(message, world.links, world.rules.profile, message.media)
    return Callback(
        message.id,
        url,
        payload_of(event),
        target.method or method_of(options.callback_http_method),
        None if target.url else options.fallback_url,
        options.callback_timeout or MAX_TIMEOUT_MS,
        world.rules.profile.user_agent,
    )


def _inbound_event(world: World, message: Message, application_id: str) -> CallbackEvent:
    links = world.links
    urls = [links.media(name) for name in message.media]
    return CallbackEvent(message, links, world.rules.profile, urls, application_id)
