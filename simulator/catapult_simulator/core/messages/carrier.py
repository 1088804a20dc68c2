"""The carrier: how it handles a message."""

from typing import NamedTuple

from catapult_simulator.core import catalogue
from catapult_simulator.core.faults import Fault
from catapult_simulator.core.messages import magic
from catapult_simulator.core.messages.message import INVALID_DESTINATION, OPTED_OUT, Message
from catapult_simulator.core.messages.opt_outs import OptOuts
from catapult_simulator.core.numbers import e164
from catapult_simulator.core.world import World


class CarrierResult(NamedTuple):
    """How the carrier handles a message.

    `code`: the delivery code, 0 for success. `silent`: no receipt ever. `failed`: not handed to the
    carrier (state error). `reply`: a text that the recipient sends back after delivery.
    """

    code: int = 0
    silent: bool = False
    failed: bool = False
    delay_ms: int = 0
    reply: str | None = None


DELIVERED = CarrierResult()


def destination(written: str) -> str:
    """The number to send to. Raises `restricted-number` for a plus and too few digits."""
    if e164.is_too_short(number := e164.normalize(written)):
        raise catalogue.RESTRICTED_NUMBER.error(number=written)
    return number


def carrier_result(fault: Fault | None, message: Message) -> CarrierResult:
    """The result that `fault` scripts for `message`; without a fault, its destination decides."""
    if fault is not None:
        return CarrierResult(
            fault.delivery_code or 0,
            fault.silent,
            fault.state == "error",
            fault.delay_ms,
            fault.reply,
        )
    if e164.is_reachable(message.to):
        return DELIVERED
    # Any other destination that is no number fails later, not at once (assumption B3).
    return CarrierResult(INVALID_DESTINATION, failed=message.receipt_requested == "none")


# Not a method: a closed account must be free of cycles, to be freed at once.
def ask_carrier(world: World, opt_outs: OptOuts, message: Message) -> CarrierResult:
    """The result of a scripted fault, else of a magic destination, else of an opt-out."""
    facts = {"to": message.to, "from": message.from_, "tag": message.callback_options.tag}
    fault = world.faults.take("carrier", facts) or magic.fault_for(message.to)
    if fault is None and opt_outs.blocks(person=message.to, number=message.from_):
        return CarrierResult(OPTED_OUT)
    return carrier_result(fault, message)
