"""deploy/haproxy.cfg: which process each route reaches, and the routes that name no account."""

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from catapult_simulator.control_client.client import ControlClient
from project.balanced import (
    LINE,
    NAMES,
    PERSON,
    Balanced,
    Caller,
    ask,
    authorization,
    balanced,
    import_line,
    needs_haproxy,
)
from project.deployed import CONTAINER
from serve_support import own_environment

pytestmark = needs_haproxy
SUITE = """
import pytest

@pytest.mark.parametrize("count", range(12))
def test_a_message_is_sent(catapult, count):
    line = catapult.phone_numbers.allocate("+19195551212")
    catapult.receive_message(from_="+19195550001", to=line.number, text=f"text {count}")

    assert [each.text for each in catapult.received] == [f"text {count}"]
"""


@pytest.fixture(scope="module")
def three() -> Iterator[Balanced]:
    with balanced() as three:
        yield three


def test_an_account_that_is_opened_without_ids_gets_a_name(three: Balanced) -> None:
    opened = three.call("POST", "/_simulator/tenants", {}).json

    name = opened["userId"].removeprefix("u-")
    assert opened["token"] == f"t-{name}"
    assert len(three.homes()[f"u-{name}"]) == 1
    assert three.call("GET", f"/_simulator/tenants/u-{name}").json["userId"] == f"u-{name}"


def test_a_token_that_is_left_out_fits_the_user_id(three: Balanced) -> None:
    opened = three.call("POST", "/_simulator/tenants", {"userId": "u-half"}).json

    assert opened["token"] == "t-half"


def test_the_same_seed_opens_the_same_account(three: Balanced) -> None:
    body = {"seed": "test_reply"}
    first = three.call("POST", "/_simulator/tenants", body).json
    three.call("DELETE", f"/_simulator/tenants/{first['userId']}")

    assert three.call("POST", "/_simulator/tenants", body).json == first


@pytest.mark.parametrize(
    "body",
    [
        {"userId": "u-a", "token": "t-b"},
        {"userId": "shop"},
        {"userId": "t-a", "token": "t-a"},
        {"token": "a"},
        {"userId": "u-"},
        {"token": "t-"},
    ],
)
def test_ids_that_lead_to_two_processes_are_refused(three: Balanced, body: dict[str, str]) -> None:
    answer = three.call("POST", "/_simulator/tenants", body)

    assert (answer.status, answer.json["code"]) == (400, "bad-request")
    assert "send userId u-NAME and token t-NAME, with the same NAME" in answer.json["message"]


def test_the_list_has_the_accounts_of_all_processes(three: Balanced) -> None:
    names = three.one_name_for_each()

    listed = three.call("GET", "/_simulator/tenants")
    of_one = three.call("GET", "/_simulator/tenants", X_Process="2")

    users = [each["userId"] for each in listed.json]
    assert sorted(users) == sorted(three.homes())
    assert {f"u-{name}" for name in names.values()} <= set(users)
    assert {user for user, where in three.homes().items() if where == ["2"]} == {
        each["userId"] for each in of_one.json
    }


def test_an_account_is_reset_and_closed(three: Balanced) -> None:
    three.open("short")
    import_line(three.call, "short")
    reset = three.call("POST", "/_simulator/tenants/u-short/reset", {})
    numbers = three.call("GET", "/v1/users/u-short/phoneNumbers", name="short").json
    closed = three.call("DELETE", "/_simulator/tenants/u-short")

    assert (reset.status, numbers, closed.status) == (204, [], 204)
    assert "u-short" not in three.homes()


def test_a_text_finds_the_account_that_has_the_number_on_any_process(three: Balanced) -> None:
    for count, name in enumerate(three.one_name_for_each().values()):
        number = f"+1919555130{count}"
        import_line(three.call, name, number)
        text = {"from": PERSON, "to": number, "text": "anybody?"}

        received = three.call("POST", "/_simulator/messages", text)

        assert received.status == 201, received.content
        found = three.call("GET", f"/_simulator/tenants/u-{name}/messages?to=%2B{number[1:]}")
        assert [each["text"] for each in found.json] == ["anybody?"]


def test_a_text_to_a_number_of_nobody_is_refused_as_by_one_process(three: Balanced) -> None:
    text = {"from": PERSON, "to": "+19195559999", "text": "anybody?"}
    one = ask(three.processes["1"], "POST", "/_simulator/messages", text)

    answer = three.call("POST", "/_simulator/messages", text)

    assert (answer.status, answer.json) == (400, one.json)


