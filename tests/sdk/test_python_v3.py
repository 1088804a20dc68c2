"""bandwidth-sdk 3.0.3 for Python: each method of its messaging and account clients has a test.

A test's name begins with the method that it exercises.
"""

import re
from pathlib import Path

import pytest
from bandwidth.account import Client as AccountClient
from bandwidth.messaging import Client as MessagingClient

TESTS = sorted(Path(__file__).parent.glob("test_python_v3_*.py"))
OUT_OF_SCOPE = "domain"  # SIP domains and their endpoints belong to voice


def methods_of(client: type) -> list[str]:
    return [name for name in vars(client) if not name.startswith("_") and OUT_OF_SCOPE not in name]


@pytest.mark.parametrize("method", [*methods_of(MessagingClient), *methods_of(AccountClient)])
def test_every_method_is_exercised(method: str) -> None:
    tests = "\n".join(path.read_text() for path in TESTS)

    assert re.search(rf"^def test_{method}(_|\()", tests, re.MULTILINE)
