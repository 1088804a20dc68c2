"""What `serve` prints: where it listens, for whom, and the three steps, ready to paste."""

import json
from shlex import quote

import catapult_simulator
from catapult_simulator.cli.settings import (
    SAMPLE_NUMBER,
    SAMPLE_PERSON,
    SAMPLE_PROVIDER,
    Account,
    Settings,
)

_IMPORT = {"number": SAMPLE_NUMBER, "name": "my line", "provider": SAMPLE_PROVIDER}
_SEND = {"from": SAMPLE_NUMBER, "to": SAMPLE_PERSON, "text": "Hello from the simulator"}
_RECEIVE = {"from": SAMPLE_PERSON, "to": SAMPLE_NUMBER, "text": "Hello back"}


def banner(url: str, settings: Settings) -> str:
    """The whole of it; the first line is for programs that wait for the port, too."""
    lines = [f"catapult-simulator {catapult_simulator.__version__} listens on {url}/v1", ""]
    for account in settings.accounts:
        lines += [f"  userId  {account.user_id}", f"  token   {account.token}"]
        lines += [f"  secret  {account.secret}", ""]
    lines += [f"clock {settings.clock}, profile {settings.profile}. Try, in another terminal:", ""]
    return "\n".join(lines + _steps(url, settings))


def _steps(url: str, settings: Settings) -> list[str]:
    account = settings.accounts[0]
    user = f"{url}/v1/users/{account.user_id}"
    inbound = f"{url}/_simulator/tenants/{account.user_id}/messages"
    lines = [
        "# 1. import a number",
        _curl(f"{user}/phoneNumbers", _IMPORT, account),
        "# 2. send a message from it",
        _curl(f"{user}/messages", _SEND, account),
        "# 3. receive one: somebody texts the number",
        _curl(inbound, _RECEIVE),
        "",
    ]
    if settings.clock == "virtual":
        lines.append("Time stands still until you say: catapult-simulator advance 5")
    return [*lines, f"All it can do, to try in a browser: {url}/_simulator/docs", "Ctrl-C quits."]


def _curl(url: str, body: object, account: Account | None = None) -> str:
    words = ["curl", "-i", url]
    if account is not None:
        words += ["-u", f"{account.token}:{account.secret}"]
    words += ["-H", "Content-Type: application/json", "-d", json.dumps(body)]
    return " ".join(map(quote, words))
