"""Random bodies and paths: refused in the envelope, never a 500."""

import json
from typing import Any
from urllib.parse import quote_from_bytes

from hypothesis import given, settings
from hypothesis import strategies as st

from builders import LINE, PERSON, TOLL_FREE
from rest.v1.hostile_account import RULES, Account

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PURGE")
PROPERTIES = sorted(
    {
        "from", "to", "text", "media", "receiptRequested", "callbackUrl", "callbackTimeout",
        "callbackHttpMethod", "fallbackUrl", "tag", "name", "incomingCallUrl", "incomingSmsUrl",
        "incomingMessageUrl", "incomingMessageFallbackUrl", "incomingMessageUrlCallbackTimeout",
        "autoAnswer", "number", "applicationId", "fallbackNumber", "provider", "providerName",
        "properties", "accountId", "userName", "password", "userId", "token", "secret", "profile",
        "seconds", "at", "error", "times", "method", "path", "state", "id", "nonsense", "",
    }
)  # fmt: skip
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10)
    | st.sampled_from([LINE, PERSON, TOLL_FREE, "http://a.test/", "all", "GET", "", " ", "10000"]),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(PROPERTIES), inner, max_size=4),
    max_leaves=8,
)  # fmt: skip
objects = st.dictionaries(st.sampled_from(PROPERTIES), values, max_size=6)
bodies = st.one_of(
    st.binary(max_size=60),
    values.map(lambda value: json.dumps(value).encode()),
    objects.map(lambda value: json.dumps(value).encode()),
    st.lists(objects, max_size=3).map(lambda value: json.dumps(value).encode()),
)


@settings(max_examples=3 * settings().max_examples)
@given(rule=st.sampled_from(sorted(RULES)), method=st.sampled_from(METHODS), body=bodies)
def test_random_bytes_are_answered(rule: str, method: str, body: bytes) -> None:
    with Account() as account:
        account.call(method, account.target(rule), body)


@settings(max_examples=2 * settings().max_examples)
@given(rule=st.sampled_from([rule for rule in sorted(RULES) if "<" in rule]), body=objects)
def test_random_objects_are_answered(rule: str, body: dict[str, Any]) -> None:
    with Account() as account:
        account.call("POST", account.target(rule), json.dumps(body).encode())


@settings(max_examples=2 * settings().max_examples)
@given(method=st.sampled_from(METHODS), path=st.binary(max_size=30), query=st.binary(max_size=30))
def test_random_paths_are_answered(method: str, path: bytes, query: bytes) -> None:
    with Account() as account:
        target = f"{account.client.base}{quote_from_bytes(path)}?{query.decode('latin-1')}"
        account.call(method, target, b"{}")
