"""Assumed of what happens outside the API: the network, the people, time."""

from fidelity.assumptions.kinds import Assumption

NETWORK = (
    Assumption(
        "F1",
        "a message to a number that nobody scripted is delivered",
        "what happens to nearly all",
        "core.messages.lifecycle",
    ),
    Assumption(
        "F2",
        "a message that comes in is stored before its callback goes out",
        "the callback names a URL where it can be fetched",
        "core.messages.inbox",
    ),
    Assumption(
        "F3",
        "a message is stored though no application hears of it",
        'lists promise "sent or received" messages',
        "core.messages.inbox",
    ),
    Assumption(
        "F4",
        "an opted-out person's messages end with code 775",
        "its description; the pages on opting out do not name it",
        "core.messages.messages",
        "toll_free_opt_out",
    ),
    Assumption(
        "F5",
        "a message that fails before the carrier has code 999 where none is scripted",
        '"Unknown error" claims the least',
        "core.messages.lifecycle",
    ),
    Assumption(
        "F6",
        "callbacks of one message arrive in order",
        "no contract says so; anything else would make tests flaky",
        "callbacks.queues",
    ),
)
