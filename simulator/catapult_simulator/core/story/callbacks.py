"""Callbacks of a story: which of them failed, and how."""

from catapult_simulator.core.callbacks import Problem
from catapult_simulator.core.journal import Detail, Entry
from catapult_simulator.core.story.wording import cut


def problem_of(entry: Entry) -> Problem | None:
    """The problem of a callback, if it had one. Quick: every callback of every test passes here."""
    known = entry.lazy_detail
    detail = known() if callable(known) else known
    problem: Problem | None = detail.get("problem")
    return problem


def failure(entry: Entry) -> str:
    """The failure of a callback in one sentence."""
    detail = entry.detail
    request = f"{detail['method']} {cut(detail['url'])}"
    if detail.get("status") is not None:
        return f"the app answered {detail['status']} to {request}"
    return f"no app answered {request}: {cut(reason_of(detail) or detail['problem'])}"


def reason_of(detail: Detail) -> str:
    """Why it failed, or why a success may be none, and what to do; empty if nothing is known."""
    told = (detail.get(name) for name in ("explanation", "advice"))
    return "; ".join(filter(None, told))
