"""An app that answers texts, for tests of `chat`."""

from collections.abc import Callable

from catapult_simulator import MessageDraft, Tenant
from cli.commands import LINE, PERSON
from receivers import Arrived

HEAD = f"{PERSON} texts {LINE}; /help lists the commands, /quit ends\n"
Chat = Callable[..., str]


def bind(tenant: Tenant, url: str, number: str = LINE) -> None:
    created = tenant.applications.create("shop", incoming_message_url=url)
    tenant.phone_numbers.allocate(number, application_id=created.id)


def echo(tenant: Tenant, text: str = "You said {}") -> Callable[[Arrived], object]:
    """A handler that texts back, with a receipt."""

    def react(arrived: Arrived) -> None:
        if arrived.json["direction"] == "in":
            said = text.format(arrived.json["text"])
            tenant.messages.send(MessageDraft(from_=LINE, to=PERSON, text=said))

    return react
