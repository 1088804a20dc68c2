"""Faults: tools that make requests, messages and callbacks fail on purpose."""

from typing import Annotated, Literal

from mcp.server.mcpserver.exceptions import ToolError
from pydantic import Field

from catapult_simulator.assistants.account import Account
from catapult_simulator.assistants.words import line_of_fault, paragraph
from catapult_simulator.core.fault_effects import Place
from catapult_simulator.core.faults import CallbackOutcome, ConnectionFault, HttpMethod


class Faults:
    def __init__(self, account: Account) -> None:
        self._account = account

    def add_fault(
        self,
        at: Annotated[
            Place,
            Field(
                description="rest: a request of the app to the API; carrier: a message on its way; "
                "callback: one to the app."
            ),
        ],
        error: Annotated[
            str | None,
            Field(description="At rest: code of an error, such as rate-limit-reached."),
        ] = None,
        connection_fault: Annotated[
            ConnectionFault | None, Field(description="At rest: break the connection this way.")
        ] = None,
        delivery_code: Annotated[
            int | None, Field(description="At carrier: fail with this code, such as 770.")
        ] = None,
        state: Annotated[
            Literal["error"] | None, Field(description="At carrier: the message is not sent.")
        ] = None,
        silent: Annotated[
            bool | None, Field(description="At carrier: no delivery receipt comes.")
        ] = None,
        reply: Annotated[
            str | None, Field(description="At carrier: the person answers with this text.")
        ] = None,
        outcome: Annotated[
            CallbackOutcome | None, Field(description="At callback: never sent, or sent twice.")
        ] = None,
        delay_ms: Annotated[
            int | None, Field(ge=0, description="At rest or carrier: delay in milliseconds.")
        ] = None,
        method: Annotated[
            HttpMethod | None, Field(description="Condition: HTTP method of the request.")
        ] = None,
        path: Annotated[
            str | None, Field(description="Condition: end of the path, such as messages.")
        ] = None,
        to: Annotated[str | None, Field(description="Condition: number it goes to.")] = None,
        sender: Annotated[str | None, Field(description="Condition: number it comes from.")] = None,
        tag: Annotated[str | None, Field(description="Condition: tag of the message.")] = None,
        times: Annotated[
            int | None, Field(ge=1, description="How often. Default: until it is removed.")
        ] = None,
    ) -> str:
        """Make requests, messages or callbacks fail on purpose. Needs one effect that fits `at`;
        strikes where all conditions hold."""
        properties = {
            "at": at,
            "error": error,
            "connectionFault": connection_fault,
            "deliveryCode": delivery_code,
            "state": state,
            "silent": silent,
            "reply": reply,
            "outcome": outcome,
            "delayMs": delay_ms,
            "method": method,
            "path": path,
            "to": to,
            "from": sender,
            "tag": tag,
            "times": times,
        }
        given = {name: value for name, value in properties.items() if value is not None}
        fault = self._account.client.add_fault(self._account.user_id, given)
        return f"{line_of_fault(fault)}. Next: make it happen; faults counts how often it struck."

    def faults(self) -> str:
        """List the faults, oldest first, with how often each has struck."""
        found = self._account.client.faults(self._account.user_id)
        return paragraph(*map(line_of_fault, found)) or "No faults are set. Next: add_fault."

    def remove_fault(
        self,
        fault_id: Annotated[str | None, Field(description="Id of the fault, such as f-1.")] = None,
        everything: Annotated[bool, Field(description="Remove all faults instead.")] = False,
    ) -> str:
        """Remove one fault by its id, or all of them."""
        user_id = self._account.user_id
        if everything == (fault_id is not None):
            raise ToolError("give fault_id, or everything=true")
        if fault_id is None:
            self._account.client.clear_faults(user_id)
            return "All faults are removed."
        self._account.client.remove_fault(user_id, fault_id)
        return f"{fault_id} is removed."
