"""Options of `serve`, and their environment variables."""

import socket

import pytest
import requests
from click.testing import CliRunner

from catapult_simulator.cli.main import commands
from cli.commands import unused_url
from serve_support import finished, serving


def test_two_tenants_with_one_user_id_are_refused() -> None:
    result = finished("serve", "--tenant", "u:t:s", "--tenant", "u:v:w")

    assert result.returncode == 2
    assert "two --tenant have the same id: tenant 'u' is open already" in result.stderr


def test_options_can_be_set_by_environment_variables() -> None:
    variables = {"CLOCK": "virtual", "PROFILE": "2018", "TENANT": "u-a:t-a:s:1 u-b:t-b:s2"}
    environment = {f"CATAPULT_SIMULATOR_{name}": value for name, value in variables.items()}
    with serving(**environment) as process:
        opened = requests.get(f"{process.url}/_simulator/tenants", timeout=30).json()

    assert [(each["userId"], each["token"], each["secret"]) for each in opened] == [
        ("u-a", "t-a", "s:1"),
        ("u-b", "t-b", "s2"),
    ]
    assert {(each["clock"], each["profile"]) for each in opened} == {("virtual", "2018")}


def test_virtual_time_starts_at_the_time_that_is_set() -> None:
    moment = "2026-02-03T04:05:06Z"
    with serving("--clock", "virtual", CATAPULT_SIMULATOR_NOW=moment) as process:
        opened = requests.get(f"{process.url}/_simulator/tenants", timeout=30).json()

    assert [each["now"] for each in opened] == [moment]


def test_an_option_wins_over_its_environment_variable() -> None:
    with serving("--clock", "virtual", CATAPULT_SIMULATOR_CLOCK="wall") as process:
        health = requests.get(f"{process.url}/_simulator/health", timeout=30).json()

    assert health["clock"] == "virtual"


def test_hosts_can_be_allowed_by_option_and_by_variable() -> None:
    with serving(CATAPULT_SIMULATOR_ALLOW_HOST="a.example.com b.example.com") as process:
        statuses = [_status(process.url, host) for host in ("b.example.com", "c.example.com")]

    assert statuses == [200, 403]


@pytest.mark.parametrize(
    ("arguments", "accepted"),
    [
        (["--port", "x"], "'x' is not a valid integer"),
        (["--port", "65536"], "0<=x<=65535"),
        (["--clock", "sun"], "'wall', 'virtual'"),
        (["--clock", "virtual", "--now", "2026-01-01 12:00"], "no time zone; write 2019-05-01T12"),
        (["--clock", "virtual", "--now", "noon"], "'noon' is no time; write 2019-05-01T12:00:00Z"),
        (["--now", "2026-01-01T12:00:00Z"], "add --clock virtual"),
        (["--profile", "2017"], "'2018', '2019'"),
        (["--tenant", "u-a:t-a"], "userId:token:secret"),
        (["--tenant", "u a:t:s"], "use 1 to 64 of A-Z a-z 0-9 _ . ~ -"),
        (["--public-url", "sim.example"], "http://host:port"),
        (["--public-url", "http://h:x"], "http://host:port"),
        (["--allow-host", "http://h"], "give sim.example.com, or *.example.com"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_an_invalid_option_is_an_error_that_names_accepted_values(
    arguments: list[str], accepted: str
) -> None:
    result = CliRunner(env=_unset()).invoke(commands, ["serve", *arguments])

    assert result.exit_code == 2
    assert accepted in " ".join(result.output.split())


def test_an_invalid_environment_variable_is_an_error_too() -> None:
    env = _unset() | {"CATAPULT_SIMULATOR_PORT": "many"}

    result = CliRunner(env=env).invoke(commands, ["serve"])

    assert result.exit_code == 2
    assert "CATAPULT_SIMULATOR_PORT" in result.output


def _status(url: str, host: str) -> int:
    answer = requests.get(f"{url}/_simulator/health", headers={"Host": host}, timeout=30)
    return answer.status_code


def _unset() -> dict[str, str | None]:
    names = ("HOST", "PORT", "CLOCK", "PROFILE", "TENANT", "PUBLIC_URL", "ALLOW_HOST", "SEED")
    return {f"CATAPULT_SIMULATOR_{name}": None for name in names}


def test_the_control_api_can_ask_for_a_token() -> None:
    variables = {"CATAPULT_SIMULATOR_CONTROL_TOKEN": "s3cret"}
    with serving(**variables) as process:
        url = f"{process.url}/_simulator/tenants"
        statuses = [
            requests.get(url, headers=headers, timeout=30).status_code
            for headers in ({}, {"Authorization": "Bearer s3cret"})
        ]
        listed = finished("tenants", "--url", process.url, **variables)
        refused = finished("tenants", "--url", process.url)

    assert statuses == [401, 200]
    assert listed.returncode == 0, listed.stderr
    assert (refused.returncode, "need the token of this simulator" in refused.stderr) == (1, True)


def test_the_control_api_can_have_its_own_port() -> None:
    with serving(CATAPULT_SIMULATOR_CONTROL_PORT="0") as process:
        (line,) = [line for line in process.lines if "what it does: " in line]
        listed = finished("tenants", "--url", line.rpartition(" ")[2])
        refused = finished("tenants", "--url", process.url)

    assert listed.returncode == 0, listed.stderr
    assert (refused.returncode, "on another port of this simulator" in refused.stderr) == (1, True)


def test_a_token_that_no_header_can_have_is_refused() -> None:
    result = CliRunner().invoke(commands, ["serve", "--control-token", "a b"])

    assert result.exit_code == 2
    assert "it has 3 characters; use 1 to 256 of ! to ~, without blanks" in result.output


@pytest.mark.parametrize("blank", ["", "  "])
@pytest.mark.parametrize("command", ["serve", "mcp", "listen --forward-to http://127.0.0.1:9/"])
def test_a_blank_token_of_the_environment_starts_no_open_simulator(
    command: str, blank: str
) -> None:
    if command == "mcp":
        pytest.importorskip("mcp")  # an extra, which `make lowest` does not install
    env = {"CATAPULT_SIMULATOR_CONTROL_TOKEN": blank, "CATAPULT_SIMULATOR_URL": None}
    at = ["--url", unused_url()] if command.startswith("listen") else []
    result = CliRunner(env=env).invoke(commands, [*command.split(), *at])

    assert result.exit_code == 2
    assert "CATAPULT_SIMULATOR_CONTROL_TOKEN is set, but blank" in result.output


def test_control_off_and_a_port_for_it_contradict_each_other() -> None:
    result = CliRunner().invoke(commands, ["serve", "--control", "off", "--control-port", "0"])

    assert result.exit_code == 2
    assert "--control-port has no effect: --control off" in result.output


def test_the_control_port_must_be_another_and_free() -> None:
    same = CliRunner().invoke(commands, ["serve", "--port", "8099", "--control-port", "8099"])
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        used = CliRunner().invoke(commands, ["serve", "--port", "0", "--control-port", port])

    assert same.exit_code == 2
    assert "--control-port and --port are both 8099; give --control-port another" in same.output
    assert used.exit_code == 1
    assert used.output.endswith("choose another with --control-port\n")
