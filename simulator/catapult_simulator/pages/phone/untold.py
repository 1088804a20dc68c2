"""Why no app was told of an inbound message, as far as the account still knows."""

from catapult_simulator.core.callback_reasons import Reason, reason
from catapult_simulator.core.messages import message_callbacks
from catapult_simulator.core.messages.message import Message
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.pages.phone.attempts import CallbackLog


def why_untold(tenant: Tenant, message: Message, log: CallbackLog) -> Reason:
    """The reason why an inbound message has no callback, and none is due."""
    if log.fault_lost(message):
        return reason("lost-by-fault")
    application = message_callbacks.application_behind(
        tenant.phone_numbers, tenant.applications, message.to
    )
    why = message_callbacks.why_untold(message.to, application)
    return why or reason("no-app-then", number=message.to)
