"""Requests that the event loop answers itself, and requests that may wait for an app."""

from typing import Any

from catapult_simulator import CONTROL_PREFIX
from catapult_simulator.web.page_paths import is_page


def never_blocks(path: str) -> bool:
    """Whether the event loop itself may answer: `/v1` is memory work, media and control block.

    A page of transactions far from the newest one takes up to a second.

    Health is answered at once, however busy the worker threads are.
    """
    if path.startswith(CONTROL_PREFIX):
        return path.rstrip("/") == f"{CONTROL_PREFIX}/health"
    if is_page(path):
        return False
    return "/media" not in path and not path.rstrip("/").endswith("/account/transactions")


def may_wait(environ: dict[str, Any]) -> bool:
    """Whether a request may wait for an app, which may meanwhile ask for media or the journal.

    Virtual time is advanced, and its callbacks are sent, by requests of control and pages that
    write.
    """
    path: str = environ["PATH_INFO"]
    writes = environ["REQUEST_METHOD"] != "GET"
    return writes and (path.startswith(CONTROL_PREFIX) or is_page(path))
