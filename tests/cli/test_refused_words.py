"""Refusals of unusable words: one sentence, no traceback, no secret."""

import pytest
from click.testing import CliRunner

from catapult_simulator.cli.environment import server_address
from catapult_simulator.cli.main import commands
from cli.commands import LINE, PERSON


def refusal(*words: str, **environment: str) -> str:
    env = {f"CATAPULT_SIMULATOR_{name}": value for name, value in environment.items()}
    result = CliRunner(env=env).invoke(commands, words)

    assert result.exit_code == 2
    assert "Traceback" not in result.output
    return result.output


@pytest.mark.parametrize("port", ["x", "99999", "9" * 5000, "-1"], ids=lambda port: port[:5])
@pytest.mark.parametrize(
    "command", [("health",), ("journal",), ("receive", "--from", PERSON, "--to", LINE)], ids=str
)
def test_a_port_of_the_environment_that_is_none(command: tuple[str, ...], port: str) -> None:
    assert "give a number from 0 to 65535" in refusal(*command, PORT=port)
    with pytest.raises(ValueError, match="65535"):
        server_address({"CATAPULT_SIMULATOR_PORT": port})


@pytest.mark.parametrize("words", ["serve --seed \udcff", "messages --to \udcff", "\udcff"])
def test_an_argument_that_is_no_text(words: str) -> None:
    assert r"'\udcff' is not text" in refusal(*words.split())


def test_a_variable_that_is_no_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CATAPULT_SIMULATOR_SEED", "\udcff")

    assert r"CATAPULT_SIMULATOR_SEED=\udcff' is not text" in refusal("serve")


@pytest.mark.parametrize(
    "words",
    [("serve", "--public-url", "http://u:c4n4ry@h"),
     ("callback", 'http://127.0.0.1:9/?password=a"c4n4ry'), ("callback", "http:u:c4n4ry@h"),
     ("health", "--url", "http:u:c4n4ry@h")],
    ids=str,
)  # fmt: skip
def test_a_refused_url_does_not_show_its_secrets(words: tuple[str, ...]) -> None:
    assert "c4n4ry" not in refusal(*words)


def test_a_public_url_has_no_credentials() -> None:
    assert "without user and password" in refusal("serve", "--public-url", "http://u@h")


def test_an_empty_tenant_is_called_empty() -> None:
    assert "it is empty" in refusal("serve", "--tenant", "")


def test_a_negative_number_is_no_option() -> None:
    shown = refusal("advance", "-1")

    assert "No such option" not in shown
    assert "'SECONDS'" in shown
