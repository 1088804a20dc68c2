"""Notices that the API takes nothing any more, so that a run ends instead of failing everywhere."""

from dataclasses import dataclass, field
from http.client import HTTPException

import requests

from contract_tests.live.exchange import Answered

IN_A_ROW, ALIKE = 5, 15
CHECKS, CHECKS_ALIKE = 3, 8  # so many different ones, not one with many parameters


@dataclass
class Refusals:
    """The checks that failed because a request was refused: those in a row, and all alike."""

    row: list[str] = field(default_factory=list)
    alike: dict[str, list[str]] = field(default_factory=dict)

    def failed(self, check: str, answer: Answered) -> str:
        """`check` failed at this answer. Why the run should end, or an empty text."""
        said = str(answer)
        alike = self.alike.setdefault(said, [])
        for checks in (self.row, alike):
            checks.append(check.partition("[")[0])
        several = answer.unwelcome or len(set(self.row)) >= CHECKS
        if len(self.row) >= IN_A_ROW and several:
            row = f"{len(self.row)} checks in a row were refused"
            return _sentence(f"{row}; at last {said}", answer)
        if len(alike) >= ALIKE and len(set(alike)) >= CHECKS_ALIKE:
            return _sentence(f"{len(alike)} checks were refused alike: {said}", answer)
        return ""

    def went_on(self) -> None:
        """A check passed, or was answered otherwise."""
        self.row.clear()


def unreached(error: BaseException) -> bool:
    """Is there no answer, because the transport failed? requests and ssl raise OSErrors."""
    wrong_answer = isinstance(error, requests.JSONDecodeError)
    return isinstance(error, (OSError, HTTPException)) and not wrong_answer


def advice(answer: Answered) -> str:
    """The next step after a refusal."""
    if answer.status == 401:
        return "see whether CATAPULT_USER_ID, CATAPULT_TOKEN and CATAPULT_SECRET belong together"
    if answer.status == 429:
        return "set CATAPULT_REQUEST_RATE lower, or wait"
    if answer.status >= 500:
        return "the service has trouble; wait, and go on with --resume"
    if answer.code == "insufficient-available-balance":
        return "add credit to the account"
    return "the account may not do this; leave such checks out with -k, or ask for --keep-going"


def _sentence(what: str, answer: Answered) -> str:
    return f"The run ends: {what}. Next: {advice(answer)}."
