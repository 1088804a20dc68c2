"""Errors that every control route can answer."""

import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import catapult_simulator
from builders import PERSON
from catapult_simulator import CONTROL_PREFIX, control, core
from catapult_simulator.control.endpoint import ERRORS
from catapult_simulator.core.catalogue import CatapultError
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.core.world import TenantClosed
from control.calls import Control

TEXT = {"from": PERSON, "to": PERSON, "text": "hi"}
REFUSED: list[Any] = [
    ("GET", "/_simulator/nowhere", None, 404, "no-such-route", "no control route"),
    ("GET", "/_simulator/tenants/u-2", None, 404, "no-such-tenant", 'no tenant "u-2"; there is u-'),
    ("PUT", "/_simulator/health", None, 405, "method-not-allowed", "takes GET, HEAD"),
    ("POST", "/_simulator/tenants", {"userId": "a b"}, 400, "bad-request", "userId: 'a b' is not"),
    ("POST", "/_simulator/tenants", {"profile": "1"}, 400, "bad-request", "'1' is not one of 2018"),
    ("POST", "/_simulator/tenants", {"nonsense": 1}, 400, "bad-request", "nonsense: unknown"),
    ("POST", "/_simulator/tenants", [], 400, "bad-request", "body: must be one JSON object"),
    ("POST", "/_simulator/tenants", b"{", 400, "malformed-json", "line 1, column 2: Expecting"),
    ("POST", "/settle", b'{"a":1,\n  }', 400, "malformed-json", "line 2, column 3: "),
    (
        "POST",
        "/advance",
        b'{\n"NaN":1,"seconds":NaN}',
        400,
        "malformed-json",
        "line 2, column 19",
    ),
    ("POST", "/advance", b'{"seconds": \xff}', 400, "malformed-json", "byte 13 is no UTF-8"),
    ("POST", "/settle", b"[" * 99, 400, "malformed-json", "line 1, column 100: Expecting value"),
    ("POST", "/settle", b"[" * 99 + b"]" * 99, 400, "malformed-json", "nested more than 64"),
    ("POST", "/messages", {"from": PERSON}, 400, "bad-request", "to: "),
    (
        "POST",
        "/messages",
        {"from": PERSON, "to": PERSON, "text": "hi"},
        404,
        "number-not-found",
        "The number",
    ),
    ("POST", "/advance", {}, 400, "bad-request", "seconds: "),
    ("POST", "/advance", {"seconds": -1}, 400, "bad-request", "seconds: -1"),
    ("POST", "/advance", {"seconds": 10**12}, 400, "bad-request", "seconds: "),
    ("POST", "/settle", {"seconds": 1}, 400, "bad-request", "seconds: unknown property"),
    ("GET", "/journal?after=x", None, 400, "bad-request", "after: "),
    ("GET", "/journal?kind=x", None, 400, "bad-request", "'x' is not one of request"),
    ("GET", "/journal?wait=61", None, 400, "bad-request", "wait: 61"),
    ("GET", "/messages?size=0", None, 400, "bad-request", "size: 0 is not between 1 and 1000"),
    ("POST", "/faults", {"at": "moon"}, 400, "bad-request", "'moon' is not one of rest, carrier"),
    ("POST", "/faults", {"at": "carrier", "deliveryCode": 1}, 400, "bad-request", "1 is not one"),
    ("POST", "/faults", {"at": "rest", "error": "x"}, 400, "bad-request", "error: 'x' is not"),
    ("POST", "/faults", {"at": "rest", "times": 0}, 400, "bad-request", "times: 0"),
]


@pytest.mark.parametrize(
    ("method", "path", "content", "status", "code", "sentence"),
    REFUSED,
    ids=lambda value: str(value)[:30],
)
def test_an_error_names_the_property_its_value_and_the_next_step(
    control: Control, method: str, path: str, content: Any, status: int, code: str, sentence: str
) -> None:
    answer = control(method, path, content)

    assert (answer.status, answer.code) == (status, code)
    assert sentence in answer.message


@pytest.mark.parametrize("path", ["/reset", "/settle", "/_simulator/tenants"])
@pytest.mark.parametrize("type_", ["", "text/plain", "application/json"])
def test_a_request_without_a_body_needs_no_content_type(
    control: Control, path: str, type_: str
) -> None:
    assert control("POST", path, b"", type=type_).status < 300


def test_the_prefix_itself_lists_documents_and_routes(control: Control) -> None:
    index = control("GET", "/_simulator").json

    routes = {(route["method"], route["url"]): route["about"] for route in index["routes"]}
    assert control("GET", "/_simulator/").json == index
    assert index["documentation"].endswith("/_simulator/docs/control")
    assert routes[
        "POST", "http://simulator.test:8080/_simulator/tenants/{userId}/advance"
    ].startswith("Adv")
    assert all(routes.values())
    assert not [url for _, url in routes if "<" in url]


@pytest.mark.parametrize("link", ["documentation", "openapi"])
def test_the_index_links_to_what_there_is(control: Control, link: str) -> None:
    url = control("GET", "/_simulator").json[link]

    assert control("GET", url.removeprefix("http://simulator.test:8080")).status == 200


def test_a_request_that_meets_a_reset_is_a_conflict(
    control: Control, tenant: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(*_: object, **__: object) -> None:
        raise TenantClosed(tenant.user_id)

    monkeypatch.setattr(Tenant, "receive_message", closed)
    monkeypatch.setattr(Tenant, "start_receiving", closed)

    answer = control("POST", "/messages", TEXT)

    assert (answer.status, answer.code) == (409, "reset")
    assert answer.message == "the account was reset meanwhile; send the request again"


@pytest.mark.parametrize("type_", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_a_body_must_be_declared_as_json(control: Control, tenant: Tenant, type_: str) -> None:
    """Another website can post a form from a browser, but not this."""
    answer = control("POST", "/reset", b"{}", type=type_)

    assert (answer.status, answer.code) == (415, "not-json")
    assert "access-control-allow-origin" not in answer.headers


def test_the_prefix_of_the_control_api_is_written_once() -> None:
    package = Path(catapult_simulator.__file__).parent
    quoted = re.compile(rf'^(?!\s*"""|.*`).*["\']{CONTROL_PREFIX}', re.MULTILINE)

    written = {
        f"{path.relative_to(package)}: {line}"
        for path in package.rglob("*.py")
        for line in quoted.findall(path.read_text(encoding="utf-8"))
    }

    assert written == {f'__init__.py: CONTROL_PREFIX = "{CONTROL_PREFIX}'}


def test_every_module_with_a_view_is_loaded() -> None:
    # Read, not imported: a module that is imported late adds its routes to no application.
    with_views = {
        path.stem
        for path in Path(control.__path__[0]).glob("*.py")
        if "\n@control_endpoint(" in path.read_text(encoding="utf-8")
    }

    missing = with_views - {module.__name__.rpartition(".")[2] for module in control.VIEWS}

    assert not missing, f"add to VIEWS in control/__init__.py: {', '.join(missing)}"
    assert len(with_views) > 5


def exceptions_of(package: ModuleType) -> Iterator[type[Exception]]:
    for each in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        for value in vars(import_module(each.name)).values():
            if isinstance(value, type) and issubclass(value, Exception):
                yield value


def test_every_exception_of_the_core_has_an_error_response() -> None:
    ours = {each for each in exceptions_of(core) if each.__module__.startswith(core.__name__)}

    missing = {each.__name__ for each in ours if not issubclass(each, (CatapultError, *ERRORS))}

    assert not missing, f"add its status and code to ERRORS in control/endpoint.py: {missing}"
    assert len(ours) > 5
