"""The API reference: its pages, static files and documents, also in a real browser."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from builders import Response, environ_of, run
from catapult_simulator import Simulator
from catapult_simulator.app import create_app
from catapult_simulator.server import Server
from pages.browser import chromium

PAGES = {"/_simulator/docs": "openapi-v1.json", "/_simulator/docs/control": "openapi.json"}
SCRIPT = "/_simulator/docs/static/rapidoc-min.js"


@pytest.fixture(scope="module")
def app() -> Flask:
    return create_app(Simulator())


def get(app: Flask, path: str, **environ: str) -> Response:
    return run(app, environ_of("GET", path) | environ)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_html_that_links_its_document_and_no_other_host(app: Flask, path: str) -> None:
    answer = get(app, path)

    assert answer.status == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert f'spec-url="/_simulator/{PAGES[path]}"' in answer.body.decode()
    assert b"://" not in answer.body
    assert b"$" not in answer.body


@pytest.mark.parametrize("path", PAGES)
def test_a_page_forbids_the_browser_to_call_other_hosts(app: Flask, path: str) -> None:
    policy = get(app, path).headers["content-security-policy"]

    assert policy.startswith("default-src 'self';")
    assert not re.search(r"https?:|\*|unsafe-eval", policy)


def test_the_script_has_its_type_and_can_be_cached(app: Flask) -> None:
    answer = get(app, SCRIPT)

    assert answer.status == 200
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert answer.headers["cache-control"] == "public, max-age=86400"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-length"] == str(len(answer.body))


@pytest.mark.parametrize("name", ["rapidoc.LICENSE.txt", "rapidoc-min.js.LICENSE.txt"])
def test_the_licences_are_served(app: Flask, name: str) -> None:
    answer = get(app, f"/_simulator/docs/static/{name}")

    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert b"MIT" in answer.body


@pytest.mark.parametrize("name", ["", "docs.html", "nothing.js", "..%2Fpage.py", "..%5Cpage.py"])
def test_no_other_file_is_served(app: Flask, name: str) -> None:
    answer = get(app, f"/_simulator/docs/static/{name}")

    assert (answer.status, answer.code) == (404, "no-such-route")


@pytest.mark.parametrize("name", PAGES.values())
def test_a_document_is_json_with_the_host_of_the_request(app: Flask, name: str) -> None:
    answer = get(app, f"/_simulator/{name}", HTTP_HOST="sim.test:81")

    assert answer.headers["content-type"] == "application/json"
    assert answer.json["servers"] == [{"url": "http://sim.test:81"}]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with Server(Simulator()) as server:
        yield server


@pytest.mark.parametrize("path", PAGES)
def test_a_browser_shows_every_operation_and_calls_no_other_host(
    browser: Any, server: Server, app: Flask, path: str
) -> None:
    page = browser.new_page()
    requested: list[str] = []
    messages: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    page.on("console", lambda message: messages.append(message.text))
    page.on("pageerror", lambda error: messages.append(str(error)))
    described = get(app, f"/_simulator/{PAGES[path]}").json
    expected = sorted(operations(described))

    page.goto(server.url + path)
    page.locator("rapi-doc .nav-bar-path").nth(len(expected) - 1).wait_for()
    listed = page.locator("rapi-doc .nav-bar-path").all_inner_texts()
    page.close()

    assert sorted(" ".join(text.split()) for text in listed) == expected
    assert [url for url in requested if not url.startswith((f"{server.url}/", "data:"))] == []
    assert messages == []


def test_a_browser_can_try_an_operation(browser: Any, server: Server) -> None:
    page = browser.new_page()

    page.goto(f"{server.url}/_simulator/docs/control")
    page.locator("rapi-doc .nav-bar-path", has_text="Get version, clock").click()
    with page.expect_response(f"{server.url}/_simulator/health") as answer:
        page.locator("rapi-doc button", has_text="TRY").click()

    assert answer.value.json()["status"] == "ok"
    page.close()


def operations(described: dict[str, Any]) -> Iterator[str]:
    """Method and summary of each, such as `GET Fetch a message`."""
    for item in described["paths"].values():
        for method in item.keys() - {"parameters"}:
            yield f"{method.upper()} {item[method]['summary']}"
