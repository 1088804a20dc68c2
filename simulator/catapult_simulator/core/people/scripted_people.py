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
        self._read: dict[str, str] = {}

    def __contains__(self, number: str) -> bool:
        """Whether the person with this number, in E.164 form, answers texts."""
        return number in self._answers

    @synchronized
    def set(self, number: str, answers: Script | AnswerFunction) -> str:
        """Let the person answer. Returns the number in E.164 form.

        Raises ValueError for what is no phone number, TypeError for what gives no answers,
        `simulator-limit` for too many people.
        """
        number = number_of_person(number)
        answers = _checked(answers)
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

    @synchronized
    def last_read(self, number: str) -> str | None:
        """The id of the reply to this phone that was waited for last, None before the first."""
        return self._read.get(number)

    @synchronized
    def mark_read(self, number: str, message_id: str) -> None:
        """A reply to this phone was waited for: the next wait is for a later one."""
        limits.require_room(len(self._read) + 1, limits.MAX_READING_PHONES, "phones that wait")
        self._read[number] = message_id


def _checked(answers: object) -> Script | AnswerFunction:
    """`answers`, of which a script may have been made by hand, or come from elsewhere."""
    if isinstance(answers, Script):
        return Script.of(answers.as_data())
    if not callable(answers):
        raise TypeError(
            f"answers={answers!r}; pass a Script, or a function to an account of this process"
        )
    return answers


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
