"""The redirects that are on, in all threads of this process. The newest goes first."""

from collections.abc import Callable
from threading import RLock

from catapult_simulator.core.hosts import is_real_host
from catapult_simulator.testing.redirect.target import Target


class RealServiceCalled(AssertionError):
    """Something went to the real API past a redirect. It has not been reached."""

    __module__ = "catapult_simulator"  # its public name, as failures show it


class Redirected:
    """One redirect: where it leads, and what went past it."""

    def __init__(self, target: Callable[[], Target]) -> None:
        self.target = target
        self.leaks: list[RealServiceCalled] = []


lock = RLock()
_on: list[Redirected] = []


def switch_on(redirected: Redirected) -> None:
    _on.append(redirected)


def switch_off(redirected: Redirected) -> bool:
    """Whether it was the last one."""
    _on.remove(redirected)
    return not _on


def is_on() -> bool:
    """Whether the real API is the simulator now."""
    return _newest() is not None


def target_for(host: str | None) -> Target | None:
    """Where a request to `host` goes; None: to where it wants.

    Raises RuntimeError where the simulator has stopped.
    """
    redirected = _newest()
    if redirected is None or not is_real_host(host):
        return None
    return redirected.target()


def note_leak(host: object, how: str) -> None:
    """Raises RealServiceCalled if `host` is the real API's, while a redirect is on."""
    redirected = _newest()
    if redirected is None:
        return
    name = host.decode("ascii", "replace") if isinstance(host, bytes) else host
    if isinstance(name, str) and is_real_host(name):
        leak = RealServiceCalled(_sentence(name, how))
        redirected.leaks.append(leak)
        raise leak


def _newest() -> Redirected | None:
    try:
        return _on[-1]
    except IndexError:
        return None


def _sentence(host: str, how: str) -> str:
    return (
        f"the real {host} was called past catapult.redirect(), by {how}, and was not reached: use "
        "requests, urllib3, httpx, http.client, urllib.request or aiohttp, or point the app at "
        "catapult_url"
    )
