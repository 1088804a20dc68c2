"""The session of a live run: every request passes the guard, is paced, and is kept."""

import os
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from requests.auth import _basic_auth_str

from contract_tests.account import Account, compact, new_session
from contract_tests.live.belongings import Belongings
from contract_tests.live.exchange import Answered, Asked, WireLog, answered, asked_of, caller_of
from contract_tests.live.guard import Guard, NotSent
from contract_tests.live.newcomers import UNREADABLE
from contract_tests.live.settings import Settings
from contract_tests.live.spending import NOTHING, worst_case
from contract_tests.raw import ask


@dataclass
class Pacer:
    """Waits, so that no more messages, and requests of one family, are sent than in a second."""

    rate: float
    request_rate: float
    sleep: Callable[[float], None] = time.sleep
    _free: dict[str, float] = field(default_factory=dict)

    def wait(self, asked: Asked) -> None:
        messages = asked.method == "POST" and asked.family == "messages"
        family = "sending" if messages else asked.family
        count = max(1, worst_case(asked.method, asked.path, asked.body).messages) if messages else 1
        now = time.monotonic()
        begin = max(now, self._free.get(family, 0.0))
        if begin > now:
            self.sleep(begin - now)
        self._free[family] = begin + count / (self.rate if messages else self.request_rate)


@dataclass
class Wire:
    """Guard, pace and log around each request of a live run."""

    settings: Settings
    guard: Guard
    belongings: Belongings
    log: WireLog = field(default_factory=WireLog)
    sleep: Callable[[float], None] = time.sleep

    def __post_init__(self) -> None:
        rates = (self.settings.rate, self.settings.request_rate)
        self.pacer = Pacer(*rates, self.sleep)
        self.session = GuardedSession(self)
        for scheme in ("https://", "http://"):
            self.session.mount(scheme, _Adapter(self))
        self._plain = new_session()

    @property
    def account(self) -> Account:
        """The account, whose requests pass the guard."""
        return Account(self.settings.base_url, self.settings.credentials, self.session)

    def before(self, asked: Asked) -> None:
        """Raises NotSent."""
        try:
            why = self.belongings.before(asked, self.look)
        except UNREADABLE as error:
            why = f"what it would change cannot be read ({error})"
        if why:
            raise NotSent(f"{asked} was not sent: {why}")
        self.guard.before(asked)
        self.pacer.wait(asked)

    def after(self, asked: Asked, answer: requests.Response) -> None:
        """Keep the exchange. What it has made is noted first, also where its body is broken."""
        try:
            exchange = answered(asked, answer)
        except (OSError, HTTPException):
            head = Answered(asked, answer.status_code, dict(answer.headers), b"")
            self.belongings.after(head)
            self.guard.after(head)
            raise
        self.belongings.after(exchange)
        self.guard.after(exchange)
        self.log.exchanges.append(exchange)

    def before_raw(
        self, account: Account, method: str, url: str, headers: Mapping[str, str]
    ) -> None:
        """Raises NotSent. Of a request that no library sends, whose body is not known yet."""
        self.before(self._raw(account, method, url, headers, b""))

    def after_raw(
        self, account: Account, answer: requests.Response, headers: Mapping[str, str], body: bytes
    ) -> None:
        request = answer.request
        asked = self._raw(account, str(request.method), str(request.url), headers, body)
        self.after(asked, answer)

    def _raw(
        self, account: Account, method: str, url: str, headers: Mapping[str, str], body: bytes
    ) -> Asked:
        caller = caller_of(_basic_auth_str(*account.credentials[1:]), self.settings.credentials)
        path = url.removeprefix(self.settings.base_url).removeprefix("/v1")
        return Asked(method, url, path, dict(headers), body, caller, raw=True)

    def may_repeat(self, asked: Asked, answer: requests.Response) -> bool:
        """Wait until a 429 is lifted, if that is soon. What may cost is not repeated."""
        if worst_case(asked.method, asked.path, asked.body) != NOTHING:
            return False
        reset = answer.headers.get("X-RateLimit-Reset", "")
        known = re.fullmatch(r"[0-9]{1,15}", reset)
        seconds = int(reset) / 1000 - time.time() if known else 1.0
        if not -60 <= seconds <= self.settings.patience:
            return False
        self.sleep(max(0.05, seconds))
        return True

    def close(self) -> None:
        self.session.close()
        self._plain.close()

    def look(self, method: str, path: str, body: object = None) -> requests.Response:
        """A request of no check: neither kept nor counted, without cost. Raises NotSent."""
        account = Account(self.settings.base_url, self.settings.credentials, self._plain)
        raw = b"" if body is None else compact(body)
        head = {"Content-Type": "application/json", "Content-Length": str(len(raw))} if raw else {}
        asked = self._raw(account, method, account.url(path), head, raw)
        if why := self.guard.releases(asked):
            raise NotSent(f"{method} {path} was not sent: {why}")
        self.pacer.wait(asked)
        answer = ask(account, method, path, raw, head)
        if answer.status_code == 429 and self.may_repeat(asked, answer):
            answer = ask(account, method, path, raw, head)
        return answer


class GuardedSession(requests.Session):
    """A session that ignores proxies and .netrc; `raw` finds the wire in it."""

    def __init__(self, wire: Wire) -> None:
        super().__init__()
        self.wire = wire
        self.trust_env = False
        self.verify = os.environ.get("REQUESTS_CA_BUNDLE") or True


class _Adapter(HTTPAdapter):
    def __init__(self, wire: Wire) -> None:
        super().__init__()
        self._wire = wire

    def send(
        self,
        request: requests.PreparedRequest,
        stream: bool = False,
        timeout: float | tuple[float, float] | tuple[float, None] | None = None,
        verify: bool | str = True,
        cert: Any = None,
        proxies: Mapping[str, str] | None = None,
    ) -> requests.Response:
        settings = self._wire.settings
        asked = asked_of(request, settings.base_url, settings.credentials)
        self._wire.before(asked)
        answer = super().send(request, stream, timeout, verify, cert, proxies)
        if answer.status_code == 429 and self._wire.may_repeat(asked, answer):
            answer = super().send(request, stream, timeout, verify, cert, proxies)
        self._wire.after(asked, answer)
        return answer
