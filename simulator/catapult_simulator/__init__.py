"""A simulator of Bandwidth's Catapult v1 API for SMS and MMS.

Public names are imported on first use: pytest loads this package's plugin at the start of every
run, also where no test uses the simulator.
"""

TYPE_CHECKING = False  # as in `typing`, whose import takes as long as the start of Python
if TYPE_CHECKING:
    from typing import Any

    from catapult_simulator.core.account import Transaction
    from catapult_simulator.core.account_protocol import Pending
    from catapult_simulator.core.applications import Application, ApplicationChanges
    from catapult_simulator.core.callbacks import Attempt, Outcome
    from catapult_simulator.core.catalogue import CatapultError
    from catapult_simulator.core.connecting import ConnectedNumber
    from catapult_simulator.core.credentials import Credentials
    from catapult_simulator.core.errors import ErrorRecord
    from catapult_simulator.core.expectations.callback_record import CallbackRecord
    from catapult_simulator.core.expectations.expectation import Expectation, called, received, sent
    from catapult_simulator.core.expectations.not_seen import NotSeen
    from catapult_simulator.core.faults import Fault
    from catapult_simulator.core.journal import Entry
    from catapult_simulator.core.media import MediaFile
    from catapult_simulator.core.messages.callbacks_on_demand import NoEvent
    from catapult_simulator.core.messages.inbox import Attachment, CallbackResult, Inbound
    from catapult_simulator.core.messages.message import (
        DeliveryCode,
        DeliveryState,
        Direction,
        Message,
        MessageDraft,
        Receipt,
        State,
    )
    from catapult_simulator.core.messages.triggers import TriggerName
    from catapult_simulator.core.numbers.available import AvailableNumber
    from catapult_simulator.core.numbers.number_info import NumberInfo
    from catapult_simulator.core.numbers.phone_numbers import NumberChanges, PhoneNumber
    from catapult_simulator.core.numbers.queries import NumberQuery
    from catapult_simulator.core.people.conversation import Conversation
    from catapult_simulator.core.people.no_line import NoLine
    from catapult_simulator.core.people.phone import Phone
    from catapult_simulator.core.people.script import Script
    from catapult_simulator.core.rules import ProfileName, RuleChanges, Rules
    from catapult_simulator.core.run_limit import NotSettled
    from catapult_simulator.core.runner import AlreadyRunning
    from catapult_simulator.core.setups.problems import SetupError
    from catapult_simulator.core.setups.setup import Setup
    from catapult_simulator.core.simulator import ClockName, Simulator, TenantExists, UnknownTenant
    from catapult_simulator.core.tenant import Tenant
    from catapult_simulator.core.virtual_time import WrongClock
    from catapult_simulator.core.world import TenantClosed
    from catapult_simulator.server import Server
    from catapult_simulator.testing.aio import Aio, AioPhone
    from catapult_simulator.testing.catapult import Catapult
    from catapult_simulator.testing.plugin.factory import MakeCatapult
    from catapult_simulator.testing.plugin.options import CatapultConfig
    from catapult_simulator.testing.redirect.state import RealServiceCalled
    from catapult_simulator.testing.serving.line import Line
    from catapult_simulator.testing.unittest import CatapultMixin
    from catapult_simulator.tls.server_context import tls_ca_file, tls_context

