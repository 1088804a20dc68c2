"""ScriptedPeople: the people of one account who answer texts by themselves."""

from catapult_simulator.core import limits
from catapult_simulator.core.checks import check_text
from catapult_simulator.core.numbers import e164
from catapult_simulator.core.people.script import AnswerFunction, Script
from catapult_simulator.core.world import World, synchronized


class UnknownPerson(LookupError):
    """This number has no script."""


class ScriptedPeople:
    """Scripts and functions by number. A reset forgets them."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._answers: dict[str, Script | AnswerFunction] = {}
        self.last_read: dict[str, str] = {}
        """Phone number -> id of the reply that `wait_for_reply` gave last."""

    def __contains__(self, number: str) -> bool:
        """Whether the person with this number, in E.164 form, answers texts."""
        return number in self._answers

    @synchronized
    def set(self, number: str, answers: Script | AnswerFunction) -> str:
        """Let the person answer. Returns the number in E.164 form.

        Raises ValueError for what is no phone number, `simulator-limit` for too many people.
        """
        number = number_of_person(number)
        people = len(self._answers) + (number not in self._answers)
        limits.require_room(people, limits.MAX_SCRIPTED_PEOPLE, "scripted people")
        self._answers[number] = answers
        return number

    @synchronized
    def get(self, number: str) -> Script | AnswerFunction:
        """Raises UnknownPerson."""
        answers = self._answers.get(number_of_person(number))
        if answers is None:
            raise UnknownPerson(f"nobody with the number {number} is scripted to answer")
        return answers

    @synchronized
    def remove(self, number: str) -> None:
        """Let the person answer no more. Raises UnknownPerson."""
        self.get(number)
        del self._answers[number_of_person(number)]

    @synchronized
    def all(self) -> dict[str, Script | AnswerFunction]:
        """Scripts and functions by number, in the order in which they were set."""
        return dict(self._answers)


def number_of_person(number: str) -> str:
    """`number` in E.164 form. Raises ValueError for what is no number of a phone."""
    check_text("number", number)
    normalized = e164.normalize(number)
    if not e164.is_sender(normalized):
        raise ValueError(
            f"{number!r} is no phone number; use E.164, such as +19195550001, "
            "or a short code of 3 to 8 digits"
        )
    return normalized
