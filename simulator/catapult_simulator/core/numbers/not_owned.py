"""Errors for a number that the account does not own: with what it owns, and how to order one."""

from collections.abc import Sequence

from catapult_simulator.core import catalogue
from catapult_simulator.core.advice import ADVICE
from catapult_simulator.core.catalogue import CatapultError
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber

_NAMED = 5


def no_such_line(user_id: str, written: str, owned: Sequence[PhoneNumber]) -> CatapultError:
    """`number-not-found` of a text to a number that nobody here owns. The real API receives none,
    so its message can say more than the catalogue's."""
    error = catalogue.NUMBER_NOT_FOUND.error(number=written)
    return CatapultError(error.kind, f"{error.message}; {_advice(user_id, owned)}", error.details)


def not_a_sender(user_id: str, written: str, owned: Sequence[PhoneNumber]) -> CatapultError:
    """`number-access-denied` as the API words it, with a note for the traceback of a test."""
    error = catalogue.NUMBER_ACCESS_DENIED.error(userId=user_id, number=written)
    error.add_note(_advice(user_id, owned))
    return error


def _advice(user_id: str, owned: Sequence[PhoneNumber]) -> str:
    numbers = listed([each.number for each in owned]) or "no number"
    return f"account {user_id} has {numbers}; {ADVICE['number-not-owned']['python']}"


def listed(numbers: Sequence[str]) -> str:
    """The first numbers of an account, for a sentence."""
    more = f" and {len(numbers) - _NAMED} more" if len(numbers) > _NAMED else ""
    return f"{', '.join(numbers[:_NAMED])}{more}"
