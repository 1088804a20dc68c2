"""Callbacks: tools that connect an app, and make callbacks to it."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Field

from catapult_simulator.assistants.account import Account
from catapult_simulator.assistants.parameters import (
    AppNumber,
    MessageId,
    OtherMethod,
    OtherUrl,
    Person,
    Url,
)
from catapult_simulator.assistants.words import line_of_message, lines_of_callbacks, paragraph
from catapult_simulator.core.callbacks import Method
from catapult_simulator.core.masking import without_credentials
from catapult_simulator.core.messages.callbacks_on_demand import PERSON
from catapult_simulator.core.messages.triggers import TRIGGERS, TriggerName

_NAMES = "; ".join(f"{row.name}: {row.description.rstrip('.')}" for row in TRIGGERS.values())


class Callbacks:
    def __init__(self, account: Account) -> None:
        self._account = account

    def connect(
        self,
        url: Url,
        number: Annotated[
            str | None,
            Field(description="A number of the account, or one to order. Default: the next one."),
        ] = None,
        method: Annotated[Method, Field(description="HTTP method of the callbacks.")] = "POST",
    ) -> str:
        """Give the app at a URL a number: texts to it call the URL.

        Makes an application and binds the number to it, also one that had another.
        """
        made = self._account.client.connect(
            self._account.user_id, url, number=number, method=method
        )
        self._account.connected = made["applicationId"]
        return paragraph(
            f"{made['number']} calls {made['method']} {without_credentials(made['url'])} "
            f"(application {made['applicationId']}).",
            f'Next: text_app with number "{made["number"]}".',
        )

    def replay(
        self,
        message_id: MessageId,
        url: OtherUrl = None,
        method: OtherMethod = None,
        edit: Annotated[
            Mapping[str, Any] | None,
            Field(description='Other values of fields, such as {"text": "STOP"}; null drops one.'),
        ] = None,
    ) -> str:
        """Send the callback about a message once more, as after a change of the app.

        Of an incoming message, that to its app; of one that the app sent, its latest event. The
        message itself stays as it is.
        """
        given = {"url": url, "method": method, "edit": edit}
        changes = {name: value for name, value in given.items() if value is not None}
        result = self._account.client.replay(self._account.user_id, message_id, **changes)
        return paragraph(
            f"Once more: {line_of_message(result['message'])}", *lines_of_callbacks(result)
        )

    def trigger(
        self,
        name: Annotated[TriggerName, Field(description=_NAMES)],
        number: AppNumber = None,
        url: OtherUrl = None,
        method: OtherMethod = None,
        person: Person = PERSON,
        text: Annotated[str | None, Field(description="Another text of the message.")] = None,
        code: Annotated[
            int | None, Field(description="Delivery code of receipt-failed, such as 770.")
        ] = None,
        tag: Annotated[str | None, Field(description="Tag of a message of the app.")] = None,
    ) -> str:
        """Make one of the callbacks that the API has, about a new message."""
        result = self._account.client.trigger(
            self._account.user_id,
            name,
            to=number,
            url=url,
            method=method,
            person=person,
            text=text,
            code=code,
            tag=tag,
        )
        return paragraph(
            f"{name}: {line_of_message(result['message'])}", *lines_of_callbacks(result)
        )
