"""The text that `serve` prints: address, credentials, and three commands to paste."""

import json
import os
import shlex

import catapult_simulator
from catapult_simulator import CONTROL_PREFIX
from catapult_simulator.cli.settings import (
    SAMPLE_NUMBER,
    SAMPLE_PERSON,
    SAMPLE_PROVIDER,
    Settings,
)
from catapult_simulator.core.credentials import Credentials

_IMPORT = {"number": SAMPLE_NUMBER, "name": "my line", "provider": SAMPLE_PROVIDER}
_SEND = {"from": SAMPLE_NUMBER, "to": SAMPLE_PERSON, "text": "Hello from the simulator"}
_RECEIVE = {"from": SAMPLE_PERSON, "to": SAMPLE_NUMBER, "text": "Hello back"}


def banner(url: str, settings: Settings, *, windows: bool = os.name == "nt") -> str:
    """The whole text. Programs read the port from its first line. `windows` quotes for cmd.exe."""
    lines = [f"catapult-simulator {catapult_simulator.__version__} listens on {url}/v1", ""]
    for credentials in settings.tenants:
        lines += [f"  userId  {credentials.user_id}", f"  token   {credentials.token}"]
        lines += [f"  secret  {credentials.secret}", ""]
    lines += [f"clock {settings.clock}, profile {settings.profile}. Try in another terminal:"]
    if windows:
        lines.append("(These lines are for cmd. In PowerShell, begin with `curl.exe --%`.)")
    lines += ["", *_commands(url, settings.tenants[0], windows=windows), ""]
    if settings.clock == "virtual":
        lines.append("Virtual time stands still. Advance it with: catapult-simulator advance 5")
    docs = f"API reference, to read and try in a browser: {url}{CONTROL_PREFIX}/docs"
    return "\n".join([*lines, docs, "Ctrl-C quits."])


def _commands(url: str, credentials: Credentials, *, windows: bool) -> list[str]:
    user = f"{url}/v1/users/{credentials.user_id}"
    inbound = f"{url}{CONTROL_PREFIX}/tenants/{credentials.user_id}/messages"
    login = ["-u", f"{credentials.token}:{credentials.secret}"]
    return [
        "# 1. import a number",
        _curl([f"{user}/phoneNumbers", *login], _IMPORT, windows=windows),
        "# 2. send a message from it",
        _curl([f"{user}/messages", *login], _SEND, windows=windows),
        "# 3. receive a message, as if a person had texted the number",
        _curl([inbound], _RECEIVE, windows=windows),
    ]


def _curl(arguments: list[str], body: object, *, windows: bool) -> str:
    words = ["curl", "-i", *arguments, "-H", "Content-Type: application/json"]
    words += ["-d", json.dumps(body)]
    if not windows:
        return shlex.join(words)
    from subprocess import list2cmdline

    return list2cmdline(words)
