"""Setups: tools that begin anew."""

import json
from typing import Annotated

from mcp.server.mcpserver.exceptions import ToolError
from pydantic import Field

from catapult_simulator.assistants.account import Account
from catapult_simulator.core.setups.declared import declared
from catapult_simulator.core.setups.problems import SetupError
from catapult_simulator.core.setups.setup import Setup


class Setups:
    def __init__(self, account: Account) -> None:
        self._account = account

    def get_setup(
        self,
        snapshot: Annotated[
            bool, Field(description="Include what has happened: messages, errors, what is due.")
        ] = False,
    ) -> str:
        """Get the account as a setup in JSON: credentials, rules, numbers, applications, faults,
        people. apply_setup gives all of it back."""
        content = self._account.client.setup(self._account.user_id)
        return json.dumps(content if snapshot else declared(content), ensure_ascii=False)

    def apply_setup(
        self,
        setup: Annotated[str, Field(description="The setup of one account, in JSON or TOML.")],
    ) -> str:
        """Let the account start anew with a setup. All that it had is deleted; reset returns to the
        setup from now on. The shortest one in TOML has two lines: version = 1, and numbers =
        ["+19195551212=http://127.0.0.1:3000/sms"]."""
        try:
            text = str(Setup.of_text(setup, "setup"))
        except SetupError as error:
            raise ToolError(str(error)) from None
        self._account.client.apply_setup_to(self._account.user_id, text)
        return "The account starts anew with the setup. Next: account shows what it has."

    def reset(self) -> str:
        """Delete all that the account has: numbers, applications, messages, faults, journal. Its
        credentials stay, and it returns to its setup if it has one."""
        self._account.client.reset(self._account.user_id)
        return "The account is reset. Next: account shows what it has."
