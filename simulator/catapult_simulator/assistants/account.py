"""Account: the account that an assistant's tools are about, over the control API."""

from collections.abc import Callable
from time import monotonic
from typing import Any, TypeVar

from mcp.server.mcpserver.exceptions import ToolError

from catapult_simulator.control_client.client import ControlClient, Json

T = TypeVar("T")

# A change without an entry in the journal ends no wait: so it is looked for once in a while.
_LOOK_SECONDS = 0.5


class Account:
    """One account of the simulator that `client` reaches. Safe from several threads.

    Without `user_id`, it is the only one there, asked for with each call: the simulator may be
    started later than the tools. Every method can raise ControlError.
    """

    def __init__(self, client: ControlClient, user_id: str | None) -> None:
        self.client = client
        self._user_id = user_id
        self.connected = ""  # the application that `connect` made last

    @property
    def user_id(self) -> str:
        return self._user_id or self.client.only_tenant()

    @property
    def is_virtual(self) -> bool:
        """Whether time passes by `advance` and `settle` only."""
        return bool(self.client.tenant(self.user_id)["clock"] == "virtual")

    def call(self, method: str, *arguments: object, **keywords: object) -> Any:
        """The result, as JSON, of a method of the account's Python class."""
        return self.client.call(self.user_id, method, *arguments, **keywords)

    def texts_to(self, person: str, newest: int) -> list[Json]:
        """The newest messages of the app to a person, the newest first."""
        return self.client.messages(self.user_id, to=person, direction="out", size=newest)

    def numbers(self) -> list[Json]:
        """The enabled numbers: `number`, and `application_id` or None."""
        return list(self.call("phone_numbers.enabled"))

    def only_number(self, given: str | None) -> str:
        """`given`, or the only number; of several, that of the app that was connected last. Raises
        ToolError where there is none, and for a blank one."""
        if given is not None and not given.strip():
            raise ToolError(f"number={given!r} is blank; give one, or leave it out")
        if given:
            return given
        owned = self.numbers()
        numbers = [str(each["number"]) for each in owned]
        if not numbers:
            raise ToolError(
                "the account has no number yet; call connect with the URL of the app, which gives "
                "it one"
            )
        latest = [each["number"] for each in owned if each["application_id"] == self.connected]
        if len(latest) == 1:
            return str(latest[0])
        if len(numbers) > 1:
            known = ", ".join(numbers[:10])
            raise ToolError(f"the account has {len(numbers)} numbers; name one as number: {known}")
        return numbers[0]

    def watch(self, look: Callable[[], T | None], seconds: float) -> T | None:
        """Call `look` until it gives something, for at most so many real seconds."""
        user_id, until = self.user_id, monotonic() + seconds
        while True:
            newest = self.client.newest_entry(user_id)
            found = look()
            left = until - monotonic()
            if found or left <= 0:
                return found
            wait = min(left, _LOOK_SECONDS)
            self.client.journal(user_id, after=newest, limit=1, wait=wait)
