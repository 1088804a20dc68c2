"""The demo: three steps, seen to work, and seen to fail when one does."""

from collections.abc import Iterator

import pytest
from click.testing import CliRunner

from catapult_simulator import Server, Simulator
from catapult_simulator.cli.demo import Demo, StepFailed
from catapult_simulator.cli.main import commands
from catapult_simulator.cli.receiver import Receiver
from catapult_simulator.cli.settings import DEFAULT_CREDENTIALS
from catapult_simulator.core.credentials import Credentials
from serve_support import finished


@pytest.fixture
def server() -> Iterator[Server]:
    with Server(Simulator()) as server:
        server.simulator.open_tenant(*DEFAULT_CREDENTIALS)
        yield server


@pytest.fixture
def app() -> Iterator[Receiver]:
    with Receiver() as receiver:
        yield receiver


@pytest.fixture(scope="module")
def output() -> str:
    """All that the demo prints."""
    result = finished("demo")
    assert (result.returncode, result.stderr) == (0, "")
    return result.stdout


@pytest.mark.parametrize(
    "step", ["1. Import a number", "2. Send a message", "3. Receive a message"]
)
def test_the_demo_prints_each_step(output: str, step: str) -> None:
    assert f"== {step} ==" in output


def test_the_demo_prints_each_request_with_its_answer(output: str) -> None:
    lines = output.splitlines()
    asked = [line for line in lines if line.startswith("> ")]
    answered = [line for line in lines if line.startswith("< 20")]

    assert len(asked) == len(answered) == 5
    assert '"providerName": "bandwidth-dashboard"' in output
    assert "/v1/users/u-2222222222222222222222a/messages/m-" in output


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_the_demo_prints_an_incoming_message_by(output: str, method: str) -> None:
    callbacks = [line for line in output.splitlines() if line.startswith(">> callback")]

    assert any(f"{method} http://127.0.0.1:" in line and "/sms" in line for line in callbacks)


def test_a_step_that_is_refused_ends_the_demo_with_its_reason(
    server: Server, app: Receiver
) -> None:
    wrong = Credentials(DEFAULT_CREDENTIALS.user_id, "t-nobody", "wrong")

    with pytest.raises(StepFailed, match=r"1\. Import a number: .* answers 401 .*access-denied"):
        Demo(lambda text: None, server.url, wrong, app).run()


def test_a_simulator_that_is_gone_ends_the_demo_with_its_reason(app: Receiver) -> None:
    with Server(Simulator()) as server:
        url = server.url

    with pytest.raises(StepFailed, match=r"1\. Import a number: .*refused"):
        Demo(lambda text: None, url, DEFAULT_CREDENTIALS, app).run()


def test_an_app_that_is_told_something_else_ends_the_demo(server: Server, app: Receiver) -> None:
    finished("callback", app.url, "--text", "not what was expected")

    with pytest.raises(StepFailed, match=r"2\. Send a message: expected a POST callback"):
        Demo(lambda text: None, server.url, DEFAULT_CREDENTIALS, app).run()


def test_a_failing_demo_exits_1_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(say: object) -> None:
        raise StepFailed("2. Send a message: it did not")

    monkeypatch.setattr("catapult_simulator.cli.demo.run_demo", refuse)

    result = CliRunner().invoke(commands, ["demo"])

    assert (result.exit_code, result.output) == (1, "Error: 2. Send a message: it did not\n")
