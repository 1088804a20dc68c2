"""Arguments of another type or size: the sentence names the argument, not a line of our code."""

from collections.abc import Callable
from typing import Any

import pytest

from catapult_simulator.core.rules import Rules
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.server import Server

Call = Callable[[Any], object]


@pytest.mark.parametrize(
    ("resource", "look_up"),
    [
        ("messages", "get"), ("messages", "redact"), ("media", "get"), ("media", "delete"),
        ("applications", "get"), ("applications", "delete"), ("phone_numbers", "get"),
        ("phone_numbers", "release"), ("faults", "get"), ("faults", "remove"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("key", [[], None, 5], ids=repr)
def test_a_resource_is_looked_up_by_a_text(
    tenant: Tenant, resource: str, look_up: str, key: Any
) -> None:
    with pytest.raises(TypeError, match=r"; pass a str$"):
        getattr(getattr(tenant, resource), look_up)(key)


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda s: s.tenant([]), "user_id=[]; pass a str"),
        (lambda s: s.close_tenant(None), "user_id=None; pass a str"),
        (lambda s: s.is_open(None), "tenant=None; pass a Tenant"),
        (lambda s: s.owners(None), "number=None; pass a str"),
        (lambda s: s.open_tenant(rules=[]), "rules=[]; pass a Rules"),
        (lambda s: s.open_tenant(rules=""), "rules=''; pass a Rules"),
        (lambda s: s.open_tenant().faults.add(None), "fault=None; pass a Fault"),
        (lambda s: s.open_tenant().messages.find(to=5), "to=5; pass a str"),
        (lambda s: Simulator(rules=5), "rules=5; pass a Rules"),  # type: ignore[arg-type]
        (lambda s: Simulator(callback_sender=5), "callback_sender=5; pass an object"),  # type: ignore[arg-type]
        (lambda s: Server(5), "simulator=5; pass a Simulator"),  # type: ignore[arg-type]
        (lambda s: Server(host=None), "host=None; pass a str"),  # type: ignore[arg-type]
        (lambda s: Server(port=None), "port=None; pass an int"),  # type: ignore[arg-type]
        (lambda s: Server(verify_tls="no"), "verify_tls='no'; pass True or False"),  # type: ignore[arg-type]
        (lambda s: Server(callback_ca=5), "callback_ca=5; pass a str"),  # type: ignore[arg-type]
        (lambda s: Server(ssl_context=5), "ssl_context=5; pass a SSLContext"),  # type: ignore[arg-type]
        (lambda s: Server(allowed_hosts=[None]), "allowed_hosts has None"),  # type: ignore[list-item]
        (lambda s: Server(allowed_hosts="a.test"), "allowed_hosts='a.test'; pass a list"),
        (lambda s: Server(allow_callbacks_to=[5]), "allow_callbacks_to has 5"),  # type: ignore[list-item]
        (lambda s: Server(write_log=5), "write_log=5; pass a function"),  # type: ignore[arg-type]
    ],
)
def test_a_value_of_another_type_is_refused(call: Call, sentence: str) -> None:
    with pytest.raises(TypeError) as refused:
        call(Simulator())

    assert str(refused.value).startswith(sentence)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"port": 99999}, "port=99999; choose from 0 to 65535"),
        ({"port": -1}, "port=-1; choose from 0 to 65535"),
        ({"log": "bogus"}, "log='bogus'; choose one of text, json, off"),
        ({"public_url": "nonsense"}, "public_url='nonsense' is no URL"),
    ],
)
def test_a_server_refuses_what_it_cannot_serve_with(changes: Any, sentence: str) -> None:
    with pytest.raises(ValueError, match=f"^{sentence}"):
        Server(**changes)


@pytest.mark.parametrize("digits", [400, 5000])  # above 4300, Python does not print an int
def test_a_number_of_any_length_is_refused_by_its_range(tenant: Tenant, digits: int) -> None:
    huge: Any = 10**digits
    with pytest.raises(ValueError, match=r"cannot advance by about 2\*\*\d+ s; choose from 0"):
        tenant.advance(huge)
    with pytest.raises(ValueError, match=r"receipt_ms=about 2\*\*\d+; choose from 0"):
        Rules(receipt_ms=huge)
    with pytest.raises(ValueError, match=r"messages_per_second=about 2\*\*\d+; choose"):
        Rules(messages_per_second=huge)
