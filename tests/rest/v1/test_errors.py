"""`/errors`: what failed, as it was when it happened. methods/errors/*.md."""

from builders import LINE, PERSON, Client
from catapult_simulator.core.faults import Fault
from catapult_simulator.core.tenant import Tenant


def test_a_refused_call_is_kept(client: Client, tenant: Tenant) -> None:
    """Documented: the details of the request in reverse; each with an id (observed)."""
    client.get("messages/m-xxx")

    (kept,) = client.get("errors").json

    assert list(kept) == ["time", "category", "id", "details", "message", "code"]
    assert (kept["time"], kept["category"], kept["code"]) == (
        "2019-05-01T12:00:00Z",
        "not-found",
        "message-not-found",
    )
    assert kept["id"].startswith("ue-")
    assert all(list(detail) == ["id", "name", "value"] for detail in kept["details"])
    assert [(detail["name"], detail["value"]) for detail in kept["details"]] == [
        ("messageId", "m-xxx"),
        ("requestPath", f"users/{tenant.user_id}/messages/m-xxx"),
        ("remoteAddress", "192.0.2.10"),
        ("requestMethod", "GET"),
    ]


def test_a_single_error_has_the_form_of_the_list(client: Client) -> None:
    """The documents' single sample is an internal dump, which breaks clients (observed)."""
    client.get("nonsense")
    (kept,) = client.get("errors").json

    assert client.get(f"errors/{kept['id']}").json == kept


def test_an_error_without_details_has_none(client: Client, tenant: Tenant) -> None:
    tenant.phone_numbers.allocate(LINE)
    tenant.receive_message(from_=PERSON, to=LINE, text="hi")

    assert list(client.get("errors").json[0]) == ["time", "category", "id", "message", "code"]


def test_errors_are_listed_newest_first_and_paged(client: Client) -> None:
    for name in ("a", "b", "c"):
        client.get(f"messages/m-{name}")

    def found(query: str) -> list[str]:
        return [kept["details"][0]["value"] for kept in client.get(f"errors{query}").json]

    assert found("") == ["m-c", "m-b", "m-a"]
    assert found("?size=2&page=1") == ["m-a"]


def test_every_error_is_kept_but_429(client: Client, tenant: Tenant) -> None:
    """Assumption E13."""
    codes = ("gateway-unavailable", "rate-limit-reached", "insufficient-available-balance")
    for code in codes:
        tenant.faults.add(Fault("rest", error=code, times=1))
        client.get("messages")
    client.call("PUT", "messages")
    client.post("messages", b"x", type="text/plain")

    assert [kept["code"] for kept in client.get("errors").json] == [
        "validation-error",
        "method-not-allowed",
        "insufficient-available-balance",
        "gateway-unavailable",
    ]


def test_an_item_that_fails_in_a_list_is_not_kept(client: Client) -> None:
    client.post("messages", [{}])

    assert client.get("errors").json == []


def test_an_unauthenticated_request_is_kept_by_no_tenant(client: Client) -> None:
    client.get("messages", HTTP_AUTHORIZATION="")

    assert client.get("errors").json == []


def test_an_unknown_error_is_not_found(client: Client) -> None:
    answer = client.get("errors/ue-xxx")

    assert (answer.status, answer.code) == (404, "user-error-not-found")
    assert answer.message == "The user error 'ue-xxx' could not be found"