def test_a_long_poll_of_the_journal_is_answered_when_something_happens(three: Balanced) -> None:
    three.open("polled")
    journal = "/_simulator/tenants/u-polled/journal"
    last = three.call("GET", journal).json["next"]

    with closing(Caller(three.port)) as other, ThreadPoolExecutor(1) as pool:
        polled = pool.submit(other, "GET", f"{journal}?after={last}&wait=60")
        import_line(three.call, "polled")

    assert [each["kind"] for each in polled.result().json["entries"]] == ["request"]


def test_the_client_of_the_commands_works_through_the_balancer(three: Balanced) -> None:
    client = ControlClient(three.url)
    opened = client.open_tenant({})["userId"]

    assert opened in {each["userId"] for each in client.tenants()}
    assert client.tenant(opened)["clock"] == "virtual"
    client.close_tenant(opened)


def test_the_fixtures_of_pytest_open_accounts_through_the_balancer(
    three: Balanced, tmp_path: Path
) -> None:
    (tmp_path / "test_app.py").write_text(SUITE, encoding="utf-8")
    options = ["-p", "catapult_simulator.pytest_plugin", "-p", "no:cacheprovider", "-W", "error"]

    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *options, "--catapult-url", three.url],
        cwd=tmp_path, env=own_environment(PYTEST_DISABLE_PLUGIN_AUTOLOAD="1"),
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip

    assert "12 passed" in run.stdout, run.stdout


def test_the_page_of_an_account_and_its_forms_reach_its_process(three: Balanced) -> None:
    for name in three.one_name_for_each().values():
        page = three.call("GET", f"/phone/u-{name}")
        chosen = three.call("GET", f"/phone/@accounts?account=u-{name}")

        assert (page.status, chosen.status) == (200, 303)
        assert chosen.headers["location"] == f"/phone/u-{name}"


def test_the_first_page_leads_to_an_account(three: Balanced) -> None:
    three.open("any")

    answer = three.call("GET", "/")

    assert answer.status == 303
    assert three.call("GET", answer.headers["location"]).status == 200


@pytest.mark.parametrize("form", ["userId=u-form&token=&secret=", "userId=&token=&secret="])
def test_the_form_of_the_page_opens_an_account(three: Balanced, form: str) -> None:
    answer = three.call(
        "POST", "/phone/@accounts", form, Content_Type="application/x-www-form-urlencoded"
    )

    assert answer.status == 303, answer.content
    user = answer.headers["location"].rpartition("/")[2]
    assert three.call("GET", f"/phone/{user}").status == 200
    assert three.call("GET", f"/_simulator/tenants/{user}").json["token"] == f"t-{user[2:]}"
    three.call("DELETE", f"/_simulator/tenants/{user}")


def test_requests_of_nobody_are_listed_from_all_processes(three: Balanced) -> None:
    paths = {f"/v1/users/u-{name}/messages": name for name in three.one_name_for_each().values()}
    for path, name in paths.items():
        three.call("GET", path, Authorization=authorization(name, "wrong"))

    listed = three.call("GET", "/_simulator/requests?unmatched=1")

    assert paths.keys() <= {each["path"] for each in listed.json}


def test_the_setup_of_one_account_goes_to_its_process(three: Balanced) -> None:
    setup = {"userId": "u-set", "token": "t-set", "version": 1, "numbers": [LINE]}

    answer = three.call("POST", "/_simulator/setup", setup)

    assert answer.status == 200, answer.content
    assert three.call("GET", "/_simulator/tenants/u-set").status == 200


def test_a_snapshot_is_of_one_process_and_goes_back_there(three: Balanced) -> None:
    three.one_name_for_each()
    without = three.call("GET", "/_simulator/setup")
    saved = three.call("GET", "/_simulator/setup", X_Process="2")
    lost = three.call("POST", "/_simulator/setup", saved.json)
    back = three.call("POST", "/_simulator/setup", saved.json, X_Process="2")

    assert (without.status, saved.status, lost.status, back.status) == (400, 200, 400, 200)
    assert "choose it, with X-Process: 1" in without.json["message"]
    assert "each account of a setup has its own process" in lost.json["message"]


def test_a_process_that_is_not_there_cannot_be_chosen(three: Balanced) -> None:
    answer = three.call("GET", "/_simulator/tenants", X_Process="4")

    assert (answer.status, answer.json["message"]) == (400, "X-Process is 1, 2 or 3")


def test_health_and_documents_are_those_of_any_process(three: Balanced) -> None:
    paths = ("/_simulator/health", "/_simulator/openapi.json", "/_simulator/docs/control")

    assert {three.call("GET", path).status for path in paths} == {200}


def test_the_probes_of_kubernetes_ask_each_process(three: Balanced) -> None:
    for probe in ("startupProbe", "readinessProbe", "livenessProbe"):
        path = CONTAINER[probe]["httpGet"]["path"]

        assert [three.call("GET", path, X_Process=name).status for name in NAMES] == [200] * 3
