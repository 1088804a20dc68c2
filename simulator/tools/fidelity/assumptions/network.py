"""Assumptions about the network, people and time: whatever is outside the API."""

from fidelity.assumptions.kinds import Assumption

NETWORK = (
    Assumption(
        "F1",
        "Every message is delivered, unless a fault or a magic number says otherwise.",
        "nearly all messages are",
        "core.messages.lifecycle",
        otherwise="Carriers reject or lose some. Test failures with faults or magic numbers.",
    ),
    Assumption(
        "F2",
        "An inbound message is stored before its callback is sent.",
        "the callback has a URL where it can be fetched",
        "core.messages.inbox",
    ),
    Assumption(
        "F3",
        "An inbound message is stored even if no application hears of it.",
        'lists promise "sent or received" messages',
        "core.messages.inbox",
    ),
    Assumption(
        "F4",
        "A message to a person who opted out of a toll-free number ends with code 775.",
        "the code's description; the pages on opting out do not name it",
        "core.messages.messages",
        "toll_free_opt_out",
        otherwise="It may end with another code.",
    ),
    Assumption(
        "F5",
        "A message that fails before the carrier has code 999, unless a fault names one.",
        '"Unknown error" claims the least',
        "core.messages.lifecycle",
    ),
    Assumption(
        "F6",
        "The callbacks of one message arrive in order.",
        "no contract says so; anything else would make tests flaky",
        "callbacks.queues",
        otherwise="They may arrive in any order, or twice.",
    ),
    Assumption(
        "F7",
        "The network adds a SMIL part `123_1.smil` to an inbound MMS that has none: last in its "
        "`media`, and listed among the media.",
        "two documented samples have it there; apps skip it by its extension, one takes the "
        "second of two `media`",
        "core.messages.inbox",
        "smil",
        otherwise="It may come first, under another name. Skip `.smil`, `.txt` and `.xml`.",
    ),
)
