"""The apps of docs/how-to/receivers.md answer a text, in each framework."""

import importlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from catapult_simulator import Catapult
from project.blocks import DOCS, blocks_of
from sdk import installs

PERSON = "+19195550001"
BLOCKS = {block.title: block for block in blocks_of(DOCS / "how-to" / "receivers.md")}


@pytest.fixture
def account(
    catapult: Catapult, catapult_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Catapult]:
    """An account; the files of the page can be imported, and have its variables."""
    for name, value in variables(catapult_url, catapult).items():
        monkeypatch.setenv(name, value)
    for title, block in BLOCKS.items():
        if title:
            path = tmp_path / title
            path.parent.mkdir(exist_ok=True)
            path.write_text(block.text, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    yield catapult
    for name in [name for name in sys.modules if f"{name}.py" in BLOCKS or name[:5] == "texts"]:
        del sys.modules[name]


def variables(url: str, account: Catapult) -> dict[str, str]:
    user_id, token, secret = account.credentials
    return {
        "CATAPULT_URL": url,
        "CATAPULT_USER_ID": user_id,
        "CATAPULT_TOKEN": token,
        "CATAPULT_SECRET": secret,
    }


def flask_app() -> Any:
    return importlib.import_module("flask_app").app


def fastapi_app() -> Any:
    pytest.importorskip("fastapi")
    pytest.importorskip("httpx")
    return importlib.import_module("fastapi_app").app


def django_app() -> Any:
    pytest.importorskip("django")
    settings = importlib.import_module("django.conf").settings
    if not settings.configured:  # once in a process
        settings.configure(ROOT_URLCONF="texts.urls", ALLOWED_HOSTS=["127.0.0.1"])
    return importlib.import_module("django.core.wsgi").get_wsgi_application()


@pytest.mark.parametrize("app", [flask_app, fastapi_app, django_app])
def test_an_app_in_python_answers_a_text(account: Catapult, app: Callable[[], Any]) -> None:
    line = account.serve(app())

    told = account.receive_message(from_=PERSON, to=line.number, text="open today?")

    assert [attempt.outcome.status for attempt in told.attempts] == [204]
    account.assert_sent(to=PERSON, text="You said: open today?")


@contextmanager
def running(file: Path, **more: str) -> Iterator[str]:
    """A program of Node, and the port on which it listens."""
    process = subprocess.Popen(
        ["node", file], stdout=subprocess.PIPE, text=True, env=os.environ | more
    )
    try:
        assert process.stdout is not None
        yield process.stdout.readline().split()[-1]
    finally:
        process.kill()
        process.communicate()


def test_an_app_with_express_answers_a_text(account: Catapult, tmp_path: Path) -> None:
    if not shutil.which("node"):
        pytest.skip("no node here")
    modules = str(installs.node_modules())

    with running(tmp_path / "express_app.js", NODE_PATH=modules, PORT="0") as port:
        line = account.connect(f"http://127.0.0.1:{port}/sms")
        told = account.receive_message(from_=PERSON, to=line.number, text="open today?")

    assert [attempt.outcome.status for attempt in told.attempts] == [204]
    account.assert_sent(to=PERSON, text="You said: open today?")


@pytest.mark.parametrize("title", [title for title in BLOCKS if title])
def test_an_app_is_short(title: str) -> None:
    lines = [line for line in BLOCKS[title].text.splitlines() if line]

    assert len(lines) <= 16
