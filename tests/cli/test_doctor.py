"""`doctor`: what an app gets wrong, in words."""

import json
import re
from collections.abc import Iterator

import pytest
from click.testing import CliRunner, Result

from catapult_simulator.cli import doctor as module
from catapult_simulator.cli.main import commands
from cli.commands import unused_url
from receivers import App, Arrived, app_listening


@pytest.fixture
def app() -> Iterator[App]:
    with app_listening() as app:
        yield app


def examined(url: str, *options: str) -> Result:
    return CliRunner().invoke(commands, ["doctor", url, *options], catch_exceptions=False)


def words_of(result: Result) -> list[str]:
    """The output without the times."""
    return re.sub(r"\d+ ms", "… ms", result.output).splitlines()


def test_an_app_that_takes_both_is_well(app: App) -> None:
    result = examined(app.url)

    assert result.exit_code == 0
    assert words_of(result) == [
        "GET  taken: 200 in … ms",
        "POST taken: 200 in … ms",
        "The app takes both: any callbackHttpMethod works; without one, it is POST.",
    ]


def test_both_are_called_as_the_api_does(app: App) -> None:
    examined(app.url, "--text", "hi")

    get, post = app.next(), app.next()
    assert (get.method, dict(get.query)["text"]) == ("GET", "hi")
    assert (post.method, post.json["text"]) == ("POST", "hi")
    assert get.headers["user-agent"].startswith("BandwidthAPI/v1")


@pytest.mark.parametrize(
    ("taken", "said", "advice"),
    [
        (
            "GET",
            "the app does not take POST here: it answered 405, and allows GET",
            'give its application callbackHttpMethod "get"; without one, it is POST.',
        ),
        (
            "POST",
            "GET  not taken: 405; that does no harm",
            "of an application without one.",
        ),
    ],
)
def test_an_app_that_takes_one_is_told_which(app: App, taken: str, said: str, advice: str) -> None:
    def react(arrived: Arrived) -> None:
        app.answer = "200 OK" if arrived.method == taken else "405 Method Not Allowed"
        app.headers = [("Allow", taken)]

    app.react = react

    result = examined(app.url)

    assert result.exit_code == 0
    assert said in result.output
    assert result.output.splitlines()[-1].startswith(f"The app takes {taken}")
    assert result.output.splitlines()[-1].endswith(advice)


def test_an_app_that_takes_neither_is_an_error(app: App) -> None:
    app.answer = "302 Found"
    app.headers = [("Location", "/login")]

    result = examined(app.url)

    assert result.exit_code == 1
    assert result.output.count("the app redirects to /login, and callbacks do not follow") == 1
    assert result.output.endswith(f"Error: {app.url} takes neither GET nor POST\n")


def test_a_page_of_html_is_no_success(app: App) -> None:
    app.body = b"<!doctype html><h1>Log in</h1>"

    result = examined(app.url)

    assert result.exit_code == 1
    assert "the app answered 200, but with a page of HTML: Log in" in words_of(result)[0]
    assert "takes both" not in result.output


@pytest.mark.parametrize("form", ["localhost:{}/sms", "{}", "127.0.0.1:{}"])
def test_a_url_may_miss_its_scheme(app: App, form: str) -> None:
    assert examined(form.format(app.url.rpartition(":")[2])).exit_code == 0


def test_that_nothing_listens_is_told() -> None:
    result = examined(unused_url())

    assert result.exit_code == 1
    assert result.output.count("nothing listens on 127.0.0.1:") == 1


def test_a_slow_app_is_told(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_SLOW_SECONDS", 0.0)

    assert "a callback may take 10 s: answer first, and work later" in examined(app.url).output


def test_the_attempts_are_printed_as_json(app: App) -> None:
    attempts = json.loads(examined(app.url, "--json").output)

    assert [(each["method"], each["status"]) for each in attempts] == [("GET", 200), ("POST", 200)]


def test_what_no_phone_can_send_is_refused(app: App) -> None:
    result = examined(app.url, "--from", "abc")

    assert result.exit_code == 2
    assert "from: 'abc' is no phone number" in result.output
