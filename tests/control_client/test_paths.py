"""Paths of ControlClient: a userId, an id or a name that holds a slash names no other route."""

import inspect
from types import SimpleNamespace
from typing import Any

import pytest

from catapult_simulator.control_client.client import ControlClient
from catapult_simulator.control_client.errors import ControlError

_ODD = "a/../b?c"
_QUOTED = "/_simulator/tenants/a%2F..%2Fb%3Fc"
_OTHERS: dict[str, Any] = {  # parameters that are no text of one line
    "settings": {},
    "changes": {},
    "fault": {},
    "content": b"x",
    "seconds": 1.0,
}
_CALLS = {
    name: method
    for name, method in inspect.getmembers(ControlClient, inspect.isfunction)
    if "user_id" in inspect.signature(method).parameters
}


def _paths(call: str, user_id: str) -> list[str]:
    """The paths that the call asks for, until its answer makes no sense to it."""
    client = ControlClient("http://127.0.0.1:1")
    asked: list[str] = []

    def send(method: str, path: str, **request: Any) -> SimpleNamespace:
        asked.append(path)
        return SimpleNamespace(status=200, is_json=True, body=b'{"entries": [], "next": 0}')

    client.transport.send = send  # type: ignore[method-assign, assignment]
    wanted = list(inspect.signature(_CALLS[call]).parameters.values())[2:]
    given = {
        each.name: _OTHERS.get(each.name, _ODD)
        for each in wanted
        if each.default is each.empty and each.kind not in (each.VAR_KEYWORD, each.VAR_POSITIONAL)
    }
    try:
        _CALLS[call](client, user_id, **given)
    except KeyError:
        assert call == "call", "the result of a method is the only thing read from this answer"
    return asked


@pytest.mark.parametrize("call", _CALLS)
def test_a_user_id_is_one_part_of_the_path(call: str) -> None:
    (path,) = _paths(call, _ODD)
    assert path.startswith(_QUOTED)
    assert "?" not in path


@pytest.mark.parametrize("call", _CALLS)
def test_a_blank_user_id_is_refused(call: str) -> None:
    with pytest.raises(ControlError, match="userId=' ' is blank"):
        _paths(call, " ")
