"""A run against a real account spends no more than it announced, also where the API is wrong."""

import json
import re
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest

from .live_account import NUMBERS, ROOT, LiveAccount, Run, found, run_suite
from .live_relays import Relay, lax, lax_with_a_history, relay, strict

SELECTED = (
    "messages_list or errors or messages_refusals or messages_batch or phone_numbers or bodies or "
    "numbers_refusals or own_number or applications"
)


@pytest.fixture
def account(host: str) -> LiveAccount:
    return LiveAccount(host)


def through(account: LiveAccount, relayed: Relay, *options: str, **changes: str) -> Run:
    return run_suite(account.environment(relayed.base_url, **changes), *options)


def spent_at(account: LiveAccount) -> float:
    """The dollars that the account has lost, by its own books."""
    return 1000 - float(account.read("account")["balance"])


@pytest.fixture(scope="module")
def lax_run(host: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """A run with a small budget against an API that accepts and sends everything."""
    report = tmp_path_factory.mktemp("lax") / "drift.json"
    account = LiveAccount(host)
    others = account.live_through()
    with relay(host, lax_with_a_history, account.auth) as relayed:
        options = ["-k", SELECTED, "--drift-report", str(report)]
        options += ["--record", str(report.with_name("recorded"))]
        options += ["--resume", str(report.with_name("run.jsonl"))]
        run = through(account, relayed, *options, BUDGET="4.00", ORDER_NUMBERS="yes")
        yield {
            "run": run, "relay": relayed, "account": account, "page": report.with_suffix(".md"),
            "report": json.loads(report.read_text(encoding="utf-8")), "others": others,
        }  # fmt: skip


def test_a_lax_api_spends_no_more_than_the_budget(lax_run: dict[str, Any]) -> None:
    counted = float(found(r"counted as if .* \$([\d.]+) of \$4.00", lax_run["run"].stdout))

    assert lax_run["relay"].sent > 10
    assert 0 < spent_at(lax_run["account"]) <= counted <= 4.00
    assert "of CATAPULT_BUDGET=4.00 is left" in lax_run["run"].stdout


def test_the_orders_that_a_lax_api_carries_out_are_counted_and_released(
    lax_run: dict[str, Any],
) -> None:
    owned = lax_run["account"].read("phoneNumbers?size=1000")

    assert lax_run["relay"].ordered > 0
    assert len(owned) == 2
    assert "could not be removed" not in lax_run["run"].stdout


def test_the_drift_report_names_the_refuted_facts(lax_run: dict[str, Any]) -> None:
    report = lax_run["report"]
    refuted = [fact for fact in report["facts"] if fact["verdict"] == "refuted"]

    assert report["verdicts"]["refuted"] == len(refuted) > 10
    assert {"A1", "A3"} & set(report["assumptions"]["refuted"])
    for fact in refuted:
        assert fact["expected"]
        assert fact["exchanges"][-1]["status"] in (200, 201, 202)
    page = lax_run["page"].read_text(encoding="utf-8")
    assert f"### {refuted[0]['fact'].partition(' [')[0]}" in page
    assert "## Proposal" in page


def test_no_output_has_anything_of_the_account_or_of_others(lax_run: dict[str, Any]) -> None:
    account, folder = lax_run["account"], lax_run["page"].parent
    files = [path for path in folder.rglob("*") if path.is_file()]
    written = "\n".join(f"{path.name}\n{path.read_text('utf-8')}" for path in files).lower()

    assert {path.suffix for path in files} == {".json", ".jsonl", ".md"}
    assert len(files) > 100
    mine = [*account.auth, account.opened["userId"], *(number[1:] for number in NUMBERS)]
    assert not [each for each in (*mine, *lax_run["others"]) if each in written]
    assert not [each for each in lax_run["others"] if each in lax_run["run"].stdout.lower()]
    assert any("…" in row["found"] for row in lax_run["report"]["facts"])


def test_the_proposal_is_a_patch_of_the_assumptions(lax_run: dict[str, Any]) -> None:
    proposal = lax_run["report"]["proposal"]

    applied = subprocess.run(
        ["git", "apply", "--check", "-"], input=proposal, cwd=ROOT, text=True, capture_output=True
    )

    assert applied.returncode == 0, applied.stderr
    assert re.search(r'^\+ .*"refuted on \d{4}-\d\d-\d\d: POST ', proposal, flags=re.MULTILINE)


@pytest.mark.parametrize(
    ("status", "code", "only_posts", "sentence"),
    [
        (403, "forbidden", True, "The run ends: .* was answered 403 forbidden"),
        (400, "validation-error", True, "The run ends: .* was answered 400 validation-error"),
        (403, "forbidden", False, "answered GET account with 403 forbidden; the account may"),
        (429, "rate-limit-reached", False, "answered GET account with 429 rate-limit-reached"),
    ],
    ids=["403-posts", "400-posts", "403", "429"],
)
def test_a_strict_api_ends_the_run_soon(
    account: LiveAccount, status: int, code: str, only_posts: bool, sentence: str
) -> None:
    alter = strict(status, code, only_posts=only_posts)
    with relay(account.host, alter, account.auth) as relayed:
        run = through(account, relayed)

    said = run.stdout + run.stderr
    assert run.returncode in (2, 4), said
    assert re.search(sentence, said), said
    assert "Traceback" not in said
    assert len(relayed.seen) < 100
    assert spent_at(account) == 0


def test_a_dry_run_sends_nothing(account: LiveAccount) -> None:
    with relay(account.host, lax, account.auth) as relayed:
        run = through(account, relayed, "--dry-run")

    assert run.returncode in (0, 5), run.stdout
    assert relayed.seen == []
    assert "Dry run: nothing is sent." in run.stdout
    assert re.search(r"In all: up to \d+ messages, about \$\d", run.stdout)
