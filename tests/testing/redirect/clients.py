"""Clients of the real API, each of which asks for the numbers of an account."""

import asyncio
import http.client
import json
from base64 import b64encode
from collections.abc import Callable
from typing import Any, NamedTuple
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
import requests
import urllib3

from catapult_simulator.testing.catapult import Catapult

HOST = "api.catapult.inetwork.com"


class Answered(NamedTuple):
    """A status, and the JSON of the body."""

    status: int
    content: Any


Ask = Callable[[str, dict[str, str]], Answered]


def by_requests(url: str, headers: dict[str, str]) -> Answered:
    answer = requests.get(url, headers=headers, timeout=10)
    return Answered(answer.status_code, answer.json())


def by_a_session(url: str, headers: dict[str, str]) -> Answered:
    with requests.Session() as session:
        session.mount("https://", requests.adapters.HTTPAdapter(max_retries=3))
        answer = session.send(requests.Request("GET", url, headers=headers).prepare())
    return Answered(answer.status_code, answer.json())


def by_urllib3(url: str, headers: dict[str, str]) -> Answered:
    with urllib3.PoolManager() as pool:
        answer = pool.request("GET", url, headers=headers)
    return Answered(answer.status, json.loads(answer.data))


def by_httpx(url: str, headers: dict[str, str]) -> Answered:
    httpx = pytest.importorskip("httpx")
    answer = httpx.get(url, headers=headers)
    return Answered(answer.status_code, answer.json())


def by_async_httpx(url: str, headers: dict[str, str]) -> Answered:
    httpx = pytest.importorskip("httpx")

    async def ask() -> Answered:
        async with httpx.AsyncClient() as client:
            answer = await client.get(url, headers=headers)
        return Answered(answer.status_code, answer.json())

    return asyncio.run(ask())


def by_http_client(url: str, headers: dict[str, str]) -> Answered:
    connection = http.client.HTTPSConnection(HOST, timeout=10)
    try:
        connection.request("GET", url.partition(HOST)[2], headers=headers)
        answer = connection.getresponse()
        return Answered(answer.status, json.loads(answer.read()))
    finally:
        connection.close()


def by_urllib(url: str, headers: dict[str, str]) -> Answered:
    try:
        with urlopen(Request(url, headers=headers), timeout=10) as answer:
            return Answered(answer.status, json.loads(answer.read()))
    except HTTPError as refused:
        with refused:
            return Answered(refused.code, json.loads(refused.read()))


def by_aiohttp(url: str, headers: dict[str, str]) -> Answered:
    aiohttp = pytest.importorskip("aiohttp")

    async def ask() -> Answered:
        async with aiohttp.ClientSession() as session, session.get(url, headers=headers) as answer:
            assert str(answer.url) == url
            return Answered(answer.status, await answer.json())

    return asyncio.run(ask())


ASKS = (
    by_requests, by_a_session, by_urllib3, by_httpx, by_async_httpx, by_http_client, by_urllib,
    by_aiohttp,
)  # fmt: skip
CLIENTS = pytest.mark.parametrize("ask", ASKS, ids=[each.__name__[3:] for each in ASKS])


def numbers_url(account: Catapult) -> str:
    return f"https://{HOST}/v1/users/{account.user_id}/phoneNumbers"


def headers_of(account: Catapult) -> dict[str, str]:
    me = account.credentials
    return {"Authorization": "Basic " + b64encode(f"{me.token}:{me.secret}".encode()).decode()}


def numbers_by(ask: Ask, account: Catapult) -> list[str]:
    """The numbers of the account, as the real API tells `ask`."""
    answered = ask(numbers_url(account), headers_of(account))
    assert answered.status == 200, answered.content
    return [each["number"] for each in answered.content]
