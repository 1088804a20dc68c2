"""Settled: messages."""

from catapult_simulator.core.evidence import documented, observed
from fidelity.settled.kinds import Settled

MESSAGES = (
    Settled(
        "B2",
        "`number-access-denied` is a 401.",
        documented("errors.md, 401 AUTHORIZATION"),
        "core.catalogue.messages",
    ),
    Settled(
        "B20",
        "The text of a message is removed after 3 days (30 in the profile of 2018). The "
        "message remains, without the key `text`.",
        documented("methods/messages/getMessages.md; 30 days until 2019-11-19"),
        "core.messages.messages",
        "faq messaging/retainSMS.md: the message can no longer be fetched",
        "profile",
    ),
    Settled(
        "B29",
        "A `from` that is no number is `number-access-denied`.",
        observed("SDK run logs 2015: +NUMBER"),
        "core.messages.messages",
    ),
    Settled(
        "B32",
        "Toll-free numbers can send SMS but not MMS.",
        documented("faq messaging/tollFreeSMS.md"),
        "core.messages.messages",
        "the catalogue forbids both",
    ),
    Settled(
        "B38",
        "A `to` of a plus and too few digits is refused: 403 `restricted-number`.",
        observed("SDK run logs 2015: +22, whose place in the request is not in the log"),
        "core.messages.messages",
    ),
)
