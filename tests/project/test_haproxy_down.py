"""deploy/haproxy.cfg: a process that is killed takes its accounts along, and no others."""

import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from project.balanced import (
    LINE,
    PERSON,
    Answer,
    Balanced,
    Caller,
    balanced,
    import_line,
    needs_haproxy,
)

pytestmark = needs_haproxy


@pytest.fixture
def mortal() -> Iterator[Balanced]:
    """Processes that a test may kill."""
    with balanced() as mortal:
        yield mortal


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
    assert control.json["detail"] == "the process of this account does not answer"
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


def test_a_process_that_hangs_holds_nothing_up_that_others_can_answer(mortal: Balanced) -> None:
    names = mortal.one_name_for_each()
    import_line(mortal.call, names["3"])
    mortal.processes["1"].popen.send_signal(signal.SIGSTOP)
    text = {"from": PERSON, "to": LINE, "text": "anybody?"}
    calls = [
        ("GET", "/_simulator/tenants"),
        ("POST", "/_simulator/messages", text),
        ("POST", "/_simulator/messages", text | {"to": "+19195559999"}),
        ("GET", "/"),
        ("GET", "/_simulator/health"),
        ("GET", "/_simulator/openapi.json"),
    ]

    with ThreadPoolExecutor(len(calls)) as pool:  # five seconds each, a tenth of a call's time-out
        listed, found, lost, *others = pool.map(lambda each: call_once(mortal.port, *each), calls)

    assert {each["userId"] for each in listed.json} >= {f"u-{names['2']}", f"u-{names['3']}"}
    assert (listed.status, listed.headers["x-process-down"]) == (200, "1")
    assert (found.status, lost.status) == (201, 503)
    assert lost.json["message"] == "process 1 does not answer; start it again"
    assert [each.status for each in others] == [303, 200, 200]


@pytest.mark.parametrize(("deployment", "ends"), [("compose", 2), ("kubernetes", 1)])
def test_a_process_that_starts_again_has_its_accounts_and_others_never_lost_theirs(
    deployment: str, ends: int
) -> None:
    with balanced(deployment=deployment) as mortal:
        names = mortal.one_name_for_each()
        for name in names.values():
            import_line(mortal.call, name)
        found: list[dict[str, tuple[int, bool]]] = []
        for number in (signal.SIGTERM, signal.SIGKILL)[:ends]:  # what it had at its start is kept
            kill(mortal, "2", number)
            found.append(numbers_of(mortal, names))
            mortal.start_again("2")
            found.append(numbers_of(mortal, names))

    without_two = {"1": (200, True), "2": (503, False), "3": (200, True)}
    assert found == [without_two, {**without_two, "2": (200, True)}] * ends


def numbers_of(balanced: Balanced, names: dict[str, str]) -> dict[str, tuple[int, bool]]:
    """How each account's list of numbers is answered, and whether it has the line."""
    answers = {
        process: balanced.call("GET", f"/v1/users/u-{name}/phoneNumbers", name=name)
        for process, name in names.items()
    }
    return {key: (each.status, LINE in each.content.decode()) for key, each in answers.items()}


def call_once(port: int, method: str, path: str, content: object = None) -> Answer:
    with closing(Caller(port)) as call:
        return call(method, path, content)


def kill(balanced: Balanced, name: str, number: int = signal.SIGKILL) -> None:
    process = balanced.processes[name].popen
    process.send_signal(number)
    process.wait()
