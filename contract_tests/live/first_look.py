"""The requests before the first check: does the account let us in, and has it the numbers?"""

from http.client import HTTPException

from contract_tests.live.exchange import Answered, Asked
from contract_tests.live.refusals import advice
from contract_tests.live.session import Wire
from contract_tests.live.settings import TargetError


def look(wire: Wire) -> None:
    """Ask for the account and each of CATAPULT_NUMBERS. Raises TargetError."""
    answer = _get(wire, "account")
    if answer.status != 200:
        said = f"{answer.status} {answer.code}".strip()
        raise TargetError(
            f"{wire.settings.base_url} answered GET account with {said}; {advice(answer)}."
        )
    if not isinstance(answer.json, dict) or "balance" not in answer.json:
        raise TargetError(
            f"CATAPULT_BASE_URL={wire.settings.base_url} answered GET account without a balance, "
            "so it is not the API; is it right?"
        )
    for number in wire.settings.numbers:
        _look_at_number(wire, number)


def _look_at_number(wire: Wire, number: str) -> None:
    answer = _get(wire, f"phoneNumbers/%2B{number[1:]}")
    if answer.status == 404:
        user_id = wire.settings.credentials.user_id
        raise TargetError(
            f'CATAPULT_NUMBERS has "{number}", which {user_id} does not own; '
            "accepted are numbers of the account."
        )
    if answer.status != 200:
        said = f"{answer.status} {answer.code}".strip()
        raise TargetError(
            f"{wire.settings.base_url} answered GET phoneNumbers with {said}; {advice(answer)}."
        )
    wire.guard.after(answer)


def _get(wire: Wire, path: str) -> Answered:
    settings = wire.settings
    url = f"{settings.base_url}/v1/users/{settings.credentials.user_id}/{path}"
    asked = Asked("GET", url, url.removeprefix(f"{settings.base_url}/v1"), {}, b"", "account")
    try:
        answer = wire.look("GET", path)
    except (OSError, HTTPException) as error:
        raise TargetError(
            f"CATAPULT_BASE_URL={settings.base_url} does not answer ({error}); is it right?"
        ) from None
    return Answered(asked, answer.status_code, dict(answer.headers), answer.content)
