"""Receiving messages on a wall clock: many at once, while their apps ask for the media."""

from base64 import b64encode
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from catapult_simulator import Server, Simulator
from catapult_simulator.core.tenant import Tenant
from receivers import App, Arrived, app_listening

TENANTS = 100
LINE = "+19195551212"
PICTURE = {"name": "cat.png", "contentType": "image/png", "content": b64encode(b"png").decode()}


@pytest.fixture(params=["wall", "virtual"])
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    with Server(Simulator(clock=request.param)) as server:
        yield server


@pytest.fixture
def app() -> Iterator[App]:
    with app_listening() as listening:
        yield listening


def open_tenant(server: Server, app: App) -> Tenant:
    tenant = server.simulator.open_tenant()
    url = f"{app.url}/{tenant.user_id}"
    application = tenant.applications.create("app", incoming_message_url=url)
    tenant.phone_numbers.allocate(LINE, application_id=application.id)
    return tenant


def test_apps_that_download_the_media_within_their_webhook_are_answered(
    server: Server, app: App
) -> None:
    tenants = {
        tenant.user_id: tenant for tenant in (open_tenant(server, app) for _ in range(TENANTS))
    }
    downloaded: list[bytes] = []

    def download(arrived: Arrived) -> None:
        me = tenants[arrived.target.strip("/")].credentials
        media = requests.get(arrived.json["media"][0], auth=(me.token, me.secret), timeout=20)
        downloaded.append(media.content)

    def text(user_id: str) -> list[int | None]:
        body = {"from": "+19195550001", "to": LINE, "text": "look", "media": [PICTURE]}
        url = f"{server.url}/_simulator/tenants/{user_id}/messages"
        answer = requests.post(url, json=body, timeout=30).json()
        return [callback.get("status") for callback in answer["callbacks"]]

    app.react = download
    with ThreadPoolExecutor(TENANTS) as pool:
        statuses = list(pool.map(text, tenants))

    assert statuses == [[200]] * TENANTS
    assert downloaded == [b"png"] * TENANTS
