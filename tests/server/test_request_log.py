"""The log of requests: one line each, in text or JSON; nothing at all where it is off."""

import json
from collections.abc import Callable
from queue import SimpleQueue

import pytest
import requests

from builders import basic
from catapult_simulator.core.faults import Fault
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.server import Server
from catapult_simulator.web.request_log import Form
from receivers import PATIENCE

Lines = SimpleQueue[str]
OWN = basic("t-shop", "open-sesame")


def log_of(form: Form, use: Callable[[Server], object]) -> list[str]:
    """The lines that a server has written when it has stopped."""
    lines: Lines = SimpleQueue()
    with Server(Simulator(), log=form, write_log=lines.put) as server:
        server.simulator.open_tenant("u-shop", "t-shop", "open-sesame")
        use(server)
    return [lines.get() for _ in range(lines.qsize())]


def get(path: str, authorization: str = OWN) -> Callable[[Server], object]:
    def send(server: Server) -> None:
        headers = {"Authorization": authorization}
        requests.get(server.url + path, headers=headers, timeout=PATIENCE)

    return send


def test_a_line_has_method_path_status_time_and_tenant() -> None:
    (line,) = log_of("text", get("/v1/users/u-shop/messages?size=1"))

    _, method, path, status, ms, unit, tenant = line.split(" ")
    assert (method, path, status, unit) == ("GET", "/v1/users/u-shop/messages", "200", "ms")
    assert float(ms) >= 0
    assert tenant == "u-shop"


def test_a_line_of_json_has_the_same() -> None:
    (line,) = log_of("json", get("/v1/users/u-shop/media"))

    facts = json.loads(line)
    assert list(facts) == ["at", "method", "path", "status", "ms", "tenant", "reason"]
    assert (facts["status"], facts["tenant"], facts["reason"]) == (200, "u-shop", None)


@pytest.mark.parametrize("form", ["text", "json", "off"])
def test_a_request_of_no_account_has_one_line_with_its_reason(form: Form) -> None:
    (line,) = log_of(form, get("/v1/users/u-shop", basic("t-x", "s")))

    assert "401" in line
    assert "token t-x is unknown; known: t-shop" in line


def test_nothing_is_written_where_it_is_off() -> None:
    assert log_of("off", get("/v1/users/u-shop/messages")) == []


@pytest.mark.parametrize("form", ["text", "json", "off"])
def test_lines_are_fit_for_a_terminal_and_have_no_secrets(form: Form) -> None:
    (line,) = log_of(form, get("/v2/%1B%5B2J%0A/http://user:hidden@host/?secret=hidden"))

    assert line.isprintable()
    assert "hidden" not in line


def test_a_long_poll_is_one_line() -> None:
    def poll(server: Server) -> None:
        url = f"{server.url}/_simulator/tenants/u-shop/journal?wait=0.01"
        requests.get(url, timeout=PATIENCE)

    (line,) = log_of("text", poll)

    assert "/journal 200" in line


def test_a_broken_connection_says_so() -> None:
    def break_off(server: Server) -> None:
        fault = Fault("rest", connection_fault="reset")
        server.simulator.tenant("u-shop").faults.add(fault)
        with pytest.raises(requests.ConnectionError):
            get("/v1/users/u-shop/messages")(server)

    (line,) = log_of("text", break_off)

    assert line.endswith("(broken by a fault: reset)")


def test_what_is_no_http_has_a_line() -> None:
    (line,) = log_of("text", get("/v1/" + "x" * 9000))

    assert " 414 " in line
    assert line.endswith("(a URL of more than 8192 bytes)")
