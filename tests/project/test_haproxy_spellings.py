"""deploy/haproxy.cfg: a request reaches the process of its account however it is written."""

from base64 import b64encode
from collections.abc import Iterator
from contextlib import closing

import pytest

from project.balanced import (
    Balanced,
    Caller,
    authorization,
    balanced,
    needs_haproxy,
    port_of,
)

pytestmark = needs_haproxy
AUTHORIZED = (
    "/v1/users/{user}/account",
    "/v%31/users/{user}/account",
    "/%76%31/users/{user}/account/",
    "/v1%2Fusers/{user}/account",
    "/v1/users/%75-{name}/account",
    "/v1/users/{user}%2Faccount",
    "/v1/users/{user}/account?x=%2F+%zz",
    "//v1/users/{user}/account",
    "/v1//users/{user}/account",
    "/v1/./users/{user}/account",
    "/x/../v1/users/{user}/account",
    "/v1/users/{user}/account%zz",
    "/%76%31/users/{user}/account%zz%4",
    "/v1/users/{user}/account%00",
    "/V1/users/{user}/account",
    "/v1/users/u-other/account",
    "/v1/availableNumbers/local?areaCode=919&quantity=1",
    "/v%31/availableNumbers/local?areaCode=919&quantity=1",
)
UNAUTHORIZED = (
    "/_simulator/tenants/{user}",
    "/%5fsimulator/tenants/{user}",
    "/_simulator/%74enants/{user}/",
    "/_simulator%2Ftenants%2F{user}",
    "/_simulator/tenants/%75%2D{name}/faults",
    "/_simulator/tenants/{user}%2Ffaults",
    "//_simulator/tenants/{user}",
    "/_simulator//tenants/{user}",
    "/_simulator/./tenants/{user}",
    "/phone/{user}/numbers",
    "/%70hone/{user}/numbers",
    "/phone%2F{user}/numbers",
    "/phone//{user}/numbers",
    "/phone/@accounts?account={user}",
    "/phone/%40accounts?account={user}",
    "/phone/@accounts/?account=%75-{name}",
)

CREDENTIALS = {"token": ":secret", "half": "", "colons": ":a:b", "signs": ":??>>"}
HEADERS = (
    "basic {token}",
    "BASIC {token}",
    "Basic  {token}",
    "Basic {token}=",
    "Basic {bare}",
    "Basic {half}",
    "Basic {colons}",
    "Basic {signs}",
    "Basic {token}, Basic {token}",
    "Basic",
    "Bearer {token}",
    "",
)


@pytest.fixture(scope="module")
def three() -> Iterator[Balanced]:
    with balanced() as three:
        yield three


@pytest.fixture(scope="module")
def names(three: Balanced) -> dict[str, str]:
    return three.one_name_for_each()


def compare(three: Balanced, process: str, path: str, **headers: str) -> None:
    """A process answers the same, with and without the balancer."""
    answers = [
        ask_at(port, path, headers) for port in (three.port, port_of(three.processes[process]))
    ]
    assert answers[0] == answers[1]


def ask_at(port: int, path: str, headers: dict[str, str]) -> tuple[int, str, str]:
    """Status, Location and body, in which a page names its own address."""
    with closing(Caller(port)) as call:
        answer = call("GET", path, **headers)
    body = answer.content.decode("utf-8", "replace").replace(f":{port}", "")
    return answer.status, answer.headers.get("location", ""), body


@pytest.mark.parametrize("path", AUTHORIZED)
def test_a_path_of_the_api_is_read_as_the_process_reads_it(
    three: Balanced, names: dict[str, str], path: str
) -> None:
    for process, name in names.items():
        written = path.format(user=f"u-{name}", name=name)
        compare(three, process, written, Authorization=authorization(name))


@pytest.mark.parametrize("path", UNAUTHORIZED)
def test_a_path_of_control_api_and_page_is_read_as_the_process_reads_it(
    three: Balanced, names: dict[str, str], path: str
) -> None:
    for process, name in names.items():
        compare(three, process, path.format(user=f"u-{name}", name=name))


@pytest.mark.parametrize("header", HEADERS)
@pytest.mark.parametrize("path", ["users/u-{}/account", "availableNumbers/local?areaCode=919"])
def test_credentials_are_read_as_the_process_reads_them(
    three: Balanced, names: dict[str, str], header: str, path: str
) -> None:
    for process, name in names.items():
        encoded = {key: encode(f"t-{name}{rest}") for key, rest in CREDENTIALS.items()}
        written = header.format(**encoded, bare=encoded["token"].rstrip("="))
        compare(three, process, f"/v1/{path.format(name)}", Authorization=written)


def encode(text: str) -> str:
    return b64encode(text.encode()).decode()


@pytest.mark.parametrize(
    "path", ["/_simulator/tenants/", "/_simulator/%74enants", "/%5fsimulator/tenants"]
)
def test_the_path_that_opens_an_account_may_be_written_otherwise(
    three: Balanced, path: str
) -> None:
    opened = [three.call("POST", path, {}).json["userId"] for _ in range(6)]

    found = [three.call("GET", f"/_simulator/tenants/{each}").json["userId"] for each in opened]
    assert found == opened
    assert three.call("POST", path, {"userId": "u-a", "token": "t-b"}).status == 400


def test_ids_that_are_in_the_body_twice_open_no_account_that_nobody_finds(three: Balanced) -> None:
    ids = '{"userId": "u-one", "userId": "u-two"}', '{"token": "t-one", "token": "t-two"}'

    opened = [three.call("POST", "/_simulator/tenants", each) for each in ids]

    assert [each.status for each in opened] == [400, 400]
    assert "does not fit X-Account-Name: one" in opened[0].json["message"]
