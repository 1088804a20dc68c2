"""The text that `serve` prints: address, credentials, and three commands to paste."""

import json
import os
import shlex
from collections.abc import Sequence
from functools import partial

import catapult_simulator
from catapult_simulator import CONTROL_PREFIX
from catapult_simulator.cli.environment import DEFAULT_URL, PREFIX
from catapult_simulator.cli.settings import (
    SAMPLE_NUMBER,
    SAMPLE_PERSON,
    SAMPLE_PROVIDER,
    Settings,
)
from catapult_simulator.cli.tls_options import Tls
from catapult_simulator.core.hosts import REAL_HOST

_PLAIN = Tls()
_IMPORT = {"number": SAMPLE_NUMBER, "name": "my line", "provider": SAMPLE_PROVIDER}
_SEND = {"from": SAMPLE_NUMBER, "to": SAMPLE_PERSON, "text": "Hello from the simulator"}
_OPEN = {"userId": "u-shop", "token": "t-shop", "secret": "secret"}
_RECEIVE = {"from": SAMPLE_PERSON, "to": SAMPLE_NUMBER, "text": "Hello back"}


def banner(
    url: str,
    settings: Settings,
    tls: Tls = _PLAIN,
    *,
    control_url: str | None = None,
    windows: bool = os.name == "nt",
) -> str:
    """The whole text. Programs read the port from its first line. `control_url` is that of control
    API and pages, where it is another. `windows` quotes for cmd.exe."""
    control_url = control_url or url
    lines = [f"catapult-simulator {catapult_simulator.__version__} listens on {url}/v1", ""]
    for credentials in settings.tenants:
        lines += [f"  userId  {credentials.user_id}", f"  token   {credentials.token}"]
        lines += [f"  secret  {credentials.secret}", ""]
    lines += _about_tls(tls)
    lines += [f"clock {settings.clock}, profile {settings.profile}. Try in another terminal:"]
    if windows:
        lines.append("(These lines are for cmd. In PowerShell, begin with `curl.exe --%`.)")
    commands = _commands(url, control_url, settings, tls, windows=windows)
    lines += ["", *commands, ""]
    if settings.clock == "virtual":
        lines.append("Virtual time stands still. Advance it with: catapult-simulator advance 5")
    return "\n".join([*lines, *_pages(control_url, settings), "Ctrl-C quits."])


def _pages(url: str, settings: Settings) -> list[str]:
    """The pages, and who may see them."""
    if settings.control == "off":
        return ["Control API and pages are switched off."]
    lines = [
        f"A phone in the browser, to text your app and see what it does: {url}/",
        f"API reference, to read and try in a browser: {url}{CONTROL_PREFIX}/docs",
    ]
    if settings.control_token is not None:
        lines.append(
            f"Both, and {CONTROL_PREFIX}, ask for the control token: a browser as password, other "
            f"commands in {PREFIX}CONTROL_TOKEN."
        )
    if url != DEFAULT_URL:
        lines.append(f"Other commands of catapult-simulator need `--url {url}`.")
    return lines


def _about_tls(tls: Tls) -> list[str]:
    if tls.ca_file is None:
        return []
    trust = f"Clients must trust {tls.ca_file}; `catapult-simulator ca` says how."
    return [trust, f"The certificate is good for {REAL_HOST} too.", ""]


def _commands(
    url: str, control_url: str, settings: Settings, tls: Tls, *, windows: bool
) -> list[str]:
    token = ["-H", "Authorization: Bearer TOKEN"] if settings.control_token else []
    curl = partial(_curl, tls.curl, windows=windows)
    if not settings.tenants:
        opening = curl([f"{control_url}{CONTROL_PREFIX}/tenants", *token], _OPEN)
        return ["# open an account: there is none", opening] if settings.control == "on" else []
    credentials = settings.tenants[0]
    user = f"{url}/v1/users/{credentials.user_id}"
    inbound = f"{control_url}{CONTROL_PREFIX}/tenants/{credentials.user_id}/messages"
    login = ["-u", f"{credentials.token}:{credentials.secret}"]
    lines = [
        "# 1. import a number",
        curl([f"{user}/phoneNumbers", *login], _IMPORT),
        "# 2. send a message from it",
        curl([f"{user}/messages", *login], _SEND),
    ]
    if settings.control == "off":
        return lines
    return [
        *lines,
        "# 3. receive a message, as if a person had texted the number",
        curl([inbound, *token], _RECEIVE),
    ]


def _curl(trust: Sequence[str], arguments: list[str], body: object, *, windows: bool) -> str:
    words = ["curl", "-i", *trust, *arguments, "-H", "Content-Type: application/json"]
    words += ["-d", json.dumps(body)]
    if not windows:
        return shlex.join(words)
    from subprocess import list2cmdline

    return list2cmdline(words)
