"""The document of the control API is complete: a failing test says which row lacks what."""

import json
import re
from typing import Any

import pytest
from flask import Flask

from builders import environ_of, run
from catapult_simulator import CONTROL_PREFIX, Simulator
from catapult_simulator.app import create_app
from catapult_simulator.core.simulator import CLOCKS, ClockName
from catapult_simulator.openapi import APIS, document
from catapult_simulator.openapi.control_operations import OPERATIONS, TABLE

ORIGIN = "http://sim.test"
VIEWS = create_app(Simulator()).view_functions
WITH_BODY = [name for name in OPERATIONS if getattr(VIEWS.get(name), "body", None) is not None]


@pytest.mark.parametrize("name", OPERATIONS)
def test_a_row_belongs_to_a_view_with_a_docstring(name: str) -> None:
    assert name in VIEWS, f"{name!r} has no view: is its module in VIEWS of control/__init__.py?"
    assert VIEWS[name].__doc__, f"write a docstring for the view of {name!r}: it is the summary"


@pytest.mark.parametrize("name", WITH_BODY)
def test_an_operation_with_a_body_has_a_sample(name: str) -> None:
    assert OPERATIONS[name].sample is not None, f"add a sample to {name!r} in {TABLE}"


@pytest.mark.parametrize("api", APIS)
def test_every_reference_has_its_component(api: str) -> None:
    described = document(create_app(Simulator()), api, ORIGIN)
    named = set(re.findall(r'"#/components/(\w+/\w+)"', json.dumps(described)))

    missing = {each for each in named if each not in components_of(described)}

    assert not missing, f"add to SCHEMAS in openapi/{api}_schemas.py, or mend the name: {missing}"
    assert len(named) > 10


def components_of(described: Any) -> set[str]:
    groups = described["components"].items()
    return {f"{group}/{name}" for group, components in groups for name in components}


def new_app(clock: ClockName) -> Flask:
    """An application with one tenant, u-1, which has no number."""
    simulator = Simulator(clock=clock)
    simulator.open_tenant(user_id="u-1")
    return create_app(simulator)


@pytest.mark.parametrize("clock", CLOCKS)
@pytest.mark.parametrize("name", WITH_BODY)
def test_the_answers_to_a_sample_are_described(name: str, clock: ClockName) -> None:
    """Sent twice: what exists already may be a conflict."""
    app = new_app(clock)
    rule = next(each for each in app.url_map.iter_rules() if each.endpoint == name)
    (method,) = (rule.methods or set()) - {"OPTIONS"}
    path = rule.rule.replace("<user_id>", "u-1").replace("<method>", "messages.find")
    path = path.replace("<number>", "12345")
    body = json.dumps(OPERATIONS[name].sample).encode()

    environ = {"CONTENT_TYPE": "application/json", "HTTP_HOST": "127.0.0.1"}

    answers = [run(app, environ_of(method, path, body) | environ) for _ in range(2)]

    described = document(app, "control", ORIGIN)["paths"]
    described_path = re.sub(r"<(?:path:)?(\w+)>", r"{\1}", rule.rule).replace("user_id", "userId")
    described_path = described_path.replace("message_id", "messageId")
    responses = described[described_path][method.lower()]["responses"]
    missing = {each.status for each in answers} - {int(status) for status in responses}
    assert not missing, f"add {missing} to the errors of {name!r} in {TABLE}"
    assert path.startswith(CONTROL_PREFIX)
