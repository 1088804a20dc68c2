"""Tests under pytest-socket: without sockets, and with those of this machine."""

import pytest

pytest_plugins = ("pytester",)

APP = """
import json
import requests

def app(environ, start_response):
    event = json.loads(environ["wsgi.input"].read())
    me, url = app.credentials, "https://api.catapult.inetwork.com/v1/users"
    reply = {"from": event["to"], "to": event["from"], "text": "Yes, until six."}
    sent = requests.post(f"{url}/{me.user_id}/messages", auth=(me.token, me.secret), json=reply)
    start_response("200 OK" if sent.status_code == 201 else "500 Refused", [])
    return []

def converse(catapult, **options):
    app.credentials = catapult.credentials
    line = catapult.serve(app, **options)
    with catapult.redirect():
        catapult.receive_message(from_="+19195550001", to=line.number, text="open today?")
    catapult.settle()
    catapult.assert_sent(text="Yes, until six.", state="sent")
"""


def run_blocked(pytester: pytest.Pytester, source: str, *options: str) -> pytest.RunResult:
    """In a process of its own: sockets are blocked in the whole of it."""
    pytest.importorskip("pytest_socket")
    pytester.makepyfile(APP + source)
    plugins = ("-p", "pytest_socket", "-p", "catapult_simulator.pytest_plugin")
    quiet = ("-p", "no:cacheprovider", *plugins, "-W", "error")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
        return pytester.runpytest_subprocess(*quiet, *options, timeout=60)


def test_a_conversation_needs_no_socket(pytester: pytest.Pytester) -> None:
    source = "def test_it(catapult): converse(catapult, port=None)"

    run_blocked(pytester, source, "--disable-socket").assert_outcomes(passed=1)


def test_sockets_of_this_machine_are_enough_for_all(pytester: pytest.Pytester) -> None:
    source = "def test_it(catapult, catapult_url): converse(catapult)"

    result = run_blocked(pytester, source, "--disable-socket", "--allow-hosts=127.0.0.1")

    result.assert_outcomes(passed=1)


@pytest.mark.parametrize("use", ["converse(catapult)", "request.getfixturevalue('catapult_url')"])
def test_a_socket_that_is_needed_is_explained(pytester: pytest.Pytester, use: str) -> None:
    source = f"def test_it(catapult, request): {use}"

    result = run_blocked(pytester, source, "--disable-socket")

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        ["E * pytest-socket blocks the sockets of this test: run pytest with --allow-hosts=127*"]
    )


def test_a_callback_that_needs_one_is_explained(pytester: pytest.Pytester) -> None:
    result = run_blocked(
        pytester,
        """
def test_it(catapult):
    line = catapult.connect("http://127.0.0.1:9/sms")
    told = catapult.receive_message(from_="+19195550001", to=line.number, text="hi")
    reason = told.attempts[0].outcome.reason
    assert reason.sentence == "pytest-socket blocks the sockets of this test"
    assert "--allow-hosts=127.0.0.1" in reason.advice
""",
        "--disable-socket",
    )

    result.assert_outcomes(passed=1, errors=1)  # the account is strict


def test_a_test_that_may_use_sockets_has_the_port(pytester: pytest.Pytester) -> None:
    result = run_blocked(
        pytester,
        """
import pytest

def test_blocked(catapult): converse(catapult, port=None)

@pytest.mark.enable_socket
def test_open(catapult, catapult_url):
    converse(catapult)
    assert requests.get(f"{catapult_url}/_simulator/health").status_code == 200
""",
        "--disable-socket",
        "-p",
        "no:randomly",
    )

    result.assert_outcomes(passed=2)
