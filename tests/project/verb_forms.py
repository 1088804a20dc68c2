"""EXISTS: whether a verb has its form in Python, over HTTP, on the command line and on the page."""

import re
from collections.abc import Callable
from contextlib import suppress
from operator import attrgetter
from typing import Any

import click

from catapult_simulator import Simulator
from catapult_simulator.app import create_app
from catapult_simulator.cli.main import commands
from catapult_simulator.core.remote.methods import NAMES
from catapult_simulator.pages.phone.site import VIEWS
from project.verb_table import CALL


def exists_in_python(name: str) -> bool:
    owner: Any = Simulator() if name.startswith("Simulator.") else Simulator().open_tenant()
    with suppress(AttributeError):
        attrgetter(name.removeprefix("Simulator."))(owner)
        return True
    return False


def exists_over_http(route: str) -> bool:
    if route.startswith(CALL):
        return route.removeprefix(CALL) in NAMES
    method, _, path = route.partition(" ")
    found = [
        rule
        for rule in create_app(Simulator()).url_map.iter_rules()
        if re.sub(r"<\w+:", "<", rule.rule) == f"/_simulator{path}"  # without converters
    ]
    return any(method in (rule.methods or ()) for rule in found)


def exists_as_command(words: str) -> bool:
    found: click.Command | None = commands
    for word in words.split():
        if not isinstance(found, click.Group):
            return False
        found = found.get_command(click.Context(found), word)
    return found is not None


def exists_on_the_page(route: str) -> bool:
    return tuple(route.split(" ")) in {(method, path) for method, path, _ in VIEWS}


EXISTS: dict[str, Callable[[str], bool]] = {
    "python": exists_in_python,
    "control": exists_over_http,
    "command": exists_as_command,
    "page": exists_on_the_page,
}