__all__ = [
    "Aio",
    "AioPhone",
    "AlreadyRunning",
    "Application",
    "ApplicationChanges",
    "Attachment",
    "Attempt",
    "AvailableNumber",
    "CallbackRecord",
    "CallbackResult",
    "Catapult",
    "CatapultConfig",
    "CatapultError",
    "CatapultMixin",
    "ClockName",
    "ConnectedNumber",
    "Conversation",
    "Credentials",
    "DeliveryCode",
    "DeliveryState",
    "Direction",
    "Entry",
    "ErrorRecord",
    "Expectation",
    "Fault",
    "Inbound",
    "Line",
    "MakeCatapult",
    "MediaFile",
    "Message",
    "MessageDraft",
    "NoEvent",
    "NoLine",
    "NotSeen",
    "NotSettled",
    "NumberChanges",
    "NumberInfo",
    "NumberQuery",
    "Outcome",
    "Pending",
    "Phone",
    "PhoneNumber",
    "ProfileName",
    "RealServiceCalled",
    "Receipt",
    "RuleChanges",
    "Rules",
    "Script",
    "Server",
    "Setup",
    "SetupError",
    "Simulator",
    "State",
    "Tenant",
    "TenantClosed",
    "TenantExists",
    "Transaction",
    "TriggerName",
    "UnknownTenant",
    "WrongClock",
    "__version__",
    "called",
    "received",
    "sent",
    "tls_ca_file",
    "tls_context",
]
__version__ = "0.1.0"
CONTROL_PREFIX = "/_simulator"  # of the control API's paths

# Public name -> its module.
_MODULES = {
    "Aio": "testing.aio",
    "AioPhone": "testing.aio",
    "AlreadyRunning": "core.runner",
    "Application": "core.applications",
    "ApplicationChanges": "core.applications",
    "Attachment": "core.messages.inbox",
    "Attempt": "core.callbacks",
    "AvailableNumber": "core.numbers.available",
    "CallbackRecord": "core.expectations.callback_record",
    "CallbackResult": "core.messages.inbox",
    "Catapult": "testing.catapult",
    "CatapultConfig": "testing.plugin.options",
    "CatapultError": "core.catalogue",
    "CatapultMixin": "testing.unittest",
    "ClockName": "core.simulator",
    "ConnectedNumber": "core.connecting",
    "Conversation": "core.people.conversation",
    "Credentials": "core.credentials",
    "DeliveryCode": "core.messages.message",
    "DeliveryState": "core.messages.message",
    "Direction": "core.messages.message",
    "Entry": "core.journal",
    "ErrorRecord": "core.errors",
    "Expectation": "core.expectations.expectation",
    "Fault": "core.faults",
    "Inbound": "core.messages.inbox",
    "Line": "testing.serving.line",
    "MakeCatapult": "testing.plugin.factory",
    "MediaFile": "core.media",
    "Message": "core.messages.message",
    "MessageDraft": "core.messages.message",
    "NoEvent": "core.messages.callbacks_on_demand",
    "NoLine": "core.people.no_line",
    "NotSeen": "core.expectations.not_seen",
    "NotSettled": "core.run_limit",
    "NumberChanges": "core.numbers.phone_numbers",
    "NumberInfo": "core.numbers.number_info",
    "NumberQuery": "core.numbers.queries",
    "Outcome": "core.callbacks",
    "Pending": "core.account_protocol",
    "Phone": "core.people.phone",
    "PhoneNumber": "core.numbers.phone_numbers",
    "ProfileName": "core.rules",
    "RealServiceCalled": "testing.redirect.state",
    "Receipt": "core.messages.message",
    "RuleChanges": "core.rules",
    "Rules": "core.rules",
    "Script": "core.people.script",
    "Server": "server",
    "Setup": "core.setups.setup",
    "SetupError": "core.setups.problems",
    "Simulator": "core.simulator",
    "State": "core.messages.message",
    "Tenant": "core.tenant",
    "TenantClosed": "core.world",
    "TenantExists": "core.simulator",
    "Transaction": "core.account",
    "TriggerName": "core.messages.triggers",
    "UnknownTenant": "core.simulator",
    "WrongClock": "core.virtual_time",
    "called": "core.expectations.expectation",
    "received": "core.expectations.expectation",
    "sent": "core.expectations.expectation",
    "tls_ca_file": "tls.server_context",
    "tls_context": "tls.server_context",
}


def __getattr__(name: str) -> "Any":
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    globals()[name] = found = getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
    return found
