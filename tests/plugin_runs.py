"""Runs of pytest on a text of tests, in a folder of their own, with the simulator's plugin."""

from importlib.metadata import entry_points

import pytest


def run_tests(pytester: pytest.Pytester, source: str, *options: str) -> pytest.RunResult:
    pytester.makepyfile(source)
    workers = () if "-n2" in options else ("-p", "no:xdist")
    quiet = ("-p", "no:cacheprovider", "-p", "no:randomly", *workers, *_plugin())
    return pytester.runpytest_inprocess(*quiet, *options)


def _plugin() -> tuple[str, ...]:
    """The option that loads the plugin, unless it is installed: pytest loads it then."""
    installed = entry_points(group="pytest11", name="catapult_simulator")
    return () if installed else ("-p", "catapult_simulator.pytest_plugin")


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
