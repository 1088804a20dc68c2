"""`/applications`: the wire. The rules that tie properties together are tested in `core/`."""

from typing import Any

import pytest

from builders import APP_URL, Client
from catapult_simulator.core.tenant import Tenant

CALLS = "http://app.test/calls"
PLAIN = {"name": "shop", "incomingMessageUrl": APP_URL}
WHOLE = PLAIN | {
    "incomingCallUrl": CALLS, "incomingCallUrlCallbackTimeout": 1, "autoAnswer": "false",
    "incomingCallFallbackUrl": CALLS, "incomingMessageUrlCallbackTimeout": "10000",
    "incomingMessageFallbackUrl": APP_URL, "callbackHttpMethod": "GET",
}  # fmt: skip


@pytest.fixture
def path(client: Client) -> str:
    """Where an application is that was just created."""
    return "applications/" + client.create("applications", PLAIN)


def test_an_application_is_created(client: Client, tenant: Tenant) -> None:
    answer = client.post("applications", PLAIN)

    (made,) = tenant.applications.find()
    assert (answer.status, answer.body) == (201, b"")
    assert answer.headers["location"] == (
        f"http://simulator.test:8080/v1/users/{tenant.user_id}/applications/{made.id}"
    )


def test_the_resource_repeats_its_urls_under_their_earlier_names(client: Client) -> None:
    """Observed: some clients read no others. Defaults of timeouts are not shown (documented)."""
    made = client.create("applications", WHOLE)

    assert list(client.get(f"applications/{made}").json.items()) == [
        ("id", made),
        ("name", "shop"),
        ("incomingCallUrl", CALLS),
        ("incomingCallUrlCallbackTimeout", 1),
        ("incomingCallFallbackUrl", CALLS),
        ("incomingMessageUrl", APP_URL),
        ("incomingSmsUrl", APP_URL),
        ("incomingMessageUrlCallbackTimeout", 10000),
        ("incomingSmsUrlCallbackTimeout", 10000),
        ("incomingMessageFallbackUrl", APP_URL),
        ("incomingSmsFallbackUrl", APP_URL),
        ("callbackHttpMethod", "get"),
        ("autoAnswer", False),
    ]


def test_defaults_are_shown_where_clients_need_them(client: Client, path: str) -> None:
    assert list(client.get(path).json) == [
        "id", "name", "incomingMessageUrl", "incomingSmsUrl", "callbackHttpMethod", "autoAnswer",
    ]  # fmt: skip


def test_earlier_names_are_accepted(client: Client) -> None:
    """Documented in earlier revisions. Where both stand, today's wins (assumption E4)."""
    made = client.create("applications", {"name": "x", "incomingSmsUrl": APP_URL})
    both = PLAIN | {"incomingSmsUrl": CALLS}
    also_made = client.create("applications", both)

    assert client.get(f"applications/{made}").json["incomingMessageUrl"] == APP_URL
    assert client.get(f"applications/{also_made}").json["incomingMessageUrl"] == APP_URL


def test_a_client_may_post_back_what_it_read(client: Client, path: str) -> None:
    """Observed: a client does, and leaves only the id out."""
    shown = client.get(path).json

    assert client.post(path, shown).status == 200
    assert client.get(path).json == shown


def test_null_leaves_a_property_alone(client: Client, path: str) -> None:
    """Observed: a client sends null for all that it does not change."""
    shown = client.get(path).json

    answer = client.post(path, dict.fromkeys(shown, None) | {"name": "store"})

    assert (answer.status, answer.body) == (200, b"")
    assert client.get(path).json == shown | {"name": "store"}


