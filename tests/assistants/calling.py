"""Calls of tools, with the SDK's client."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, NamedTuple

import anyio

if TYPE_CHECKING:
    from mcp import Client


class ToolFailed(Exception):
    """A tool answered with an error; the text is what the assistant reads."""


class Answer(NamedTuple):
    """The text that a tool answers, and whether it is an error."""

    text: str
    failed: bool


def call_tool(served: Any, name: str, arguments: dict[str, Any]) -> str:
    """The text that a tool answers. `served`: a server in memory, the URL of one, or a transport.
    Raises ToolFailed."""
    answer: Answer = ask(served, lambda client: answer_of(client, name, arguments))
    if answer.failed:
        raise ToolFailed(answer.text)
    return answer.text


def ask(served: Any, question: "Callable[[Client], Awaitable[Any]]") -> Any:
    """Let `question` ask a client. An exception of it would come out within groups."""

    async def asked() -> Any:
        from mcp import Client

        async with Client(served) as client:
            return await question(client)

    return anyio.run(asked)


async def answer_of(client: "Client", name: str, arguments: dict[str, Any]) -> Answer:
    """Call a tool."""
    result: Any = await client.call_tool(name, arguments)
    return Answer("\n".join(part.text for part in result.content), bool(result.is_error))
