"""Errors of the HTTP server, in the envelope of the API that was asked."""

from threading import Thread
from typing import NoReturn

import pytest
import requests

from catapult_simulator.server import Server
from receivers import PATIENCE


def refuse_to_start(thread: Thread) -> NoReturn:
    raise RuntimeError("can't start new thread")


@pytest.mark.parametrize(
    ("path", "keys"),
    [
        ("/v1/users/u-1/media", ["category", "code", "message", "details"]),
        (
            "/_simulator/tenants",
            ["type", "title", "status", "code", "detail", "message"],
        ),
    ],
)
def test_a_request_without_a_thread_is_told_so(
    monkeypatch: pytest.MonkeyPatch, path: str, keys: list[str]
) -> None:
    with Server() as server, monkeypatch.context() as patch:
        patch.setattr(Thread, "start", refuse_to_start)
        answer = requests.get(server.url + path, timeout=PATIENCE)

    content = answer.json()
    assert (answer.status_code, content["code"]) == (503, "simulator-busy")
    assert content["message"] == "No thread could be started; send the request again"
    assert list(content) == keys
