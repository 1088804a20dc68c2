"""The settings of `serve`: where each value came from, and no secret."""

from typing import Any

import click
import pytest
from click.testing import CliRunner

from catapult_simulator import Server, Simulator
from catapult_simulator.cli import serving
from catapult_simulator.cli.main import commands
from catapult_simulator.control_client.client import ControlClient
from catapult_simulator.core.configuration import Setting


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The settings of a `serve` with these options and variables, by name."""

    def shown(*options: str, **variables: str) -> dict[str, Setting]:
        seen: list[Setting] = []
        monkeypatch.setattr(serving, "run", lambda _, settings: seen.extend(settings))
        named = {f"CATAPULT_SIMULATOR_{name}": value for name, value in variables.items()}
        result = CliRunner(env=named).invoke(commands, ["serve", *options], catch_exceptions=False)
        assert result.exit_code == 0, result.output
        return {each.name: each for each in seen}

    return shown


def test_each_value_says_where_it_came_from(shown: Any) -> None:
    settings = shown("--port", "0", CLOCK="virtual")

    assert settings["port"] == ("port", 0, "option", "CATAPULT_SIMULATOR_PORT")
    assert settings["clock"] == ("clock", "virtual", "variable", "CATAPULT_SIMULATOR_CLOCK")
    assert settings["profile"] == ("profile", "2019", "default", "CATAPULT_SIMULATOR_PROFILE")


def test_an_option_wins_over_its_variable(shown: Any) -> None:
    assert shown("--seed", "a", SEED="b")["seed"][1:3] == ("a", "option")


def test_no_secret_is_shown(shown: Any) -> None:
    settings = shown(
        *("--tenant", "u-1:t-1:hush", "--control-token", "hush"),
        *("--number", "+19195551212=http://joe:hush@app.test/sms"),
        SETUP='{"userId": "u-2", "token": "t", "secret": "hush"}',
    )

    assert "hush" not in repr(settings)
    assert settings["tenant"].value == ["u-1"]
    assert settings["control-token"].value == "***"
    assert settings["setup"].value == "(text)"


def test_each_option_of_serve_is_listed(shown: Any) -> None:
    serve = commands.get_command(click.Context(commands), "serve")
    assert serve is not None

    names = {max(each.opts, key=len).lstrip("-") for each in serve.params}

    assert shown("--now", "2020-01-01T00:00:00Z", "--clock", "virtual").keys() == names


def test_the_control_api_shows_them() -> None:
    setting = Setting("port", 0, "option", "CATAPULT_SIMULATOR_PORT")
    server = Server(Simulator())
    server.show_configuration([setting])

    with server:
        assert ControlClient(server.url).config() == [setting._asdict()]


def test_a_server_of_a_test_has_none() -> None:
    with Server() as server:
        assert ControlClient(server.url).config() == []
