"""The scheme and host of links: those that the client used, also through a proxy."""

from collections.abc import Mapping

import pytest

from contract_tests.account import Account
from contract_tests.conftest import Draft
from contract_tests.evidence import assumed, needs, observed
from contract_tests.network import SimulatedNetwork
from contract_tests.raw import basic, open_connection
from contract_tests.receiver import Webhook

pytestmark = needs("accounts")

SHOP = {"name": "x", "incomingMessageUrl": "http://app.example.com/sms"}
PROTO, HOST = "X-Forwarded-Proto", "X-Forwarded-Host"


def origin(account: Account, headers: Mapping[str, str]) -> str:
    """Scheme and host of a `Location`."""
    location = account.request("POST", "applications", SHOP, headers=headers).headers["Location"]
    assert f"/v1/users/{account.user_id}/applications/a-" in location
    return location.partition("/v1/")[0]


@observed("java-bandwidth and node-bandwidth follow Location and Link to the host that they called")
@pytest.mark.parametrize("host", ["sim.test", "sim.test:8443", "SIM.test", "[::1]:8080"])
def test_links_have_the_host_of_the_request(account: Account, host: str) -> None:
    assert origin(account, {"Host": host}) == f"{account.base_url.partition(':')[0]}://{host}"


@observed("python-, node-, ruby- and csharp-bandwidth have https:// before the real host")
@pytest.mark.parametrize("host", ["api.catapult.inetwork.com", "API.catapult.inetwork.com.:80"])
def test_links_to_the_real_host_have_https(account: Account, host: str) -> None:
    assert origin(account, {"Host": host}) == f"https://{host}"


@assumed("the simulator's own: it can be behind a proxy")
@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({PROTO: "https"}, "https://sim.test"),
        ({PROTO: "HTTPS, http"}, "https://sim.test"),
        ({PROTO: "http"}, "http://sim.test"),
        ({HOST: "a.test"}, "{scheme}://a.test"),
        ({HOST: "a.test:65535 , b.test"}, "{scheme}://a.test:65535"),
        ({PROTO: "https", HOST: "a.test:1"}, "https://a.test:1"),
        ({HOST: "[::1]:80"}, "{scheme}://[::1]:80"),
        (
            {PROTO: "https", "Host": "api.catapult.inetwork.com"},
            "https://api.catapult.inetwork.com",
        ),
    ],
)
def test_links_have_what_a_proxy_forwards(
    account: Account, headers: dict[str, str], expected: str
) -> None:
    scheme = account.base_url.partition(":")[0]

    assert origin(account, {"Host": "sim.test"} | headers) == expected.format(scheme=scheme)


@assumed("the simulator's own: it can be behind a proxy")
@pytest.mark.parametrize(
    "headers",
    [
        {PROTO: "ftp"},
        {PROTO: "https:"},
        {PROTO: ", https"},
        *({HOST: host} for host in ["a/b", "a b", "a@b", ".a", "a:0", "a:65536", "a:", ", b"]),
        *({HOST: host} for host in ["[:]:80", "[1.2.3]", "[::1", "a;b", "a" * 254]),
    ],
    ids=str,
)
def test_what_a_proxy_cannot_have_sent_is_ignored(
    account: Account, headers: dict[str, str]
) -> None:
    expected = f"{account.base_url.partition(':')[0]}://sim.test"

    assert origin(account, {"Host": "sim.test"} | headers) == expected


@assumed("the simulator's own: a callback names the host under which the app knows the API")
@needs("clock", "callbacks", "sending")
def test_a_callback_has_the_host_of_the_latest_request_that_was_answered(
    account: Account, simulated: SimulatedNetwork, draft: Draft, webhook: Webhook
) -> None:
    account.create("messages", draft(callbackUrl=webhook.url()))
    account.request("GET", "account", headers={"Host": "sim.test"})
    account.request("GET", "messages/m-x", headers={"Host": "refused.test"})
    account.request("GET", "account", headers={"Host": "denied.test"}, anonymous=True)

    simulated.settle()

    (callback,) = webhook.callbacks
    scheme = account.base_url.partition(":")[0]
    assert callback.fields["messageUri"].startswith(f"{scheme}://sim.test/v1/users/")


@assumed("RFC 9110 section 7.4: a request of HTTP/1.0 can have no Host")
def test_without_a_host_links_have_the_address(account: Account) -> None:
    connection = open_connection(account)
    connection._http_vsn, connection._http_vsn_str = 10, "HTTP/1.0"  # type: ignore[attr-defined]
    url = account.url("applications")
    connection.putrequest("GET", url.removeprefix(account.base_url), skip_host=True)
    connection.putheader("Authorization", basic(account))
    connection.endheaders()

    link = connection.getresponse().headers["Link"]
    assert link.startswith(f"<{url}?")