REFUSED: list[Any] = [
    ({"name": None}, "missing-property", "The 'application' resource property 'name' is required"),
    ({"name": " "}, "blank-property", "'name' must contain at least one non-whitespace character"),
    ({"incomingMessageUrl": None}, "validation-error", "must have a least one callback URL."),
    ({"incomingCallFallbackUrl": CALLS}, "validation-error", "must have a call callback URL"),
    ({"incomingMessageUrl": None, "incomingCallUrl": CALLS, "incomingMessageFallbackUrl": CALLS},
     "validation-error", "must have a sms callback URL in order to have a fallback URL."),
    ({"incomingCallUrlCallbackTimeout": 0}, "validation-error",
     "Incoming Call callback timeout must be greater than 0"),
    ({"incomingCallUrlCallbackTimeout": 10001}, "validation-error",
     "Incoming Call callback timeout must not surpass 10000"),
    ({"incomingMessageUrlCallbackTimeout": -5}, "validation-error",
     "Incoming SMS callback timeout must be greater than 0"),
    ({"incomingMessageUrlCallbackTimeout": "10001"}, "validation-error",
     "Incoming SMS callback timeout must not surpass 10000"),
    ({"incomingMessageUrl": "x"}, "callback-url-invalid",
     "The callback URL 'x' is not a valid URL"),
    ({"incomingCallUrl": "ftp://a.test"}, "callback-url-invalid", "'ftp://a.test'"),
    ({"callbackHttpMethod": "PUT"}, "validation-error",
     "'callbackHttpMethod' must be one of the following values: get, post"),
    ({"autoAnswer": 1}, "validation-error", "Bad parameters"),
    ({"nonsense": "x"}, "unrecognized-property", "Unrecognized property 'nonsense' at line 1"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "code", "sentence"), REFUSED, ids=lambda value: str(value)[:50]
)
def test_an_invalid_application_is_refused(
    client: Client, tenant: Tenant, changes: Any, code: str, sentence: str
) -> None:
    """Sentences: errors.md."""
    answer = client.post("applications", PLAIN | changes)

    assert (answer.status, answer.code) == (400, code)
    assert sentence in answer.message
    assert tenant.applications.find() == []


def test_a_refused_update_changes_nothing(client: Client, path: str) -> None:
    shown = client.get(path).json

    for changes in ({"name": ""}, {"incomingMessageUrl": ""}, {"x": 1}, {"name": "y", "x": 1}):
        assert client.post(path, changes).status == 400

    assert client.get(path).json == shown


def test_an_application_is_deleted(client: Client, path: str) -> None:
    answer = client.delete(path)

    assert (answer.status, answer.body) == (200, b"")
    assert client.get(path).status == 404


@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_an_unknown_application_is_not_found(client: Client, method: str) -> None:
    body = {"nonsense": 1} if method == "POST" else None

    answer = client.call(method, "applications/a-xxx", body)

    assert (answer.status, answer.code) == (404, "application-not-found")
    assert answer.message == "The application a-xxx could not be found"


def links(header: str) -> dict[str, str]:
    """As clients read it: cut at commas, then at semicolons into two parts."""
    pairs = [link.split(";") for link in header.split(",")]
    return {rel.strip(): url.strip(" <>") for url, rel in pairs}


@pytest.mark.parametrize(
    ("page", "rels"),
    [(0, {"first": 0, "next": 1}), (1, {"first": 0, "previous": 0, "next": 2}),
     (2, {"first": 0, "previous": 1}), (9, {"first": 0, "previous": 8})],
)  # fmt: skip
def test_pages_are_linked(client: Client, page: int, rels: dict[str, int]) -> None:
    """Observed: java-bandwidth RestResponse, for a middle page; filters: assumption A33."""
    for _ in range(5):
        client.create("applications", PLAIN)

    answer = client.get(f"applications?page={page}&size=2&x=a%2Cb")

    base = f"http://simulator.test:8080{client.base}applications"
    assert links(answer.headers["link"]) == {
        f'rel="{rel}"': f"{base}?x=a%2Cb&page={number}&size=2" for rel, number in rels.items()
    }
    assert len(answer.json) == max(0, min(2, 5 - 2 * page))


def test_a_full_last_page_has_no_next(client: Client) -> None:
    for _ in range(4):
        client.create("applications", PLAIN)

    answer = client.get("applications?page=1&size=2")

    assert len(answer.json) == 2
    assert 'rel="next"' not in links(answer.headers["link"])
