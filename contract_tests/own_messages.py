"""Messages that a check has sent and received, on an account that may have others."""

from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import uuid4

import pytest

from contract_tests.account import Account, Json

Send = Callable[..., list[str]]


@dataclass
class OwnMessages:
    """`received` is the text for a message to receive, which no other has."""

    account: Account
    draft: Callable[..., dict[str, Json]]
    sent: list[str] = field(default_factory=list)
    received: str = field(default_factory=lambda: f"in {uuid4()}")

    def send(self, count: int, **changes: Json) -> list[str]:
        """Send so many messages, with the texts "0", "1", "2"; gives their ids."""
        drafts = [self.draft(text=str(number), **changes) for number in range(count)]
        results = self.account.post("messages", drafts).json()
        self.sent += [result["location"].rpartition("/")[2] for result in results]
        return self.sent[-count:]

    def texts(self, page: list[dict[str, Json]]) -> list[str]:
        """The texts of those in `page`, in its order; "in" for the one received."""
        return [
            "in" if message["text"] == self.received else message["text"]
            for message in page
            if message["id"] in self.sent
            or (message["text"], message["direction"]) == (self.received, "in")
        ]


@pytest.fixture
def mine(account: Account, draft: Callable[..., dict[str, Json]]) -> OwnMessages:
    """The messages of this check."""
    return OwnMessages(account, draft)


@pytest.fixture
def send(mine: OwnMessages) -> Send:
    """`send(3)`: so many messages, with the texts "0", "1", "2"."""
    return mine.send
