"""deploy/haproxy.cfg, with HAProxy itself and three simulators: `make scale` runs this."""

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from project.balanced import (
    NAMES,
    Balanced,
    Caller,
    ask,
    balanced,
    needs_haproxy,
)
from project.blocks import ROOT
from serve_support import own_environment

pytestmark = needs_haproxy
LINE, PERSON = "+19195551212", "+19195550001"
PROVIDER = {
    "providerName": "bandwidth-dashboard",
    "properties": {"accountId": "1", "userName": "x", "password": "x"},
}
ACCOUNTS, SENT = 200, 40
# What is otherwise through a balancer, as docs/how-to/scale.md says.
OTHERWISE = (
    # It refuses what is no HTTP itself.
    "test_media_refusals.py::test_a_content_length_that_is_not_a_number_is_refused",
    # A connection that breaks before the response is closed: it is another connection.
    "test_connection_faults.py::test_a_response_can_break_off[account-reset]",
    "test_connection_faults.py::test_a_response_can_break_off[media-reset]",
    "test_connection_faults.py::test_a_response_can_break_off[account-garbage]",
    "test_connection_faults.py::test_a_response_can_break_off[media-garbage]",
)


@pytest.fixture(scope="module")
def three() -> Iterator[Balanced]:
    with balanced() as three:
        yield three


@pytest.fixture
def mortal() -> Iterator[Balanced]:
    """Processes that a test may kill."""
    with balanced() as mortal:
        yield mortal


def import_line(call: Caller, name: str, number: str = LINE) -> None:
    made = call(
        "POST",
        f"/v1/users/u-{name}/phoneNumbers",
        {"number": number, "provider": PROVIDER},
        name=name,
    )
    assert made.status == 201, made.content


# -- the load ------------------------------------------------------------------------------------


def use(port: int, name: str) -> list[str]:
    """Fifty operations on one account; gives the ids of its messages."""
    call, of_account = Caller(port), f"/_simulator/tenants/u-{name}"
    ids = {"userId": f"u-{name}", "token": f"t-{name}", "secret": "secret"}
    messages = f"/v1/users/u-{name}/messages"
    person = {"from": PERSON, "to": LINE, "text": f"to {name}"}
    assert call("POST", "/_simulator/tenants", ids).status == 201
    import_line(call, name)
    for count in range(SENT):
        body = {"from": LINE, "to": PERSON, "text": f"{name} {count}"}
        sent = call("POST", messages, body, name=name)
        assert sent.status == 201, sent.content
    operations = (
        call("POST", f"{of_account}/messages", person),
        call("POST", f"{of_account}/settle", {}),
        call("GET", f"{of_account}/journal?limit=1"),
        call("GET", f"/phone/u-{name}"),
        call("GET", f"/v1/users/u-{name}/account", name=name),
        call("GET", "/v1/availableNumbers/local?areaCode=919&quantity=1", name=name),
        call("GET", f"{of_account}/messages?size=1"),
    )
    assert {each.status for each in operations} == {200, 201}
    found = call("GET", f"{messages}?size=1000", name=name).json
    call.close()
    assert {each["text"].split()[0] for each in found if each["direction"] == "out"} == {name}
    return [each["messageId"] for each in found]


def test_two_hundred_accounts_lose_nothing_and_have_one_process_each(three: Balanced) -> None:
    names = [f"load-{count}" for count in range(ACCOUNTS)]

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(partial(use, three.port), names))

    homes = {user: where for user, where in three.homes().items() if user.startswith("u-load-")}
    shares = Counter(name for (name,) in homes.values())
    print(f"accounts on each process: {dict(sorted(shares.items()))}")  # noqa: T201
    assert {len(set(each)) for each in found} == {SENT + 1}
    assert sorted(homes) == sorted(f"u-{name}" for name in names)
    assert min(shares[name] for name in NAMES) > ACCOUNTS / 6


def test_the_contract_suite_passes_through_the_balancer(three: Balanced) -> None:
    left_out = [word for each in OTHERWISE for word in ("--deselect", f"contract_tests/{each}")]
    command = [sys.executable, "-m", "pytest", "contract_tests", "-q", "-p", "no:cacheprovider"]
    run = subprocess.run(
        [*command, "-n", "2", "--base-url", three.url, *left_out],
        cwd=ROOT, env=own_environment(), capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip

    print(run.stdout.splitlines()[-1])  # noqa: T201
    assert run.returncode == 0, run.stdout[-20_000:]
    assert int(re.findall(r"(\d+) passed", run.stdout)[0]) > 300


# -- accounts ------------------------------------------------------------------------------------


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
    for name in three.one_name_for_each().values():
        three.call("GET", f"/v1/users/u-{name}/lost", name=f"{name}")
        three.call("GET", "/v1/users/u-lost/messages", Authorization="Basic eDp5", X_Lost=name)

    listed = three.call("GET", "/_simulator/requests?unmatched=1")

    assert listed.status == 200
    assert sum(each["path"] == "/v1/users/u-lost/messages" for each in listed.json) == 3


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


# -- a process that is killed --------------------------------------------------------------------


def test_a_killed_process_takes_its_accounts_along_and_no_others(mortal: Balanced) -> None:
    names = mortal.one_name_for_each()
    kill(mortal, "2")

    api = {key: mortal.call("GET", f"/v1/users/u-{n}/account", name=n) for key, n in names.items()}
    control = mortal.call("GET", f"/_simulator/tenants/u-{names['2']}")
    page = mortal.call("GET", f"/phone/u-{names['2']}")

    assert {key: each.status for key, each in api.items()} == {"1": 200, "2": 503, "3": 200}
    sentence = (
        "Process 2, which this account belongs to, does not answer; start it again. "
        "Accounts of other processes are there."
    )
    assert api["2"].json == {
        "category": "unavailable",
        "code": "simulator-busy",
        "message": sentence,
        "details": [
            {"name": "requestMethod", "value": "GET"},
            {"name": "remoteAddress", "value": "127.0.0.1"},
            {"name": "requestPath", "value": f"users/u-{names['2']}/account"},
        ],
    }
    assert api["2"].headers["content-type"] == "application/json"
    assert (control.status, control.json["code"]) == (503, "process-down")
    assert control.json["message"] == sentence
    assert control.headers["content-type"] == "application/problem+json"
    assert (page.status, page.headers["content-type"]) == (503, "text/html")
    assert sentence in page.content.decode()


def test_without_a_process_the_lists_say_so_and_the_rest_works(mortal: Balanced) -> None:
    names = mortal.one_name_for_each()
    import_line(mortal.call, names["3"])
    kill(mortal, "2")
    text = {"from": PERSON, "text": "anybody?"}

    listed = mortal.call("GET", "/_simulator/tenants")
    found = mortal.call("POST", "/_simulator/messages", text | {"to": LINE})
    lost = mortal.call("POST", "/_simulator/messages", text | {"to": "+19195559999"})

    users = {each["userId"] for each in listed.json}
    assert users >= {f"u-{names['1']}", f"u-{names['3']}"}
    assert f"u-{names['2']}" not in users
    assert listed.headers["x-process-down"] == "2"
    assert (found.status, lost.status) == (201, 503)
    assert lost.json["message"] == "process 2 does not answer; start it again"
    assert mortal.call("GET", "/").status == 303


def test_health_lasts_as_long_as_one_process(mortal: Balanced) -> None:
    for name in ("1", "2"):
        kill(mortal, name)

    assert mortal.call("GET", "/_simulator/health").status == 200


def kill(balanced: Balanced, name: str) -> None:
    process = balanced.processes[name].popen
    process.kill()
    process.wait()
