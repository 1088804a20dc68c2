"""The options of `serve` are the fields of Settings, with the same defaults."""

import os
from dataclasses import MISSING, fields
from typing import Any

import pytest

from catapult_simulator.cli.serve import serve
from catapult_simulator.cli.settings import DEFAULT_CREDENTIALS, Settings

FILLED_IN = {"tenants": (DEFAULT_CREDENTIALS,)}  # by `serve` itself, where none is given


@pytest.fixture
def options(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The options of a bare `serve`, after click has read them."""
    for name in [name for name in os.environ if name.startswith("CATAPULT_SIMULATOR_")]:
        monkeypatch.delenv(name)
    with serve.make_context("serve", []) as context:
        return dict(context.params)


def test_each_option_is_a_field_and_each_field_an_option(options: dict[str, Any]) -> None:
    assert {*options} == {field.name for field in fields(Settings)}


@pytest.mark.parametrize("field", fields(Settings), ids=lambda field: field.name)
def test_an_option_has_the_default_of_its_field(field: Any, options: dict[str, Any]) -> None:
    assert field.default is not MISSING
    given = options[field.name] or FILLED_IN.get(field.name, options[field.name])

    assert given == field.default
    assert type(given) is type(field.default)
