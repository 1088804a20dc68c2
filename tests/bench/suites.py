"""Test suites of a user, run by pytest in a process of their own."""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from bench.processes import environment
from bench.samples import ratio
from bench.table import Row, millis

_OURS, _PEER = "catapult_simulator.pytest_plugin", "pytest_httpserver.pytest_plugin"
_BARE = "empty_plugin"
_TESTS = 1000
_PAIRS, _ROUNDS = 60, 3

_EMPTY = "def test_nothing(): pass\n"
# Both send by requests, as an app does. Ours really sends, and receives a message too.
_CONVERSATIONS = f"""
import pytest, requests

LINE, PERSON = "+19195551212", "+19195550001"

@pytest.mark.parametrize("number", range({_TESTS}))
def test_it(catapult, number):
    user, token, secret = catapult.credentials
    catapult.phone_numbers.allocate(LINE)
    url = f"https://api.catapult.inetwork.com/v1/users/{{user}}/messages"
    catapult.receive_message(from_=PERSON, to=LINE, text="open today?")
    body = {{"from": LINE, "to": PERSON, "text": "Yes, until six."}}
    sent = requests.post(url, json=body, auth=(token, secret), timeout=10)
    assert sent.status_code == 201
    assert catapult.assert_sent(to=PERSON, text="Yes, until six.").id in sent.headers["Location"]
"""
_STUBS = f"""
import pytest, requests

LINE, PERSON = "+19195551212", "+19195550001"

@pytest.mark.parametrize("number", range({_TESTS}))
def test_it(httpserver, number):
    httpserver.expect_oneshot_request("/v1/users/u/messages", method="POST").respond_with_data(
        "", status=201, headers={{"Location": "/v1/users/u/messages/m-1"}}
    )
    body = {{"from": LINE, "to": PERSON, "text": "Yes, until six."}}
    url = httpserver.url_for("/v1/users/u/messages")
    sent = requests.post(url, json=body, auth=("t", "s"), timeout=10)
    assert sent.status_code == 201
    httpserver.check_assertions()
"""


def measure() -> Iterator[Row]:
    """Runs of pytest, which loads no other plugins: the processor time of an empty one, and the
    wall-clock time of those that wait for sockets."""
    with TemporaryDirectory() as folder:
        yield _tax(Path(folder))
        yield _thousand(Path(folder))


def _tax(folder: Path) -> Row:
    """The median difference of neighbours. The others load an empty plugin: to look a name up costs
    more, the more is installed."""
    (folder / f"{_BARE}.py").touch()
    (folder / "test_empty.py").write_text(_EMPTY, encoding="utf-8")
    command = [sys.executable, "-m", "bench.plugin_tax", _BARE, _OURS, str(_PAIRS)]
    lines = _output(command, folder).splitlines()
    plain, loaded = zip(*(map(float, line.split()) for line in lines), strict=True)
    tax = median(with_it - without for with_it, without in zip(loaded, plain, strict=True))
    return Row(
        "plugin tax of an empty test",
        millis(median(loaded)),
        tax * 1e3,
        "ms",
        10,
        f"{millis(median(plain))} with an empty plugin, pytest being loaded",
    )


def _thousand(folder: Path) -> Row:
    suites = [(_CONVERSATIONS, (_OURS, "-o", "catapult_redirect=true")), (_STUBS, (_PEER,))]
    ours, stubs = _runs(folder, suites, _ROUNDS)
    return Row(
        f"{_TESTS:,} tests: receive, send, assert",
        millis(median(ours)),
        ratio(ours, stubs),
        target=1.0,
        yardstick=f"{millis(median(stubs))} one stub each of pytest-httpserver",
    )


def _runs(
    folder: Path, suites: Sequence[tuple[str, Sequence[str]]], rounds: int
) -> list[list[float]]:
    """The seconds of each suite, one figure a round, in alternating order."""
    places = list(range(len(suites)))
    for at in places:  # not measured: bytecode is written, files are cached
        _run(folder, *suites[at])
    spans: list[list[float]] = [[] for _ in suites]
    for number in range(rounds):
        for at in places if number % 2 else reversed(places):
            spans[at].append(_run(folder, *suites[at]))
    return spans


def _run(folder: Path, source: str, plugin: Sequence[str]) -> float:
    path = folder / f"test_{abs(hash(source))}.py"
    path.write_text(source, encoding="utf-8")
    options = ["-q", "-p", "no:cacheprovider", "-p", *plugin]
    started = perf_counter()
    _output([sys.executable, "-m", "pytest", *options, path.name], folder)
    return perf_counter() - started


def _output(command: Sequence[str], folder: Path) -> str:
    alone = environment() | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    alone["PYTHONPATH"] += os.pathsep + str(folder)
    ran = subprocess.run(command, cwd=folder, env=alone, capture_output=True, text=True)
    if ran.returncode:
        raise RuntimeError(f"{command} failed:\n{ran.stdout[-2000:]}{ran.stderr[-2000:]}")
    return ran.stdout
