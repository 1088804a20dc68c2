"""Web pages of other people have no access to the simulator, in a real browser."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from catapult_simulator import Simulator
from catapult_simulator.http_server.server import HttpServer
from catapult_simulator.server import Server
from pages.browser import chromium

_EVIL = "rebound.evil.example"
_READ = "path => fetch(path).then(async answer => [answer.status, await answer.text()])"
_POST = "url => fetch(url, {method: 'POST', mode: 'no-cors'}).then(answer => answer.type)"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A browser for which every name of an attacker leads to this machine."""
    with chromium("--host-resolver-rules=MAP *.example 127.0.0.1") as browser:
        yield browser


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with Server(Simulator(), allowed_hosts=["sim.example"]) as server:
        server.simulator.open_tenant("u-shop", "t-shop", "s3cret")
        yield server


@pytest.fixture(scope="module")
def foreign_port() -> Iterator[int]:
    """The port of another web site."""
    site = HttpServer(app=Flask("site"))
    port = site.open()
    site.start()
    yield port
    site.stop()


def _port(server: Server) -> str:
    return server.url.rpartition(":")[2]


def test_a_rebound_name_reads_no_credentials(browser: Any, server: Server) -> None:
    page = browser.new_page()

    opened = page.goto(f"http://{_EVIL}:{_port(server)}/_simulator/docs")
    status, text = page.evaluate(_READ, "/_simulator/tenants")
    page.close()

    assert (opened.status, status) == (403, 403)
    assert f"--allow-host {_EVIL}" in text
    assert "s3cret" not in text


def test_an_allowed_name_shows_pages_that_can_call(browser: Any, server: Server) -> None:
    page = browser.new_page()

    opened = page.goto(f"http://sim.example:{_port(server)}/_simulator/docs")
    status, text = page.evaluate(_READ, "/_simulator/tenants")
    page.close()

    assert (opened.status, status) == (200, 200)
    assert "s3cret" in text


@pytest.mark.parametrize("host", ["127.0.0.1", _EVIL])
def test_a_foreign_page_changes_nothing(
    browser: Any, server: Server, foreign_port: int, host: str
) -> None:
    """A page may send a POST without a body anywhere, and only may not read the answer."""
    url = f"{server.url}/_simulator/tenants/u-shop/reset"
    page = browser.new_page()

    page.goto(f"http://{host}:{foreign_port}/")
    with page.expect_response(url) as answer:
        sent = page.evaluate(_POST, url)
    status = answer.value.status
    page.close()

    assert (sent, status) == ("opaque", 403)
