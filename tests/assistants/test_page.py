"""docs/how-to/assistants.md lists the tools and resources as they are."""

from inspect import signature
from pathlib import Path

import pytest

from catapult_simulator.assistants.account import Account
from catapult_simulator.assistants.resources import FIDELITY, MAGIC
from catapult_simulator.assistants.tools import READS, Tool, tools_of
from catapult_simulator.control_client.client import ControlClient

PAGE = (Path(__file__).parents[2] / "docs/how-to/assistants.md").read_text(encoding="utf-8")
NOWHERE = "http://127.0.0.1:1"  # is never called


def table() -> str:
    """Each tool: its name, the first sentence of its description, its arguments."""
    tools = tools_of(Account(ControlClient(NOWHERE), None))
    return "\n".join(["| tool | what it does | arguments |", "|---|---|---|", *map(row, tools)])


def row(tool: Tool) -> str:
    sentence = tool.description.partition("\n")[0].partition(". ")[0].rstrip(".")
    mark = "" if tool.annotations is READS else " *"
    arguments = ", ".join(f"`{name}`" for name in signature(tool.method).parameters)
    return f"| `{tool.name}`{mark} | {sentence} | {arguments} |"


def test_the_page_has_the_table_of_the_tools() -> None:
    assert table() in PAGE, f"write this into docs/how-to/assistants.md:\n{table()}"


@pytest.mark.parametrize("uri", [FIDELITY, MAGIC])
def test_the_page_names_each_resource(uri: str) -> None:
    assert f"`{uri}`" in PAGE
