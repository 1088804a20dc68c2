"""Scripted faults: each client meets the exceptions and the retries that it knows."""

import pytest
import requests
import urllib3
from requests.adapters import HTTPAdapter

from catapult_simulator import Fault
from catapult_simulator.core.faults import CONNECTION_FAULTS, ConnectionFault
from catapult_simulator.testing.catapult import Catapult
from testing.redirect.clients import (
    CLIENTS,
    HOST,
    Ask,
    by_async_httpx,
    by_http_client,
    by_httpx,
    headers_of,
    numbers_by,
    numbers_url,
)  # fmt: skip


def failure(ask: Ask, url: str, account: Catapult) -> type[BaseException]:
    """The class of the exception that a request ends with."""
    with pytest.raises(Exception) as raised:  # noqa: PT011 - any
        ask(url, headers_of(account))
    return raised.type


@CLIENTS
@pytest.mark.parametrize("fault", CONNECTION_FAULTS)
def test_a_broken_connection_is_the_same_exception_as_over_a_socket(
    account: Catapult, served_simulator_url: str, ask: Ask, fault: ConnectionFault
) -> None:
    account.faults.add(Fault("rest", connection_fault=fault, times=50))
    url = numbers_url(account)
    with account.redirect():
        redirected = failure(ask, url, account)
    if ask is by_http_client:  # it always asks the host of the real API
        assert issubclass(redirected, OSError | Exception)
        return

    over_a_socket = failure(ask, url.replace(f"https://{HOST}", served_simulator_url), account)

    assert redirected is over_a_socket


def test_an_adapter_of_requests_retries(account: Catapult) -> None:
    account.faults.add(Fault("rest", error="message-rate-limit", times=2))
    retries = urllib3.Retry(3, status_forcelist=[403], backoff_factor=0)

    with account.redirect(), requests.Session() as session:
        session.mount("https://", HTTPAdapter(max_retries=retries))
        answer = session.get(numbers_url(account), headers=headers_of(account))

    assert answer.status_code == 200
    assert account.faults.all()[0].struck == 2


def test_an_adapter_of_the_users_own_is_called(account: Catapult) -> None:
    sent = []

    class Adapter(HTTPAdapter):
        def send(self, request, *arguments, **options):  # type: ignore[no-untyped-def]
            sent.append(request.method)
            return super().send(request, *arguments, **options)

    with account.redirect(), requests.Session() as session:
        session.mount("https://", Adapter())
        answer = session.get(numbers_url(account), headers=headers_of(account))

    assert (answer.status_code, sent, type(answer.connection)) == (200, ["GET"], Adapter)


@pytest.mark.parametrize("timeout", [0.05, (5, 0.05)])
@pytest.mark.parametrize("retries", [0, urllib3.Retry(1, read=0)], ids=["plain", "retrying"])
def test_an_answer_that_comes_too_late_is_a_timeout(
    account: Catapult, timeout: float, retries: int
) -> None:
    account.faults.add(Fault("rest", delay_ms=10_000))

    with account.redirect(), requests.Session() as session:
        session.mount("https://", HTTPAdapter(max_retries=retries))
        with pytest.raises((requests.ReadTimeout, requests.ConnectionError), match=r"[Tt]imed out"):
            session.get(numbers_url(account), headers=headers_of(account), timeout=timeout)


def test_httpx_gets_its_own_timeout(account: Catapult) -> None:
    httpx = pytest.importorskip("httpx")
    account.faults.add(Fault("rest", delay_ms=10_000, times=2))

    with account.redirect(), pytest.raises(httpx.ReadTimeout):
        httpx.get(numbers_url(account), headers=headers_of(account), timeout=0.05)


@pytest.mark.parametrize("ask", [by_httpx, by_async_httpx, by_http_client])
def test_an_answer_that_is_late_comes(account: Catapult, ask: Ask) -> None:
    account.faults.add(Fault("rest", delay_ms=20))

    with account.redirect():
        assert numbers_by(ask, account) == []
