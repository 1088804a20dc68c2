"""Progress: how far a message has come, in words."""

import pytest

from catapult_simulator.core.messages.progress import progress


@pytest.mark.parametrize(
    ("states", "tone", "words"),
    [
        (("queued", None, None, None), "wait", "queued"),
        (("sending", "waiting", None, None), "wait", "sending"),
        (("sent", "waiting", None, None), "good", "sent"),
        (("received", None, None, None), "good", "received"),
        (("sent", "delivered", "0", None), "good", "delivered"),
        (("sent", "not-delivered", "770", "Spam"), "bad", "failed 770: Spam"),
        (("sent", "not-delivered", None, None), "bad", "failed"),
        (("error", None, None, None), "bad", "failed: before it reached the carrier"),
    ],
)
def test_each_state_has_its_words(
    states: tuple[str, str | None, str | None, str | None], tone: str, words: str
) -> None:
    found = progress(*states)

    assert (found.tone, str(found)) == (tone, words)
