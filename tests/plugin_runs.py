"""Runs of pytest on a text of tests, in a folder of their own, with the simulator's plugin."""

from collections.abc import Iterator

import pytest

# Loaded in place of all plugins that are installed here: those take four seconds to load.
PLUGINS = ("catapult_simulator.pytest_plugin", "xdist.plugin")


def run_tests(pytester: pytest.Pytester, source: str, *options: str) -> pytest.RunResult:
    pytester.makepyfile(source)
    with pytest.MonkeyPatch.context() as patch:  # workers inherit it
        patch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
        return pytester.runpytest_inprocess("-p", "no:cacheprovider", *_loaded(), *options)


def _loaded() -> Iterator[str]:
    for name in PLUGINS:
        yield from ("-p", name)


# For `makeconftest`: an app that answers 500 to texts with "boom", and a number that calls it.
APP = """
from threading import Thread

import pytest
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.wrappers import Request, Response


class Quiet(WSGIRequestHandler):
    def log_request(self, *args):
        pass


@Request.application
def app(request):
    return Response("", 500 if "boom" in request.get_json()["text"] else 200)


@pytest.fixture(scope="session")
def app_url():
    server = make_server("127.0.0.1", 0, app, request_handler=Quiet)
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{server.port}/sms"
    server.shutdown()
    thread.join()
    server.server_close()


def connect(account, url):
    app = account.applications.create("shop", incoming_message_url=url)
    account.phone_numbers.allocate("+19195551212", application_id=app.id)
    return account


@pytest.fixture
def shop(catapult, app_url):
    return connect(catapult, app_url)


def text(account, words):
    account.receive_message(from_="+19195550001", to="+19195551212", text=words)
"""
