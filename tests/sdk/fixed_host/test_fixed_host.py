"""Apps that call https://api.catapult.inetwork.com reach the simulator unchanged.

Nothing of the machine is changed for that: the interpreter of each app loads a file of
docs/how-to/tls.md first, which turns connections to that name.
"""

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from catapult_simulator import Server, Tenant, tls_ca_file, tls_context
from project.blocks import DOCS, blocks_of
from sdk import installs
from sdk.sdk_account import LINE, PERSON
from serve_support import own_environment

HERE = Path(__file__).parent
ANSWER = "Yes, until six."

pytest.importorskip("trustme")
needs_node = pytest.mark.skipif(not shutil.which("node"), reason="no node")


class Apps:
    """Runs apps with the credentials of `account`, turned to the simulator at `url`."""

    def __init__(self, url: str, account: Tenant, folder: Path) -> None:
        self._ca_file = tls_ca_file()
        self._environment = own_environment(
            BANDWIDTH_USER_ID=account.user_id,
            BANDWIDTH_API_TOKEN=account.credentials.token,
            BANDWIDTH_API_SECRET=account.credentials.secret,
            CATAPULT_AT=url.removeprefix("https://"),
            NODE_OPTIONS=f"--require {folder / 'turned.js'}",
            PYTHONPATH=str(folder / "turned"),
            NO_PROXY="*",
            no_proxy="*",
        )

    def run(self, *command: str | Path, trust: str = "", **more: str) -> dict[str, Any]:
        """The JSON that an app prints. `trust` is the variable that names whom to trust."""
        done = self.finished(*command, **({trust: self._ca_file} if trust else {}), **more)
        assert done.returncode == 0, done.stderr
        return dict(json.loads(done.stdout))

    def finished(self, *command: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*command, LINE, PERSON],
            env=self._environment | more,
            capture_output=True,
            text=True,
            timeout=120,
        )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files that the page shows for Python and Node."""
    folder = tmp_path_factory.mktemp("fixed-host")
    for block in blocks_of(DOCS / "how-to" / "tls.md"):
        if (block.title or "").startswith("turned"):
            path = folder / str(block.title)
            path.parent.mkdir(exist_ok=True)
            path.write_text(block.text)
    return folder


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Server]:
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("CATAPULT_SIMULATOR_TLS_FOLDER", str(folder))
        with Server(ssl_context=tls_context()) as server:
            yield server


@pytest.fixture
def account(server: Server) -> Iterator[Tenant]:
    """An account with a number, and a message from before."""
    account = server.simulator.open_tenant()
    account.phone_numbers.allocate(LINE)
    account.receive_message(from_=PERSON, to=LINE, text="open today?")
    yield account
    server.simulator.close_tenant(account.user_id)


@pytest.fixture
def apps(server: Server, account: Tenant, folder: Path) -> Apps:
    return Apps(server.url, account, folder)


def texts_of(account: Tenant) -> list[str | None]:
    """Newest first."""
    return [message.text for message in account.messages.find()]


def test_an_app_with_the_oldest_python_sdk_reaches_it(apps: Apps, account: Tenant) -> None:
    python = installs.python_v1()

    printed = apps.run(python, HERE / "sdk_app.py", trust="REQUESTS_CA_BUNDLE")

    assert printed == {"numbers": 1, "messages": 2, "text": ANSWER}
    assert texts_of(account) == [ANSWER, "open today?"]


def test_without_trust_the_oldest_python_sdk_sends_nothing(apps: Apps, account: Tenant) -> None:
    python = installs.python_v1()

    refused = apps.finished(python, HERE / "sdk_app.py", REQUESTS_CA_BUNDLE="")

    assert "CERTIFICATE_VERIFY_FAILED" in refused.stderr
    assert texts_of(account) == ["open today?"]


@needs_node
def test_an_app_with_the_node_sdk_reaches_it(apps: Apps, account: Tenant) -> None:
    """It accepts every certificate: `rejectUnauthorized: false` is in its source."""
    modules = installs.node_modules()

    printed = apps.run("node", HERE / "sdk_app.js", NODE_PATH=str(modules))

    assert printed == {"numbers": 1, "next": 1, "text": ANSWER}
    assert texts_of(account) == [ANSWER, "open today?"]


@needs_node
def test_a_node_app_without_an_sdk_reaches_it(apps: Apps, account: Tenant) -> None:
    printed = apps.run("node", HERE / "plain_app.js", trust="NODE_EXTRA_CA_CERTS")

    messages = f"https://api.catapult.inetwork.com/v1/users/{account.user_id}/messages"
    assert printed == {"location": f"{messages}/{account.messages.find()[0].id}", "text": ANSWER}


@needs_node
def test_without_trust_a_node_app_sends_nothing(apps: Apps, account: Tenant) -> None:
    refused = apps.finished("node", HERE / "plain_app.js")

    assert refused.returncode == 1
    assert "certificate" in refused.stderr
    assert texts_of(account) == ["open today?"]
