"""Smoke test of an installed distribution: its files, commands, fixtures, pages and documents.

`.ci/wheel` copies this file out of the checkout and runs it in an environment that has the wheel
and pytest alone. `make test` does not collect it.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import files, version
from pathlib import Path

import pytest
import requests

from catapult_simulator import Tenant

COMMAND = str(Path(sys.executable).with_name("catapult-simulator"))
PACKAGE = "catapult_simulator"
NUMBER = "+19195551212"
# The account of a `serve` without options, and any properties of an import.
USER_ID = "u-2222222222222222222222a"
LOGIN = ("t-2222222222222222222222a", "secretsecretsecretsecretsecretsecretse")
PROPERTIES = {"accountId": "1", "userName": "x", "password": "x"}


@pytest.fixture
def installed() -> set[str]:
    """The files of the distribution, as paths below site-packages."""
    return {file.as_posix() for file in files("catapult-simulator") or ()}


@pytest.fixture
def serving() -> Iterator[str]:
    """The base URL of `catapult-simulator serve`."""
    command = [COMMAND, "serve", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        yield process.stdout.readline().split()[-1].removesuffix("/v1")
        process.terminate()


def test_the_package_is_the_installed_one() -> None:
    import catapult_simulator

    assert Path(sys.prefix) in Path(catapult_simulator.__file__).parents


def test_the_wheel_carries_the_package_alone(installed: set[str]) -> None:
    site_packages = {name for name in installed if not name.startswith("../")}

    tops = {name.partition("/")[0] for name in site_packages}

    assert tops == {PACKAGE, f"{PACKAGE}-{version('catapult-simulator')}.dist-info"}


@pytest.mark.parametrize("word", ["fidelity/", "tests/", "tools/", "conftest", "bench/"])
def test_the_wheel_carries_no_tools_of_the_project(word: str, installed: set[str]) -> None:
    assert [name for name in installed if word in name] == []


@pytest.mark.parametrize(
    "name",
    [
        "py.typed",
        "assistants/evidence.md",
        "core/numbers/stock.txt.gz",
        "openapi/examples.json",
        "pages/templates/reference/operation.html",
        "pages/templates/phone/phone.html",
        "pages/static/htmx.min.js",
        "pages/static/htmx.LICENSE.txt",
        "pages/static/simple.min.css",
    ],
)
def test_the_wheel_carries_the_data_of_the_package(name: str, installed: set[str]) -> None:
    assert f"{PACKAGE}/{name}" in installed


@pytest.mark.parametrize("name", ["LICENSE", "htmx.LICENSE.txt", "simple.LICENSE.txt"])
def test_the_wheel_carries_all_licenses(name: str, installed: set[str]) -> None:
    assert [path for path in installed if "/licenses/" in path and path.endswith(f"/{name}")]


def test_the_demo_runs() -> None:
    subprocess.run([COMMAND, "demo"], check=True, stdout=subprocess.DEVNULL, timeout=60)


def test_serve_says_that_it_is_healthy(serving: str) -> None:
    assert requests.get(f"{serving}/_simulator/health", timeout=30).json()["status"] == "ok"


def test_serve_names_the_extra_that_tls_needs(tmp_path: Path) -> None:
    """The library that makes certificates is not there."""
    named = os.environ | {"CATAPULT_SIMULATOR_TLS_FOLDER": str(tmp_path / "certificates")}

    done = subprocess.run([COMMAND, "serve", "--tls"], env=named, capture_output=True, text=True)

    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "install it: pip install 'catapult-simulator[tls]'" in done.stderr


def test_serve_takes_a_message(serving: str) -> None:
    assert number_imported(serving).status_code == 201

    sent = post(serving, "messages", {"from": NUMBER, "to": "+19195550001", "text": "Hello"})

    assert sent.status_code == 201
    assert requests.get(sent.headers["Location"], auth=LOGIN, timeout=30).json()["text"] == "Hello"


def test_numbers_can_be_searched(serving: str) -> None:
    search = f"{serving}/v1/availableNumbers/local?state=NC&quantity=3"

    found = requests.get(search, auth=LOGIN, timeout=30).json()

    assert [number["state"] for number in found] == ["NC"] * 3


def test_the_fixture_delivers_a_message(catapult: Tenant) -> None:
    catapult.phone_numbers.allocate(NUMBER)

    catapult.receive_message(from_="+19195550001", to=NUMBER, text="Hello back")

    assert [message.text for message in catapult.messages.find()] == ["Hello back"]


@pytest.mark.parametrize("document", ["openapi", "openapi-v1"])
def test_the_documents_are_openapi(document: str, catapult_url: str) -> None:
    described = requests.get(f"{catapult_url}/_simulator/{document}.json", timeout=30).json()

    assert described["openapi"] == "3.1.0"
    assert described["paths"]


@pytest.mark.parametrize("page", ["docs", "docs/control", "docs/v1/messages_send"])
def test_the_pages_are_served(page: str, catapult_url: str) -> None:
    answer = requests.get(f"{catapult_url}/_simulator/{page}", timeout=30)

    assert "API reference" in answer.text
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"


def number_imported(serving: str) -> requests.Response:
    provider = {"providerName": "bandwidth-dashboard", "properties": PROPERTIES}
    return post(serving, "phoneNumbers", {"number": NUMBER, "provider": provider})


def post(serving: str, resource: str, content: object) -> requests.Response:
    url = f"{serving}/v1/users/{USER_ID}/{resource}"
    return requests.post(url, json=content, auth=LOGIN, timeout=30)
