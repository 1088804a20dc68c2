"""Authentication of `/v1`: credentials, and the userId of the path."""

from base64 import b64encode
from gc import collect
from weakref import ref

import pytest

from builders import Client, basic
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.core.tenant import Tenant

DENIED = "The authenticated user does not have sufficient permissions to access this resource"


def test_wrong_credentials_are_denied(client: Client, tenant: Tenant) -> None:
    """Observed 2015-02 to 04: the path then has a leading slash. No challenge (observed)."""
    answer = client.get("messages", HTTP_AUTHORIZATION=basic("t-x", "wrong"))

    assert (answer.status, answer.code, answer.message) == (401, "access-denied", DENIED)
    assert answer.details == [
        ("requestMethod", "GET"),
        ("remoteAddress", "192.0.2.10"),
        ("requestPath", f"/users/{tenant.user_id}/messages"),
    ]
    assert "www-authenticate" not in answer.headers


@pytest.mark.parametrize("path", ["messages", "calls//", "/v1/availableNumbers/local"])
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "DELETE"])
def test_a_request_without_credentials_is_challenged(
    client: Client, method: str, path: str
) -> None:
    """Observed: a client in use for years sends credentials only then."""
    answer = client.call(method, path, HTTP_AUTHORIZATION=None)

    assert answer.status == 401
    assert answer.headers["www-authenticate"] == 'Basic realm="Catapult"'


@pytest.mark.parametrize("header", ["", "Basic", "Bearer x", "Basic ???"])
def test_unreadable_credentials_are_not_challenged(client: Client, header: str) -> None:
    """Wrong credentials keep the recorded headers."""
    answer = client.get("messages", HTTP_AUTHORIZATION=header)

    assert (answer.status, answer.code) == (401, "access-denied")
    assert set(answer.headers) == {"content-type", "content-length"}


def test_another_users_path_is_denied(client: Client, simulator: Simulator) -> None:
    """Observed 2015-09: without the leading slash."""
    other = simulator.open_tenant()

    answer = client.get(f"/v1/users/{other.user_id}/messages")

    assert (answer.status, answer.code) == (401, "access-denied")
    assert ("requestPath", f"users/{other.user_id}/messages") in answer.details
    assert len(other.journal) == 0


def test_no_credentials_are_denied(client: Client) -> None:
    """Assumption A8."""
    assert client.get("messages", HTTP_AUTHORIZATION="").status == 401


def test_a_user_id_is_no_token(client: Client, tenant: Tenant) -> None:
    own = tenant.credentials

    answer = client.get("messages", HTTP_AUTHORIZATION=basic(own.user_id, own.secret))

    assert answer.status == 401


def test_credentials_come_before_routes(client: Client) -> None:
    """Observed: bad credentials on nonsense paths."""
    for path in ("nonsense", "calls//", "messages/m-x/y/z"):
        assert client.get(path, HTTP_AUTHORIZATION="").code == "access-denied"


def test_a_closed_tenant_is_not_kept_alive(
    client: Client, simulator: Simulator, tenant: Tenant
) -> None:
    assert client.get("messages").status == 200
    other = simulator.open_tenant()
    gone = ref(other)
    assert Client(client.app, other).get("messages").status == 200

    simulator.close_tenant(other.user_id)
    del other
    collect()

    assert gone() is None


def test_credentials_are_forgotten_when_their_account_is_closed(
    client: Client, simulator: Simulator, tenant: Tenant
) -> None:
    assert client.get("messages").status == 200

    simulator.close_tenant(tenant.user_id)

    assert client.get("messages").status == 401


@pytest.mark.parametrize("sent", ["c4n4ry", "c4n4ry:", "c4n4ry:{token}"])
def test_a_reason_does_not_repeat_a_password_sent_as_token(
    client: Client, simulator: Simulator, tenant: Tenant, sent: str
) -> None:
    sent = sent.format(token=tenant.credentials.token)
    client.get("messages", HTTP_AUTHORIZATION=f"Basic {b64encode(sent.encode()).decode()}")

    reason = simulator.unmatched_requests.entries()[-1].reason
    assert "c4n4ry" not in reason
    assert "token:secret" in reason
