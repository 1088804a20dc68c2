"""Access to control API and pages: the `Host` and `Origin` of a request."""

from collections.abc import Callable

import pytest
from flask import Flask

from builders import Client, Response, environ_of, run
from catapult_simulator.app import create_app
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.web.trusted_hosts import TrustedHosts

TENANTS = "/_simulator/tenants"
OWN = "127.0.0.1:8080"


@pytest.fixture
def app(simulator: Simulator) -> Flask:
    trusted = TrustedHosts(
        ["sim.example.com", "*.preview.example"],
        own=["box.example"],
        public_url="https://pub.example",
    )
    return create_app(simulator, trusted)


@pytest.fixture
def get(app: Flask) -> Callable[..., Response]:
    def get(path: str = TENANTS, **headers: str) -> Response:
        named = {f"HTTP_{name.upper()}": value for name, value in headers.items()}
        return run(app, environ_of("GET", path) | {"HTTP_HOST": OWN} | named)

    return get


@pytest.mark.parametrize(
    "host",
    [
        *(OWN, "[::1]:8080", "LOCALHOST", "simulator:8080", "host.docker.internal:8080"),
        *("sim.example.com", "Sim.Example.com.:8080", "a.preview.example", "box.example:8080"),
        *("pub.example", "pub.example:443"),
    ],
)
def test_own_local_and_allowed_hosts_are_let_in(get: Callable[..., Response], host: str) -> None:
    assert get(host=host).status == 200


@pytest.mark.parametrize("host", ["rebound.evil.org:8080", "127.0.0.1.nip.io", "preview.example"])
def test_any_other_host_is_refused_with_the_option_that_allows_it(
    get: Callable[..., Response], tenant: Tenant, host: str
) -> None:
    answer = get(host=host)

    name = host.partition(":")[0]
    assert (answer.status, answer.code) == (403, "foreign-host")
    assert answer.message == (
        f'the host "{name}" may not control the simulator; if the name is yours, '
        f"start the simulator with --allow-host {name}"
    )
    assert tenant.credentials.secret.encode() not in answer.body


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        (OWN, "http://127.0.0.1:8080"),
        ("sim.localhost", "http://sim.localhost"),
        ("sim.localhost:80", "http://sim.localhost"),
        ("sim.internal", "https://sim.internal"),
        (OWN, "https://pub.example"),
        (OWN, "https://sim.example.com"),
        (OWN, "https://a.preview.example:444"),
    ],
)
def test_pages_of_the_simulator_and_of_allowed_hosts_are_let_in(
    get: Callable[..., Response], host: str, origin: str
) -> None:
    assert get(host=host, origin=origin).status == 200


@pytest.mark.parametrize(
    "origin",
    [
        *("https://evil.org", "http://127.0.0.1:3000", "http://localhost:8080", "http://127.0.0.1"),
        *("https://pub.example:8443", "null", "", "file://", "127.0.0.1:8080", "http://[", "\xff"),
        *(
            "foo://127.0.0.1:8080x",
            f"foo://{OWN}",
            f"http://{OWN}/x",
            f"http://a@{OWN}",
            f"http://{OWN}?x",
        ),
    ],
)
def test_any_other_page_is_refused_with_the_option(
    get: Callable[..., Response], origin: str
) -> None:
    answer = get(origin=origin)

    assert (answer.status, answer.code) == (403, "foreign-host")
    assert "--allow-host" in answer.message


def test_everything_but_v1_is_guarded(app: Flask) -> None:
    paths = {rule.rule for rule in app.url_map.iter_rules() if not rule.rule.startswith("/v1/")}
    evil = {"HTTP_HOST": "rebound.evil.org"}

    statuses = {
        path: run(app, environ_of(method, path) | evil).status
        for method in ("GET", "POST", "DELETE", "PROPFIND")
        for path in {*paths, "/_simulator/nowhere"} | ({"/"} if method == "GET" else set())
    }

    assert len(paths) > 15
    assert set(statuses.values()) == {403}


def test_v1_answers_on_every_host_and_for_every_page(client: Client) -> None:
    answer = client.get("messages", HTTP_HOST="api.catapult.inetwork.com", HTTP_ORIGIN="null")

    assert answer.status == 200


def test_a_request_without_a_host_comes_from_no_browser(app: Flask) -> None:
    environ = environ_of("GET", TENANTS)
    del environ["HTTP_HOST"]

    assert run(app, environ).status == 200


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
@pytest.mark.parametrize(("method", "path"), [("POST", "/settle"), ("DELETE", "")])
def test_a_change_by_a_page_of_another_site_is_refused_without_an_origin_too(
    app: Flask, tenant: Tenant, method: str, path: str, site: str
) -> None:
    environ = environ_of(method, f"{TENANTS}/{tenant.user_id}{path}") | {"HTTP_HOST": OWN}

    refused = run(app, environ | {"HTTP_SEC_FETCH_SITE": site})

    assert (refused.status, refused.code) == (403, "foreign-host")
    assert "a web page of another site may not control" in refused.message
    for own in ("same-origin", "none"):
        again = environ_of("POST", f"{TENANTS}/{tenant.user_id}/settle") | {"HTTP_HOST": OWN}
        assert run(app, again | {"HTTP_SEC_FETCH_SITE": own}).status == 200


def test_a_page_of_an_allowed_host_may_change_things(app: Flask, tenant: Tenant) -> None:
    environ = environ_of("POST", f"{TENANTS}/{tenant.user_id}/settle") | {"HTTP_HOST": OWN}
    page = {"HTTP_ORIGIN": "https://sim.example.com", "HTTP_SEC_FETCH_SITE": "cross-site"}

    assert run(app, environ | page).status == 200
