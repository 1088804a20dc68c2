"""The routes of `/v1`: paths, methods, content types, bodies and headers."""

import pytest

from builders import Client, Response
from catapult_simulator.core.rules import Rules
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.core.world import TenantClosed

LISTS = ["applications", "errors", "messages", "phoneNumbers"]


@pytest.mark.parametrize(
    "path",
    ["nonsense", "messages//", "messages/m-x/y", "calls", "calls//", "phoneNumbers/numberInfo/x",
     "/v1/", "/v1/nonsense", "/v1/users", "", "//messages"],
)  # fmt: skip
def test_an_unknown_route_is_not_found(client: Client, path: str) -> None:
    """Observed: an empty segment is no route."""
    answer = client.get(path)

    assert (answer.status, answer.code) == (404, "resource-not-found")
    assert answer.message == "The requested resource could not be found."


@pytest.mark.parametrize("slashes", ["//", "///", "/%2F"])
@pytest.mark.parametrize("path", ["", "v1/users/{user}/messages", "_simulator/tenants"])
def test_a_path_that_begins_with_an_empty_segment_is_not_found(
    client: Client, tenant: Tenant, slashes: str, path: str
) -> None:
    """Observed for empty segments elsewhere. Nothing of it is in the account's journal."""
    answer = client.get(slashes + path.replace("{user}", tenant.user_id))

    assert (answer.status, answer.code) == (404, "resource-not-found")
    assert len(tenant.journal) == 0


@pytest.mark.parametrize("path", ["/", "/v2/users", "/v1", "/favicon.ico"])
def test_a_path_outside_of_the_api_is_not_found(client: Client, path: str) -> None:
    assert client.get(path, HTTP_AUTHORIZATION="").status in (200, 302, 404)


@pytest.mark.parametrize("path", LISTS)
def test_a_trailing_slash_makes_no_difference(client: Client, path: str) -> None:
    """Observed; it is repeated in requestPath."""
    assert client.get(path + "/").body == client.get(path).body == b"[]"
    missing = client.get("messages/m-xxx/")
    assert missing.details[-1][1].endswith("messages/m-xxx/")


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PUT", "messages", "GET, HEAD, POST"),
        ("DELETE", "messages/m-x", "GET, HEAD, PATCH"),
        ("PATCH", "applications/a-x", "DELETE, GET, HEAD, POST"),
        ("POST", "errors", "GET, HEAD"),
        ("OPTIONS", "messages", "GET, HEAD, POST"),
    ],
)
def test_a_method_that_a_route_does_not_have_is_not_allowed(
    client: Client, method: str, path: str, allowed: str
) -> None:
    """Assumption A6."""
    answer = client.call(method, path)

    assert (answer.status, answer.code) == (405, "method-not-allowed")
    assert answer.headers["allow"] == allowed


@pytest.mark.parametrize("path", LISTS)
def test_head_is_get_without_a_body(client: Client, path: str) -> None:
    got, head = client.get(path), client.call("HEAD", path)

    assert (head.status, head.headers, head.body) == (got.status, got.headers, b"")


@pytest.mark.parametrize(
    ("type_", "status"),
    [
        ("application/json", 400),
        ("application/json; charset=utf-8", 400),
        ("Application/JSON;charset=UTF-8", 400),
        ("text/json", 400),
        (None, 400),
        ("text/plain", 415),
        ("application/x-www-form-urlencoded", 415),
        ("application/xml", 415),
    ],
)
def test_a_body_must_be_json(client: Client, type_: str | None, status: int) -> None:
    """Refused types: assumption A5. Clients write all of the others (observed)."""
    answer = client.post("messages", {}, type=type_)

    assert answer.status == status


def test_a_rule_takes_any_content_type(client: Client, tenant: Tenant) -> None:
    tenant.rules = Rules(lenient_content_type=True)

    answer = client.post("messages", {}, type="application/x-www-form-urlencoded")

    assert answer.code == "missing-property"


@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_a_content_type_without_a_body_is_ignored(client: Client, method: str) -> None:
    """Observed: a client sends one with GET and DELETE."""
    answer = client.call(method, "applications/a-x", CONTENT_TYPE="text/plain")

    assert answer.code == "application-not-found"


@pytest.mark.parametrize("path", ["messages", "applications", "phoneNumbers"])
@pytest.mark.parametrize(
    "body", [b"{", b'"x"', b"1", b"null", b"true", b"[1]", b'{"x": NaN}'], ids=repr
)
def test_a_body_other_than_a_json_object_is_refused(client: Client, path: str, body: bytes) -> None:
    """Assumptions A1, A3."""
    answer = client.post(path, body)

    assert (answer.status, answer.code, answer.message) == (
        400,
        "validation-error",
        "Bad parameters",
    )


@pytest.mark.parametrize("path", ["messages", "applications", "phoneNumbers"])
def test_a_body_that_is_too_large_is_refused(client: Client, path: str) -> None:
    """Assumption A23."""
    answer = client.post(path, b" " * (2 * 1024 * 1024 + 1))

    assert (answer.status, answer.message) == (413, "Bad parameters")


def test_only_successful_responses_forbid_caching(client: Client) -> None:
    """Observed 2015: on success only."""
    assert client.get("messages").headers["cache-control"] == "no-cache"
    assert "cache-control" not in client.get("messages/m-x").headers


def make(client: Client) -> Response:
    return client.post("applications", {"name": "x", "incomingCallUrl": "http://a.test"})


def test_an_answer_without_a_body_has_no_content_type(client: Client) -> None:
    """A client parses any JSON answer and fails on an empty one (observed)."""
    answer = make(client)

    assert (answer.status, answer.body, answer.headers["content-length"]) == (201, b"", "0")
    assert "content-type" not in answer.headers


def test_an_empty_201_has_a_content_type_in_profile_2018(client: Client, tenant: Tenant) -> None:
    """Observed 2015-09."""
    tenant.rules = Rules.of("2018")

    assert make(client).headers["content-type"] == "application/json"


def test_an_empty_200_has_no_content_type_in_profile_2018(client: Client, tenant: Tenant) -> None:
    """Observed 2015-06."""
    tenant.rules = Rules.of("2018")
    made = make(client).headers["location"].rpartition("/")[2]

    assert "content-type" not in client.delete(f"applications/{made}").headers


def test_a_request_that_meets_a_reset_runs_against_the_new_world(
    client: Client, tenant: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = tenant.applications
    tenant.reset()
    create = type(taken).create
    calls = iter([taken])
    monkeypatch.setattr(
        type(taken), "create", lambda self, *args, **kw: create(next(calls, self), *args, **kw)
    )

    assert make(client).status == 201
    assert len(tenant.applications.find()) == 1


@pytest.mark.parametrize("method", ["PUT", "GET"])
def test_a_request_that_no_new_world_answers_is_asked_for_again(
    client: Client, tenant: Tenant, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    def closed(*_: object, **__: object) -> None:
        raise TenantClosed(tenant.user_id)

    monkeypatch.setattr(type(tenant.media), "put", closed)
    monkeypatch.setattr(type(tenant.media), "find", closed)
    path = "media/x" if method == "PUT" else "media"

    answer = client.call(method, path, b"x" if method == "PUT" else None)

    assert (answer.status, answer.code) == (503, "simulator-busy")
    assert answer.message == "The account was reset meanwhile; send the request again"
