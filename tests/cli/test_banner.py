"""The commands that `serve` prints, quoted for the shells of each system."""

import json
import re
import shlex

from catapult_simulator.cli.banner import banner
from catapult_simulator.cli.settings import Settings

URL = "http://127.0.0.1:8080"


def curl_lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith("curl ")]


def test_a_posix_shell_reads_json_from_each_command() -> None:
    lines = curl_lines(banner(URL, Settings(), windows=False))

    bodies = [json.loads(shlex.split(line)[-1]) for line in lines]

    assert [sorted(body) for body in bodies] == [
        ["name", "number", "provider"],
        ["from", "text", "to"],
        ["from", "text", "to"],
    ]


def test_cmd_reads_the_same_json() -> None:
    posix = curl_lines(banner(URL, Settings(), windows=False))

    windows = curl_lines(banner(URL, Settings(), windows=True))

    assert [cmd_words(line) for line in windows] == [shlex.split(line) for line in posix]


def test_on_windows_it_says_how_to_paste_into_powershell() -> None:
    assert "In PowerShell, begin with `curl.exe --%`" in banner(URL, Settings(), windows=True)


def cmd_words(line: str) -> list[str]:
    """The arguments that a Windows program reads from a command line; quotes are `\\"`."""
    words = re.findall(r'"((?:\\"|[^"])*)"|(\S+)', line)
    return [quoted.replace('\\"', '"') or plain for quoted, plain in words]


def test_without_an_account_the_banner_opens_one() -> None:
    (line,) = curl_lines(banner(URL, Settings(tenants=()), windows=False))

    words = shlex.split(line)
    assert words[2] == f"{URL}/_simulator/tenants"
    assert json.loads(words[-1]) == {"userId": "u-shop", "token": "t-shop", "secret": "secret"}


def test_without_an_account_and_without_control_the_banner_has_no_command() -> None:
    assert curl_lines(banner(URL, Settings(tenants=(), control="off"), windows=False)) == []


def test_with_a_token_the_banner_says_where_it_is_needed() -> None:
    text = banner(URL, Settings(control_token="s3cret"))

    assert "s3cret" not in text.replace("secretsecret", "")
    assert "Authorization: Bearer TOKEN" in curl_lines(text)[2]
    assert "a browser as password, other commands in CATAPULT_SIMULATOR_CONTROL_TOKEN." in text


def test_the_banner_says_how_other_commands_find_a_simulator_elsewhere() -> None:
    assert "need `--url" not in banner(URL, Settings())
    assert banner("http://127.0.0.1:9000", Settings()).count("`--url http://127.0.0.1:9000`") == 1


def test_the_banner_leads_to_a_control_port() -> None:
    text = banner(URL, Settings(control_port=8081), control_url="http://127.0.0.1:8081")

    assert "http://127.0.0.1:8081/_simulator" in curl_lines(text)[2]
    assert "see what it does: http://127.0.0.1:8081/\n" in text
    assert "Other commands of catapult-simulator need `--url http://127.0.0.1:8081`." in text


def test_without_control_the_banner_offers_none() -> None:
    text = banner(URL, Settings(control="off"))

    assert len(curl_lines(text)) == 2
    assert "Control API and pages are switched off." in text
    assert "phone in the browser" not in text
