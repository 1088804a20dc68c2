"""Options that are numbers take no nan and no inf, wherever they stand."""

from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from catapult_simulator.cli.finite import Finite, FiniteRange
from catapult_simulator.cli.main import commands


def with_options(command: click.Command, path: str = "") -> Iterator[tuple[str, click.Option]]:
    """Each option below `command`, with the words of its command."""
    if isinstance(command, click.Group):
        for name in command.list_commands(click.Context(command)):
            inner = command.get_command(click.Context(command), name)
            assert inner is not None
            yield from with_options(inner, f"{path} {name}")
        return
    yield from ((path, each) for each in command.params if isinstance(each, click.Option))


FLOATS = [
    (path, option)
    for path, option in with_options(commands)
    if isinstance(option.type, click.types.FloatParamType)
]


def test_each_option_that_is_a_number_is_finite() -> None:
    others = [path for path, each in FLOATS if not isinstance(each.type, Finite | FiniteRange)]

    assert len(FLOATS) > 3
    assert others == []


@pytest.mark.parametrize("value", ["nan", "-nan", "inf", "-inf", "1e999"])
@pytest.mark.parametrize("path", [["serve", "--state-every"], ["tenant", "change", "--balance"]])
def test_what_has_no_end_is_refused(path: list[str], value: str) -> None:
    result = CliRunner().invoke(commands, [*path[:-1], f"{path[-1]}={value}"])

    assert result.exit_code == 2
    assert path[-1] in result.output
