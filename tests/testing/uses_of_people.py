"""Uses of people with phones, and uses that are refused."""

from collections.abc import Callable
from typing import Any

from builders import LINE, PERSON, draft
from catapult_simulator import Script

Use = Callable[[Any], object]
OTHER = "+19195550002"
CAT = b"\x89PNG\r\n\x1a\n"
YES = Script.of({"join|code": ["YES", "Now"], "^no": None})


def talk(account: Any) -> object:
    """A conversation in which the person answers by themselves, printed."""
    phone = account.phone(PERSON)
    phone.answers({"six": "See you", "code": "Thanks"})
    account.messages.send(draft(text="Your code is 482 913: https://club.test/x."))
    reply = phone.wait_for_reply("code", timeout=0)
    account.settle()
    return str(phone.conversation), reply, reply.otp, reply.links, phone.replies


def waits(account: Any) -> object:
    """Each reply is given once, also after a reset."""
    phone = account.phone(OTHER)
    seen = []
    for _ in range(2):
        account.messages.send(draft(to=OTHER))
        seen.append(phone.wait_for_reply(timeout=0))
        account.reset()
        account.phone_numbers.allocate(LINE)
    return seen


OF_PEOPLE: dict[str, Use] = {
    "messages.with_person": lambda a: a.messages.with_person(PERSON),
    "people": lambda a: (PERSON in a.people, len(a.people.all())),
    "people.all": lambda a: (a.people.set(PERSON, YES), a.people.all()),
    "people.get": lambda a: (a.people.set("919-555-0001", YES), a.people.get(PERSON)),
    "people.last_read": lambda a: (a.people.last_read(PERSON), waits(a)),
    "people.mark_read": lambda a: (a.people.mark_read(PERSON, "m-x"), a.people.last_read(PERSON)),
    "people.remove": lambda a: (a.people.set(PERSON, YES), a.people.remove(PERSON), a.people.all()),
    "people.set": lambda a: (
        a.people.set(PERSON, YES), a.messages.send(draft(text="Join?")), a.settle(), a.received,
    ),
    "phone": talk,
    "phone_numbers.enabled": lambda a: a.phone_numbers.enabled(),
}  # fmt: skip
REFUSED: dict[str, Use] = {
    "somebody unknown": lambda a: a.people.remove(PERSON),
    "a person without a number": lambda a: a.phone("ALICE"),
    "a person with a number of the account": lambda a: a.phone(LINE).text("hi", to=LINE),
    "a text to a number of somebody else": lambda a: a.phone(PERSON).text("hi", to=OTHER),
    "a text to one of several numbers": lambda a: a.phone(PERSON).text("hi"),
    "a text that no app hears": lambda a: a.phone(PERSON).text("hi", to="+19195551213"),
    "no picture": lambda a: a.phone(PERSON).send_picture(b"", to=LINE),
    "answers that are none": lambda a: a.people.set(PERSON, 5),
    "a script that was made by hand": lambda a: a.people.set(PERSON, Script(())),
    "a reply that never comes": lambda a: a.phone(PERSON).wait_for_reply("x", timeout=0),
}
