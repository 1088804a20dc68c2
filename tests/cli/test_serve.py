"""`catapult-simulator serve`, in a process of its own."""

import json
import shlex
import shutil
import signal
import socket
import subprocess

import pytest
import requests

from catapult_simulator.cli.receiver import Receiver
from catapult_simulator.cli.settings import DEFAULT_CREDENTIALS, SAMPLE_NUMBER, SAMPLE_PERSON
from catapult_simulator.core.credentials import Credentials
from serve_support import Process, finished, needs_signals, serving, started


def curl_lines(process: Process) -> list[str]:
    return [line for line in process.lines if line.startswith("curl ")]


def paste(line: str) -> requests.Response:
    """Send the request of a printed curl command, without curl."""
    words = shlex.split(line)
    user = words[words.index("-u") + 1] if "-u" in words else ":"
    token, _, secret = user.partition(":")
    return requests.post(
        next(word for word in words if word.startswith("http")),
        data=words[words.index("-d") + 1],
        headers=dict([words[words.index("-H") + 1].split(": ")]),
        auth=(token, secret),
        timeout=30,
    )


def order_number(url: str, account: Credentials = DEFAULT_CREDENTIALS) -> str:
    answer = requests.post(
        f"{url}/v1/users/{account.user_id}/phoneNumbers",
        json={"number": SAMPLE_NUMBER},
        auth=(account.token, account.secret),
        timeout=30,
    )
    assert answer.status_code == 201, answer.text
    return answer.headers["Location"].rpartition("/")[2]


def test_the_first_line_names_version_and_url() -> None:
    with serving() as process:
        answer = requests.get(f"{process.url}/_simulator/health", timeout=30)

    assert process.lines[0].startswith("catapult-simulator 0.1.0 listens on http://127.0.0.1:")
    assert answer.json()["status"] == "ok"


def test_it_prints_the_credentials_of_its_tenant() -> None:
    with serving() as process:
        order_number(process.url)

    assert [line.split() for line in process.lines[2:5]] == [
        ["userId", "u-2222222222222222222222a"],
        ["token", "t-2222222222222222222222a"],
        ["secret", "secretsecretsecretsecretsecretsecretse"],
    ]


@pytest.mark.skipif(not (shutil.which("curl") and shutil.which("sh")), reason="no curl or sh")
def test_the_three_printed_lines_work_when_pasted_in_order() -> None:
    with serving() as process:
        script = "\n".join(curl_lines(process))
        pasted = subprocess.run(["sh", "-ec", script], capture_output=True, text=True, timeout=60)

    assert pasted.stdout.count("HTTP/1.1 201 Created") == 3, pasted


def test_the_three_printed_lines_import_send_and_receive() -> None:
    with serving("--clock", "virtual") as process:
        imported, sent, received = map(paste, curl_lines(process))

    assert "/phoneNumbers/n-" in imported.headers["Location"]
    assert "/messages/m-" in sent.headers["Location"]
    assert received.json()["message"]["from"] == SAMPLE_PERSON


@needs_signals
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["SIGINT", "SIGTERM"])
def test_a_signal_ends_it_with_exit_code_0(number: signal.Signals) -> None:
    with serving() as process:
        ended = process.end(number)

    assert ended == (0, "")


@needs_signals
def test_a_signal_before_it_has_loaded_ends_it_with_exit_code_0() -> None:
    with started("serve", "--port", "0", until="listens on") as process:
        ended = process.end(signal.SIGTERM)

    assert ended == (0, "")


@needs_signals
def test_it_ends_although_a_client_is_connected() -> None:
    with serving() as process, socket.create_connection(_address(process.url)) as client:
        client.sendall(b"GET /_simulator/health HTTP/1.1\r\nHost: a\r\n\r\n")
        assert client.recv(15) == b"HTTP/1.1 200 OK"

        ended = process.end(signal.SIGTERM)

    assert ended == (0, "")


@needs_signals
def test_it_ends_although_a_callback_is_unanswered() -> None:
    with serving() as process, socket.create_server(("127.0.0.1", 0)) as app:
        _send_with_callback(process.url, f"http://127.0.0.1:{app.getsockname()[1]}/")
        called, _ = app.accept()

        with called:
            ended = process.end(signal.SIGTERM)

    assert ended == (0, "")


def test_a_taken_port_is_one_error_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        result = finished("serve", "--port", port)

    assert result.returncode == 1
    assert result.stderr == (
        f"Error: cannot listen on 127.0.0.1:{port}: Address already in use; "
        "choose another with --host and --port\n"
    )


def test_an_address_of_another_machine_is_one_error_line() -> None:
    result = finished("serve", "--host", "192.0.2.1", "--port", "0")

    assert (result.returncode, result.stderr.count("\n")) == (1, 1)
    assert result.stderr.startswith("Error: cannot listen on 192.0.2.1:0: ")


def test_ids_differ_between_runs_on_real_time() -> None:
    with serving() as one, serving() as other:
        assert order_number(one.url) != order_number(other.url)


def test_a_seed_makes_ids_the_same_in_each_run() -> None:
    with serving("--seed", "a") as one, serving("--seed", "a") as other:
        assert order_number(one.url) == order_number(other.url)


def test_links_in_callbacks_begin_with_the_public_url() -> None:
    options = ("--clock", "virtual", "--public-url", "https://sim.example/v1/")
    with serving(*options) as process, Receiver() as app:
        _send_with_callback(process.url, app.url)
        requests.post(
            f"{process.url}/_simulator/tenants/{DEFAULT_CREDENTIALS.user_id}/settle",
            json={},
            timeout=30,
        )
        printed = app.next()

    assert printed is not None
    uri = json.loads(printed.body)["messageUri"]
    assert uri.startswith(f"https://sim.example/v1/users/{DEFAULT_CREDENTIALS.user_id}/messages/m-")


def _address(url: str) -> tuple[str, int]:
    host, _, port = url.removeprefix("http://").rpartition(":")
    return host, int(port)


def _send_with_callback(url: str, callback_url: str) -> None:
    order_number(url)
    draft = {
        "from": SAMPLE_NUMBER,
        "to": SAMPLE_PERSON,
        "text": "hello",
        "receiptRequested": "all",
        "callbackUrl": callback_url,
    }
    answer = requests.post(
        f"{url}/v1/users/{DEFAULT_CREDENTIALS.user_id}/messages",
        json=draft,
        auth=(DEFAULT_CREDENTIALS.token, DEFAULT_CREDENTIALS.secret),
        timeout=30,
    )
    assert answer.status_code == 201, answer.text
