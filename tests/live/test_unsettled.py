"""A failure of the transport says nothing about a fact."""

import ssl
from typing import Any

import pytest
import requests
from contract_tests.live.belongings import Belongings
from contract_tests.live.guard import Guard, NotSent
from contract_tests.live.refusals import unreached
from contract_tests.live.session import Wire

from .builders import BASE, OWN, asked, settings


@pytest.mark.parametrize(
    "error",
    [
        TimeoutError("timed out"),
        OSError("no route"),
        ssl.SSLCertVerificationError("self-signed"),
        requests.exceptions.SSLError("self-signed"),
        requests.exceptions.ChunkedEncodingError("cut off"),
        requests.exceptions.TooManyRedirects("30"),
    ],
)
def test_a_failure_of_the_transport_settles_nothing(error: Exception) -> None:
    assert unreached(error)


@pytest.mark.parametrize("error", [AssertionError(), requests.JSONDecodeError("no JSON", "x", 0)])
def test_a_wrong_answer_refutes(error: Exception) -> None:
    assert not unreached(error)


@pytest.mark.parametrize("said", [OSError("gone"), b"<html>", b"[]"])
def test_a_change_is_not_sent_where_the_former_state_cannot_be_read(said: Any) -> None:
    class Broken(Wire):
        def look(self, method: str, path: str, body: object = None) -> requests.Response:
            if isinstance(said, OSError):
                raise said
            answer = requests.Response()
            answer.status_code, answer._content = 200, said
            return answer

    known = settings()
    wire = Broken(known, Guard(BASE, known.budget, order_numbers=False), Belongings())

    with pytest.raises(NotSent, match="was not sent: what it would change cannot be read"):
        wire.before(asked("POST", f"phoneNumbers/{OWN}", {"name": "x"}))
