"""Transitions of messages, as the journal tells them."""

from catapult_simulator.core.messages.message import Message


def described(before: Message, after: Message) -> tuple[str, dict[str, object]]:
    """Summary and detail of a transition's entry in the journal."""
    states: tuple[str, str] = (before.state, after.state)
    if before.state == after.state:
        states = (before.delivery_state or before.state, after.delivery_state or after.state)
    detail: dict[str, object] = {
        "messageId": after.id,
        "from": after.from_,
        "to": after.to,
        "state": after.state,
    }
    if after.delivery_state is not None:
        detail["deliveryState"] = after.delivery_state
    if after.delivery_code is not None:
        detail["deliveryCode"] = str(after.delivery_code)
    return f"{after.id} {states[0]} -> {states[1]}", detail
