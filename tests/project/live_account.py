"""An account for `pytest contract_tests --target live`, on a simulator in place of the API.

A relay before it can answer otherwise than the API would.
"""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import requests

ROOT = Path(__file__).parents[2]
PATIENT = "+12025550143"
NUMBERS = ("+13362154439", "+13362154440")
# The suite needs no plugin of pytest. All that are installed here take four seconds to load.
NO_PLUGINS = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
PROVIDER = {
    "providerName": "bandwidth-dashboard",
    "properties": {"accountId": "1", "userName": "x", "password": "x"},
}

Run = subprocess.CompletedProcess[str]


@contextmanager
def simulator() -> Iterator[str]:
    """The base URL of a simulator on wall time, in a process of its own."""
    serve = ["-m", "catapult_simulator", "serve", "--port", "0", "--clock", "wall"]
    command = [sys.executable, *serve]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        found = re.search(r"http://[^/\s]+", process.stdout.readline())
        assert found
        yield found[0]
        process.terminate()


class LiveAccount:
    """An account with two numbers, and a public URL for its callbacks."""

    def __init__(self, host: str, profile: str = "2019") -> None:
        self.host = host
        tenant = {"profile": profile}
        self.opened = requests.post(f"{host}/_simulator/tenants", json=tenant, timeout=10).json()
        for number in NUMBERS:
            made = self.call("POST", "phoneNumbers", {"number": number, "provider": PROVIDER})
            assert made.status_code == 201
        self.callback_url = f"http://127.0.0.1:{_free_port()}"

    @property
    def auth(self) -> tuple[str, str]:
        """Token and secret."""
        return self.opened["token"], self.opened["secret"]

    def call(self, method: str, path: str, body: object = None) -> requests.Response:
        """A request of the account itself, past every relay."""
        return requests.request(
            method, f"{self.host}/v1/users/{self.opened['userId']}/{path}", json=body,
            auth=self.auth, timeout=10,
        )  # fmt: skip

    def read(self, path: str) -> Any:
        answer = self.call("GET", path)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def live_through(self) -> list[str]:
        """Give the account a history; gives what stands in it, in small letters."""
        texts = f"{self.host}/_simulator/tenants/{self.opened['userId']}/messages"
        for number in NUMBERS * 2:
            text = {"from": PATIENT, "to": number, "text": f"Margaret, your biopsy: {PATIENT}"}
            assert requests.post(texts, json=text, timeout=10).ok
        shop = {"name": "Ward Seven", "incomingMessageUrl": "https://ward.clinic.net/?key=k7Qz"}
        application = self.call("POST", "applications", shop).headers["Location"][-23:]
        assert self.call("POST", f"phoneNumbers/{NUMBERS[1]}", {"name": "Quillan desk"}).ok
        assert self.call("PUT", "media/xray-margaret.png", {}).ok
        ids = [message["id"][2:] for message in self.read("messages")]
        words = [
            "margaret",
            "biopsy",
            "ward seven",
            "clinic.net",
            "k7qz",
            "quillan",
            "xray",
            "kzq4",
        ]
        return [PATIENT[2:], application, *ids, *words]

    def environment(self, base_url: str = "", **changes: str) -> dict[str, str]:
        """The variables of a live run; `BUDGET="1"` sets CATAPULT_BUDGET."""
        given = {
            "LIVE": "yes",
            "ALLOW_HTTP": "yes",
            "BASE_URL": f"{base_url or self.host}/v1",
            "USER_ID": self.opened["userId"],
            "TOKEN": self.opened["token"],
            "SECRET": self.opened["secret"],
            "NUMBERS": ",".join(NUMBERS),
            "CALLBACK_URL": self.callback_url,
            "RATE": "10000",  # a second: they cost nothing here
            "REQUEST_RATE": "10000",
        } | changes
        return without_catapult() | {f"CATAPULT_{name}": value for name, value in given.items()}


def run_suite(environment: Mapping[str, str], *options: str, target: str = "live") -> Run:
    """One run of the suite."""
    return subprocess.run(
        command(*options, target=target), cwd=ROOT, env=dict(environment) | NO_PLUGINS,
        capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip


def stopped_suite(environment: Mapping[str, str], *options: str, when: Any) -> Run:
    """A run that gets SIGINT once `when` is set."""
    with subprocess.Popen(
        command(*options), cwd=ROOT, env=dict(environment) | NO_PLUGINS,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert when.wait(timeout=60)
        process.send_signal(signal.SIGINT)
        out, error = process.communicate(timeout=60)
    return subprocess.CompletedProcess(process.args, process.returncode, out, error)


def command(*options: str, target: str = "live") -> list[str]:
    fixed = ["--target", target, "-q", "-rs", "-p", "no:cacheprovider"]
    where = [] if any(option.startswith("contract_tests") for option in options) else [SUITE]
    return [sys.executable, "-m", "pytest", *where, *fixed, *options]


SUITE = "contract_tests"


def found(pattern: str, text: str) -> str:
    """The first group of `pattern` in `text`, which must be there."""
    match = re.search(pattern, text)
    assert match, text
    return match[1]


def without_catapult() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CATAPULT_")}
    return {name: value for name, value in kept.items() if not name.startswith("PYTEST_")}


def _free_port() -> int:
    """A free port below the ephemeral ones: the system gives those to other processes."""
    return next(port for port in range(20_000 + os.getpid() % 10_000, 32_768) if _is_free(port))


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
