"""Links of answers and callbacks: the scheme and host that the client used."""

import pytest

from builders import APP_URL, LINE, PERSON, Client, basic
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.core.tenant import Tenant

PROXIED = {
    "REMOTE_ADDR": "172.17.0.1",
    "HTTP_X_FORWARDED_PROTO": "https",
    "HTTP_X_FORWARDED_HOST": "api.sim.test",
}
SMS = {"from": LINE, "to": PERSON, "text": "hello"}
CAT = "http://a.test/cat.jpg"


def link_of(tenant: Tenant) -> str:
    """The start of the link in the callback of a message that comes in now."""
    tenant.receive_message(from_=PERSON, to=LINE, text="hi")
    return str(tenant.journal.last("callback").detail["messageUri"]).partition("/v1/")[0]


def test_location_and_link_follow_the_tls_terminator(client: Client, line: PhoneNumber) -> None:
    """Observed: clients follow them, and slice them by the length of their own base URL."""
    created = client.post("messages", SMS, **PROXIED)
    client.post("messages", SMS)
    listed = client.get("messages?size=1", **PROXIED)
    numbers = client.get("phoneNumbers", **PROXIED)

    assert created.headers["location"].startswith("https://api.sim.test/v1/users/")
    assert listed.headers["link"].startswith("<https://api.sim.test/v1/users/")
    assert numbers.headers["link"].startswith("<https://api.sim.test/v1/users/")


def test_links_in_bodies_follow_the_tls_terminator(client: Client, line: PhoneNumber) -> None:
    batch = client.post("messages", [SMS], **PROXIED)
    number = client.get(f"phoneNumbers/{line.id}", **PROXIED)

    assert batch.json[0]["location"].startswith("https://api.sim.test/v1/")
    assert number.json["application"].startswith("https://api.sim.test/v1/")


def test_a_callback_links_to_the_host_of_the_latest_request(
    client: Client, tenant: Tenant, line: PhoneNumber
) -> None:
    client.get("messages", HTTP_HOST="localhost:32768")
    assert link_of(tenant) == "http://localhost:32768"

    client.get("messages", HTTP_HOST="sim:8080")
    assert link_of(tenant) == "http://sim:8080"


def test_the_media_of_a_callback_are_on_that_host(
    client: Client, tenant: Tenant, line: PhoneNumber
) -> None:
    client.get("messages", HTTP_HOST="localhost:32768")

    tenant.receive_message(from_=PERSON, to=LINE, media=[CAT])

    media = tenant.journal.last("callback").detail["media"]
    assert all(url.startswith("http://localhost:32768/v1/users/") for url in media)


def test_the_public_url_comes_before_the_host_of_requests(
    client: Client, simulator: Simulator, tenant: Tenant, line: PhoneNumber
) -> None:
    simulator.network.public_url = "https://public.test"

    client.get("messages", HTTP_HOST="localhost:32768")

    assert link_of(tenant) == "https://public.test"


def test_before_any_request_a_callback_links_to_the_address_of_the_server(
    simulator: Simulator, tenant: Tenant, line: PhoneNumber
) -> None:
    simulator.network.url = "http://127.0.0.1:8080"

    assert link_of(tenant) == "http://127.0.0.1:8080"


@pytest.mark.parametrize(
    ("path", "secret"), [("messages", "wrong"), ("/v1/users/u-other/messages", ""), ("calls", "")]
)
def test_the_host_of_a_refused_request_is_in_no_link(
    client: Client, tenant: Tenant, line: PhoneNumber, path: str, secret: str
) -> None:
    own = tenant.credentials
    client.get("messages", HTTP_HOST="sim:8080")

    authorization = basic(own.token, secret or own.secret)
    answer = client.get(path, HTTP_HOST="evil.example", HTTP_AUTHORIZATION=authorization)

    assert answer.status >= 400
    assert link_of(tenant) == "http://sim:8080"


def test_each_account_has_the_host_of_its_own_requests(
    client: Client, simulator: Simulator, tenant: Tenant, line: PhoneNumber
) -> None:
    client.get("messages", HTTP_HOST="sim:8080")

    Client(client.app, simulator.open_tenant()).get("messages", HTTP_HOST="other:1")

    assert link_of(tenant) == "http://sim:8080"


def test_a_reset_keeps_the_host(client: Client, tenant: Tenant) -> None:
    client.get("messages", HTTP_HOST="sim:8080")

    tenant.reset()

    application = tenant.applications.create("shop", incoming_message_url=APP_URL)
    tenant.phone_numbers.allocate(LINE, application_id=application.id)
    assert link_of(tenant) == "http://sim:8080"


def test_the_control_api_follows_the_tls_terminator(client: Client) -> None:
    answer = client.post("/_simulator/tenants", {}, **PROXIED)

    assert answer.headers["location"].startswith("https://api.sim.test/_simulator/tenants/")
