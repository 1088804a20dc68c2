"""CATAPULT_SIMULATOR_* variables: known, empty, with several values, and set by others."""

from typing import Any

import pytest
from click.testing import CliRunner

from catapult_simulator import Server
from catapult_simulator.cli import healthcheck
from catapult_simulator.cli.environment import (
    DEFAULT_URL,
    VARIABLES,
    WITHOUT_OPTION,
    UnknownVariable,
    require_known,
    server_address,
    server_url,
    serves_tls,
    variable,
    words_of,
)
from catapult_simulator.cli.main import commands
from cli.test_main import parameters

PREFIX = "CATAPULT_SIMULATOR_"


def named(**variables: str) -> dict[str, str]:
    return {f"{PREFIX}{name}": value for name, value in variables.items()}


def test_the_table_has_every_variable_of_an_option_and_no_other() -> None:
    of_options = {str(option.envvar) for _, option in parameters() if option.envvar}

    assert {f"{PREFIX}{name}" for name in VARIABLES} == of_options


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("TENANTS", "TENANT"),
        ("PUBLICURL", "PUBLIC_URL"),
        ("CLOK", "CLOCK"),
        ("ALLOWED_HOSTS", "ALLOW_HOST"),
        ("TLS_FOLDR", "TLS_FOLDER"),
        ("XYZZY", ""),
    ],
)
def test_an_unknown_variable_is_refused_with_the_nearest(name: str, nearest: str) -> None:
    with pytest.raises(UnknownVariable) as refused:
        require_known(named(**{name: "x"}))

    assert str(refused.value).startswith(
        f"{PREFIX}{name} is unknown; did you mean {PREFIX}{nearest}"
    )


@pytest.mark.parametrize("command", [("serve",), ("messages",), ("fault", "list")], ids=str)
def test_no_command_starts_with_an_unknown_variable(command: tuple[str, ...]) -> None:
    result = CliRunner(env=named(TENANTS="u:t:s")).invoke(commands, command)

    assert result.exit_code == 2
    assert f"{PREFIX}TENANTS is unknown; did you mean {PREFIX}TENANT?" in result.output


def test_help_is_shown_in_spite_of_an_unknown_variable() -> None:
    result = CliRunner(env=named(TENANTS="u:t:s")).invoke(commands, ["serve", "--help"])

    assert result.exit_code == 0
    assert f"{PREFIX}TENANT" in result.output


def test_variables_of_kubernetes_for_a_service_of_this_name_are_nobodys() -> None:
    environment = named(
        SERVICE_HOST="10.0.0.1",
        SERVICE_PORT_HTTP="8080",
        PORT="tcp://10.0.0.1:8080",
        PORT_8080_TCP_ADDR="10.0.0.1",
    )

    require_known(environment)
    assert server_address(environment) == ("127.0.0.1", 8080)


@pytest.mark.parametrize("value", ["", " ", "\t\n"], ids=repr)
@pytest.mark.parametrize("name", [*VARIABLES, *WITHOUT_OPTION, "NOBODYS"])
def test_an_empty_variable_counts_as_unset(name: str, value: str) -> None:
    environment = named(**{name: value})

    require_known(environment)
    assert variable(name, environment) is None
    assert server_url(environment) == DEFAULT_URL


def defaults(command: tuple[str, ...], **environment: str) -> dict[str, Any]:
    """The values of all options of a command that is given none."""
    found: Any = commands
    with CliRunner(env=environment).isolation():
        for name in command:
            found = found.get_command(None, name)
        return dict(found.make_context(command[-1], []).params)


@pytest.mark.parametrize("command", [("serve",), ("messages",), ("fault", "list")], ids=str)
def test_options_are_as_without_variables_where_all_of_them_are_empty(
    command: tuple[str, ...],
) -> None:
    empty = dict.fromkeys((f"{PREFIX}{name}" for name in VARIABLES), " ")

    assert defaults(command, **empty) == defaults(command)


@pytest.mark.parametrize("text", ["a,b c", " a b\n c ", "a, b,\tc,"])
def test_several_values_are_parted_by_commas_or_white_space(text: str) -> None:
    assert words_of(text) == ["a", "b", "c"]


def test_accounts_of_serve_are_parted_by_commas_too() -> None:
    accounts = defaults(("serve",), CATAPULT_SIMULATOR_TENANT="u-a:t-a:s,u-b:t-b:s2 u-c:t-c:s3")

    assert [each.user_id for each in accounts["tenants"]] == ["u-a", "u-b", "u-c"]


def test_a_command_does_not_take_the_first_of_several_accounts() -> None:
    env = named(TENANT="u-a:t-a:secret1,u-b:t-b:secret2")

    result = CliRunner(env=env).invoke(commands, ["messages"])

    assert result.exit_code == 2
    assert "it names 2 accounts; choose one: u-a, u-b" in result.output
    assert "secret1" not in result.output


@pytest.mark.parametrize(
    ("variables", "address"),
    [
        ({}, ("127.0.0.1", 8080)),
        ({"HOST": "0.0.0.0", "PORT": "9000"}, ("127.0.0.1", 9000)),
        ({"HOST": "::"}, ("::1", 8080)),
        ({"HOST": "10.1.2.3"}, ("10.1.2.3", 8080)),
        ({"HOST": "", "PORT": " "}, ("127.0.0.1", 8080)),
    ],
)
def test_the_server_is_called_where_serve_listens_with_these_variables(
    variables: dict[str, str], address: tuple[str, int]
) -> None:
    assert server_address(named(**variables)) == address


@pytest.mark.parametrize(
    ("variables", "scheme"),
    [
        ({}, "http"),
        ({"TLS": "1"}, "https"),
        ({"TLS": "Yes"}, "https"),
        ({"TLS": "0"}, "http"),
        ({"TLS": "off"}, "http"),
        ({"TLS": ""}, "http"),
        ({"TLS_CERT": "cert.pem"}, "https"),
    ],
)
def test_the_server_is_called_over_tls_where_serve_speaks_it(
    variables: dict[str, str], scheme: str
) -> None:
    assert server_url(named(**variables)) == f"{scheme}://127.0.0.1:8080"


def test_a_variable_that_is_neither_yes_nor_no_is_refused() -> None:
    with pytest.raises(ValueError, match="CATAPULT_SIMULATOR_TLS is 'maybe': give 1 or 0"):
        serves_tls(named(TLS="maybe"))


@pytest.mark.parametrize("value", ["1", "true", "T", "yes", "y", "on", "0", "F", "no", "n", "off"])
def test_serve_reads_yes_and_no_as_the_health_check_does(value: str) -> None:
    chosen = defaults(("serve",), CATAPULT_SIMULATOR_TLS=value)

    assert chosen["tls"] is serves_tls(named(TLS=value))


def test_a_command_finds_the_port_of_serve_in_its_variables() -> None:
    with Server() as server:
        env = named(HOST="0.0.0.0", PORT=server.url.rpartition(":")[2])

        result = CliRunner(env=env).invoke(commands, ["health"])

    assert (result.exit_code, result.output[:3]) == (0, "ok:")


def test_the_health_check_takes_empty_variables_for_unset(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(host: str, port: int, **_: object) -> str:
        raise ConnectionRefusedError(f"asked {(host, port)}")

    monkeypatch.setenv(f"{PREFIX}HOST", "")
    monkeypatch.setenv(f"{PREFIX}PORT", " ")
    monkeypatch.setattr(healthcheck, "request_health", refuse)

    assert healthcheck.main() == 1
    assert capsys.readouterr().err.endswith("asked ('127.0.0.1', 8080)\n")
