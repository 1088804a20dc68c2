"""A run against a real account can be stopped, resumed, and recorded."""

import json
import re
from pathlib import Path
from threading import Event

import pytest

from .live_account import (
    NUMBERS,
    LiveAccount,
    found,
    run_suite,
    stopped_suite,
    without_catapult,
)
from .live_relays import Alter, Answer, Relay, Request, relay

APPLICATIONS = "contract_tests/test_applications.py"


@pytest.fixture
def account(host: str) -> LiveAccount:
    return LiveAccount(host)


def noticing(event: Event, family: str) -> Alter:
    """Set `event` when the relay has passed on a POST to `family`, then answer no more."""

    def alter(relay: Relay, request: Request) -> Answer:
        answer = relay.forward(request)
        if request.method == "POST" and request.parts[:1] == [family]:
            event.set()
        return answer

    return alter


def test_a_stop_leaves_nothing_behind(account: LiveAccount) -> None:
    event = Event()
    with relay(account.host, noticing(event, "applications"), account.auth) as relayed:
        environment = account.environment(relayed.base_url, RATE="1", REQUEST_RATE="20")
        run = stopped_suite(environment, "-k", "callbacks or applications", when=event)

    assert run.returncode == 2, run.stdout
    assert account.read("applications") == []
    assert not [n for n in account.read("phoneNumbers") if "application" in n]
    assert "could not be removed" not in run.stdout


def test_what_cannot_be_removed_is_named(account: LiveAccount) -> None:
    def keeping(relay: Relay, request: Request) -> Answer:
        return Answer(503) if request.method == "DELETE" else relay.forward(request)

    with relay(account.host, keeping, account.auth) as relayed:
        environment = account.environment(relayed.base_url)
        run = run_suite(environment, f"{APPLICATIONS}::test_an_application_is_created")

    (application,) = account.read("applications")
    assert f"could not be removed: applications/{application['id']}" in run.stdout


def test_a_broken_run_goes_on(account: LiveAccount, tmp_path: Path) -> None:
    mended = Event()

    def broken(relay: Relay, request: Request) -> Answer:
        if request.method != "DELETE" and len(relay.seen) > 12 and not mended.is_set():
            return Answer(503)
        return relay.forward(request)

    diary, report = tmp_path / "run.jsonl", tmp_path / "drift.json"
    options = [APPLICATIONS, "--resume", str(diary), "--drift-report", str(report)]
    with relay(account.host, broken, account.auth) as relayed:
        environment = account.environment(relayed.base_url)
        first = run_suite(environment, *options)
        mended.set()
        second = run_suite(environment, *options)

    assert (first.returncode, second.returncode) == (2, 0), first.stdout + second.stdout
    assert "Next: the service has trouble; wait, and go on with --resume." in first.stdout
    passed = int(found(r"(\d+) passed", first.stdout))
    assert int(found(r"(\d+) deselected", second.stdout)) == passed > 1
    verdicts = json.loads(report.read_text(encoding="utf-8"))["verdicts"]
    assert verdicts["confirmed"] == passed + int(found(r"(\d+) passed", second.stdout))


def test_a_diary_of_another_account_is_refused(account: LiveAccount, tmp_path: Path) -> None:
    diary = tmp_path / "run.jsonl"
    diary.write_text('{"run": {"account": "0"}}\n', encoding="utf-8")

    run = run_suite(account.environment(), APPLICATIONS, "--resume", str(diary))

    assert run.returncode == 4
    assert f"--resume {diary} is of another account, or another host" in run.stderr + run.stdout


def test_a_recorded_run_can_be_replayed(account: LiveAccount, tmp_path: Path) -> None:
    recorded = tmp_path / "recorded"
    checks = "applications or errors or authentication or batch or outgoing or routing"
    live = run_suite(account.environment(), "-k", checks, "--record", str(recorded))
    counts = re.search(r"recorded (\d+) exchanges in \S+, (\d+) to replay", live.stdout)
    assert counts, live.stdout

    replayed = run_suite(
        without_catapult(), "contract_tests/test_exchanges.py", "--exchanges", str(recorded),
        target="simulator",
    )  # fmt: skip

    assert replayed.returncode == 0, replayed.stdout[-5000:]
    assert int(found(r"(\d+) passed", replayed.stdout)) == int(counts[2]) > 150
    written = "".join(path.read_text(encoding="utf-8") for path in recorded.rglob("*.json"))
    secrets = [*account.auth, account.opened["userId"], account.callback_url, "127.0.0.1"]
    numbers = [number[1:] for number in NUMBERS]
    assert not [secret for secret in secrets + numbers if secret in written]
