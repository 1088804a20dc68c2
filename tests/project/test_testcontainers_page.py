"""The container of docs/how-to/testcontainers.md, with a daemon that starts a simulator for it."""

import importlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask, jsonify, request
from flask.typing import ResponseReturnValue

from catapult_simulator import Server, Simulator
from catapult_simulator.http_server.server import HttpServer
from catapult_simulator.testing.remote.simulator import RemoteServer
from project.blocks import DOCS, ROOT, blocks_of

pytest.importorskip("testcontainers")
BLOCKS = {block.title: block for block in blocks_of(DOCS / "how-to" / "testcontainers.md")}
VARIABLES = ("CATAPULT_SIMULATOR_URL", "CATAPULT_SIMULATOR_APP_HOST")


class Daemon:
    """The few routes of Docker that create, start, show and remove one container: a simulator."""

    def __init__(self) -> None:
        self.simulator = Server(Simulator())
        self.created: dict[str, Any] = {}
        self.ports: dict[str, list[dict[str, str]]] = {}
        self.is_removed = False
        self.app = Flask("docker")
        for rule, method, view in (
            ("/version", "GET", lambda: {"ApiVersion": "1.44"}),
            ("/v1.44/images/<name>/json", "GET", lambda name: {"Id": name}),
            ("/v1.44/containers/create", "POST", self.create),
            ("/v1.44/containers/c1/start", "POST", self.start),
            ("/v1.44/containers/c1/json", "GET", self.show),
            ("/v1.44/containers/c1", "DELETE", self.remove),
        ):
            self.app.add_url_rule(rule, f"{method} {rule}", view, methods=[method])

    def create(self) -> ResponseReturnValue:
        self.created = request.get_json()
        return {"Id": "c1", "Warnings": []}, 201

    def start(self) -> ResponseReturnValue:
        self.simulator.start()
        self.ports = {"8080/tcp": [{"HostPort": self.simulator.url.rpartition(":")[2]}]}
        return "", 204

    def show(self) -> ResponseReturnValue:
        return jsonify(
            Id="c1",
            Image="catapult-simulator",
            State={"Status": "running"},
            NetworkSettings={"Ports": self.ports},
        )

    def remove(self) -> ResponseReturnValue:
        self.simulator.stop()
        self.is_removed = True
        return "", 204


@pytest.fixture
def daemon(monkeypatch: pytest.MonkeyPatch) -> Iterator[Daemon]:
    """A daemon that testcontainers talks to; nothing else of this machine is asked."""
    from testcontainers.core.config import ConnectionMode, testcontainers_config

    daemon = Daemon()
    listener = HttpServer(app=daemon.app, inline=lambda path: False)
    monkeypatch.setenv("DOCKER_HOST", f"tcp://127.0.0.1:{listener.open()}")
    # freezegun reads each attribute of each module: this one would look for a daemon.
    testcontainers_config.ryuk_docker_socket = "/var/run/docker.sock"
    monkeypatch.setattr(testcontainers_config, "ryuk_disabled", True)
    monkeypatch.setattr(
        testcontainers_config, "connection_mode_override", ConnectionMode.docker_host
    )
    listener.start()
    yield daemon
    listener.stop()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The files of the page, to be imported."""
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / "catapult_container.py").write_text(BLOCKS["catapult_container.py"].text)
    (tmp_path / "run_conftest.py").write_text(BLOCKS["conftest.py"].text)
    yield tmp_path
    for name in ("catapult_container", "run_conftest"):
        sys.modules.pop(name, None)


def test_the_container_is_ready_with_its_clock_and_the_name_of_this_machine(
    daemon: Daemon, folder: Path
) -> None:
    container = importlib.import_module("catapult_container").CatapultContainer()

    with container:
        simulator = RemoteServer(container.url).simulator
        simulator.open_tenant().phone_numbers.allocate("+19195551212")

    assert daemon.is_removed
    assert daemon.created["Image"] == "catapult-simulator"
    assert daemon.created["Env"] == ["CATAPULT_SIMULATOR_CLOCK=virtual"]
    assert daemon.created["HostConfig"]["ExtraHosts"] == ["host.docker.internal:host-gateway"]
    assert list(daemon.created["ExposedPorts"]) == ["8080/tcp"]
    assert "EXPOSE 8080" in (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert container.url_of_app(3000) == "http://host.docker.internal:3000/sms"


def test_a_run_has_one_container_and_tells_the_fixtures_where_it_is(
    daemon: Daemon, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in VARIABLES:
        monkeypatch.setenv(name, "")  # so that it is put back
    conftest = importlib.import_module("run_conftest")

    conftest.pytest_configure(SimpleNamespace(workerinput={}))
    assert daemon.created == {}
    conftest.pytest_configure(SimpleNamespace())
    url, app_host = (os.environ[name] for name in VARIABLES)
    account = RemoteServer(url, app_host=app_host).simulator.open_tenant()
    conftest.pytest_unconfigure(SimpleNamespace())

    assert account.user_id
    assert app_host == "host.docker.internal"
    assert daemon.is_removed
