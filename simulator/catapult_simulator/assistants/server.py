"""make_server: the tools and resources as a server of the Model Context Protocol."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from mcp.server.mcpserver import Context, MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from pydantic import ValidationError

from catapult_simulator import __version__
from catapult_simulator.assistants.account import Account
from catapult_simulator.assistants.resources import add_resources
from catapult_simulator.assistants.threads import on_thread
from catapult_simulator.assistants.tools import tools_of
from catapult_simulator.assistants.words import shortened
from catapult_simulator.control_client.client import ControlClient
from catapult_simulator.control_client.errors import ControlError, Unreachable
from catapult_simulator.core.checks import shown
from catapult_simulator.core.masking import masked_text
from catapult_simulator.core.near_words import nearest
from catapult_simulator.core.printable import printable, printable_json

_INSTRUCTIONS = (
    "A simulator of Bandwidth's Catapult v1 SMS API, to see what an app does when a text arrives. "
    "Call account for base URL and credentials and start the app with them, connect it by its URL, "
    "then text_app. Where the app fails, the answer has the reason; journal has all requests and "
    "callbacks. No text reaches a real phone, and nothing costs money."
)
_COMPARED = 100  # characters of a misspelt name
_START = "start one with: catapult-simulator serve"


class _Server(MCPServer[Any]):
    """Says in one sentence why a call of a tool failed, and refuses arguments that no tool has."""

    async def call_tool(
        self, name: str, arguments: dict[str, Any], context: Context[Any, Any] | None = None
    ) -> Any:
        await self._require_known(name, arguments)
        try:
            return await super().call_tool(name, arguments, context)
        except ToolError as error:
            if sentence := _sentence_of(name, error.__cause__):
                raise ToolError(_readable(shortened(sentence))) from None
            raise

    async def _require_known(self, name: str, arguments: dict[str, Any]) -> None:
        tools = {tool.name: tool for tool in await self.list_tools()}
        if name not in tools:
            raise ToolError(f"no tool {_shown(name)}{_guess(name, list(tools))}")
        known = list(tools[name].input_schema.get("properties", {}))
        for unknown in arguments.keys() - set(known):
            raise ToolError(f"{name} has no argument {_shown(unknown)}{_guess(unknown, known)}")


def make_server(client: ControlClient, user_id: str | None) -> MCPServer[Any]:
    """A server about one account of the simulator that `client` reaches: `user_id`, or the only
    one there. The simulator need not run yet."""
    server = _Server(
        "catapult-simulator",
        instructions=_INSTRUCTIONS,
        version=__version__,
        log_level="ERROR",
    )
    for tool in tools_of(Account(client, user_id)):
        server.add_tool(
            on_thread(_with_readable_answer(tool.method)),
            description=tool.description,
            annotations=tool.annotations,
            structured_output=False,
        )
    add_resources(server)
    return server


def _with_readable_answer(method: Callable[..., str]) -> Callable[..., str]:
    """`method`, with escapes for characters that would turn or hide what an assistant shows."""

    @wraps(method)
    def call(*arguments: Any, **keywords: Any) -> str:
        return _readable(method(*arguments, **keywords))

    return call


def _readable(answer: str) -> str:
    is_json = answer.startswith("{")
    return printable_json(answer) if is_json else printable(answer, keep="\n")


def _shown(value: object) -> str:
    """A value that an assistant gave, without secrets, and cut."""
    return printable(masked_text(shown(value)))


def _guess(word: str, known: list[str]) -> str:
    if not known:
        return "; it takes none"
    near = nearest(word[:_COMPARED], known)
    return f"; did you mean {near!r}?" if near else f"; there are {', '.join(known)}"


def _sentence_of(tool: str, cause: BaseException | None) -> str | None:
    """Why a call failed; None for a defect of the simulator."""
    if isinstance(cause, ValidationError):
        return f"{tool}: {'; '.join(map(_problem, cause.errors()))}"
    if isinstance(cause, Unreachable):
        return f"{cause}; {_START}"
    if isinstance(cause, ToolError | ControlError):
        return str(cause)
    return None


def _problem(problem: Any) -> str:
    """`seconds is 'x': Input should be a valid number`."""
    place = ".".join(map(str, problem["loc"]))
    if problem["type"] == "missing":
        return f"{place} is missing"
    return f"{place} is {_shown(problem['input'])}: {problem['msg']}"
