"""deploy/haproxy.cfg, with HAProxy and three simulators: many accounts, and the contract suite."""

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from project.balanced import (
    LINE,
    NAMES,
    PERSON,
    Balanced,
    Caller,
    balanced,
    import_line,
    needs_haproxy,
)
from project.blocks import ROOT
from serve_support import own_environment

pytestmark = needs_haproxy
ACCOUNTS, SENT = 200, 40
# What is otherwise through a balancer, as docs/how-to/scale.md says.
OTHERWISE = (
    # It refuses what is no HTTP itself.
    "test_media_refusals.py::test_a_content_length_that_is_not_a_number_is_refused",
    "test_limits.py::test_a_content_length_has_at_most_64_bits",
    "test_no_http.py",
    # The address is that of a process behind it.
    "test_origin.py::test_without_a_host_links_have_the_address",
    # It does not pass on `Connection: keep-alive`, which is about one connection.
    "test_wire.py::test_an_answer_has_no_other_headers",
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
