"""The server of tools: its descriptions, its refusals, its resources."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from assistants.calling import ToolFailed, ask, call_tool
from assistants.conftest import Call
from builders import LINE, PERSON
from catapult_simulator import Server, Simulator, Tenant
from catapult_simulator.control_client.client import ControlClient
from catapult_simulator.core.messages.magic import scenarios
from cli.commands import unused_url

Read = Callable[[str], str]


@pytest.fixture
def read(served: Any) -> Read:
    """The text of a resource, or the sentence that refuses it."""
    from mcp import MCPError

    def read(uri: str) -> str:
        async def question(client: Any) -> str:
            try:
                (content,) = (await client.read_resource(uri)).contents
            except MCPError as error:
                return str(error)
            return str(content.text)

        return str(ask(served, question))

    return read


@pytest.fixture(scope="module")
def tools(served: Any) -> list[Any]:
    return list(ask(served, lambda client: client.list_tools()).tools)


def test_each_tool_and_each_parameter_is_described(tools: list[Any]) -> None:
    silent = [
        f"{tool.name}.{name}"
        for tool in tools
        for name, schema in tool.input_schema["properties"].items()
        if not schema.get("description")
    ]

    assert len(tools) == 20
    assert silent == []
    assert [tool.name for tool in tools if not tool.description or "  " in tool.description] == []


def test_tools_that_delete_say_so(tools: list[Any]) -> None:
    deleting = {tool.name for tool in tools if tool.annotations.destructive_hint}
    reading = {tool.name for tool in tools if tool.annotations.read_only_hint}

    assert deleting == {"apply_setup", "remove_fault", "reset"}
    assert {"account", "conversation", "journal", "wait_for_message"} <= reading


def test_the_descriptions_are_short(tools: list[Any]) -> None:
    """They are part of each of an assistant's conversations: 4 characters are about a token."""
    assert sum(len(tool.model_dump_json(exclude_none=True)) for tool in tools) < 16_000


@pytest.mark.parametrize(
    ("tool", "arguments", "sentence"),
    [
        ("txt_app", {}, "no tool 'txt_app'; did you mean 'text_app'?"),
        ("text_app", {"txt": "hi"}, "text_app has no argument 'txt'; did you mean 'text'?"),
        ("settle", {"until": 1}, "settle has no argument 'until'"),
        ("replay", {}, "replay: message_id is missing"),
        ("advance", {"seconds": "soon"}, "advance: seconds is 'soon': Input should be a valid "),
        ("journal", {"limit": 0}, "journal: limit is 0: Input should be greater than or equal to"),
        ("reset", {"x": 1}, "reset has no argument 'x'; it takes none"),
        ("journal", {"entry": 10**20}, "journal: entry is 100000000000000000000: Input should be "),
        ("wait_for_message", {"pattern": "("}, "pattern: '(' is no regular expression"),
        ("conversation", {"person": "x"}, "person: 'x' is no phone number"),
        ("connect", {"url": 5}, "connect: url is 5: Input should be a valid string"),
        ("connect", {"url": "http://h/", "number": "abc"}, "number: 'abc' is no phone number"),
    ],
)
def test_a_wrong_call_is_told_in_one_sentence(
    call: Call, tool: str, arguments: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(ToolFailed) as failed:
        call(tool, **arguments)

    assert str(failed.value).startswith(sentence)
    assert "\n" not in str(failed.value)


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("advance", {"seconds": "9" * 500_000}),
        ("x" * 500_000, {}),
        ("reset", {"x" * 500_000: 1}),
        ("remove_fault", {"fault_id": "f" * 5_000}),
        ("wait_for_message", {"pattern": "x" * 9_000}),
    ],
    ids=lambda value: str(value)[:20],
)
def test_no_error_repeats_a_long_value_as_a_whole(
    call: Call, tool: str, arguments: dict[str, Any]
) -> None:
    with pytest.raises(ToolFailed) as failed:
        call(tool, **arguments)

    assert len(str(failed.value)) < 1_100


def test_no_answer_turns_the_direction_of_a_text(call: Call, tenant: Tenant) -> None:
    tenant.phone_numbers.allocate(LINE)
    tenant.receive_message(from_=PERSON, to=LINE, text="\u202eevil")

    answers = [call("conversation", person=PERSON), call("get_setup", snapshot=True)]
    with pytest.raises(ToolFailed) as failed:
        call("conversation", person="\u202e")

    assert not any("\u202e" in each for each in (*answers, str(failed.value)))
    assert all("\\u202eevil" in each for each in answers)
    assert json.loads(answers[1])


def test_without_a_simulator_a_call_says_how_to_start_one() -> None:
    from catapult_simulator.assistants.server import make_server

    url = unused_url()

    with pytest.raises(ToolFailed) as failed:
        call_tool(make_server(ControlClient(url), None), "account", {})

    assert str(failed.value) == (
        f"no simulator answers at {url}: Connection refused; start one with: "
        "catapult-simulator serve"
    )


def test_of_two_accounts_one_must_be_named() -> None:
    from catapult_simulator.assistants.server import make_server

    with Server(Simulator()) as server:
        for user_id in ("u-1", "u-2"):
            server.simulator.open_tenant(user_id)
        served = make_server(ControlClient(server.url), None)

        with pytest.raises(ToolFailed, match=r"has 2 tenants \(u-1, u-2\); name one with --tenant"):
            call_tool(served, "reset", {})


def test_the_magic_numbers_can_be_read(read: Read) -> None:
    page = read("catapult://magic-numbers")

    assert all(scenario.first in page for scenario in scenarios())


def test_the_evidence_begins_with_the_main_assumptions_and_lists_its_sections(read: Read) -> None:
    page = read("catapult://fidelity")

    assert page.startswith("# How faithful the simulator is\n")
    assert "assumptions that matter most" in page
    assert len(page) < 10_000
    sections = [line[2:] for line in page.splitlines() if line.startswith("- catapult://")]
    assert all(read(uri).startswith("## ") for uri in sections)
    assert "catapult://fidelity/callback-fields" in sections


def test_an_unknown_section_is_refused_with_the_known_ones(read: Read) -> None:
    refusal = read("catapult://fidelity/erors")

    assert refusal.startswith("no section 'erors'; there are ")
    assert ", errors, " in refusal
