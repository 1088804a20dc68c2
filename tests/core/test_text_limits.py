"""How long the texts are that an account keeps for good."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from builders import APP_URL, LINE, PERSON, Client
from catapult_simulator import CatapultError, Fault, Script, Simulator, Tenant
from catapult_simulator.core import limits
from catapult_simulator.core.setups.problems import SetupError

KEPT: list[tuple[str, int, Callable[[Tenant, str], object]]] = [
    ("name", limits.MAX_NAME, lambda t, text: t.number_info.name(PERSON, text)),
    (
        "name",
        limits.MAX_NAME,
        lambda t, text: t.applications.create(text, incoming_message_url=APP_URL),
    ),
    ("name", limits.MAX_NAME, lambda t, text: t.phone_numbers.allocate(LINE, name=text)),
    ("answers", limits.MAX_TEXT, lambda t, text: t.people.set(PERSON, Script.of(text))),
    ("tag", limits.MAX_FAULT_TEXT, lambda t, text: Fault("carrier", silent=True, tag=text)),
    ("reply", limits.MAX_FAULT_TEXT, lambda t, text: Fault("carrier", reply=text)),
    ("path", limits.MAX_FAULT_TEXT, lambda t, text: Fault("rest", delay_ms=1, path=text)),
]


@pytest.mark.parametrize(("name", "maximum", "keep"), KEPT)
def test_a_text_is_kept_up_to_its_limit(
    tenant: Tenant, name: str, maximum: int, keep: Callable[[Tenant, str], object]
) -> None:
    with pytest.raises((ValueError, CatapultError)) as refused:
        keep(tenant, "x" * (maximum + 1))

    sentence = str(refused.value)
    assert f"{name} has {maximum + 1} characters; " in sentence
    assert sentence.endswith(f"at most {maximum}")
    keep(tenant, "x" * maximum)


def test_a_text_of_a_person_has_a_limit(tenant: Tenant) -> None:
    tenant.phone_numbers.allocate(LINE)

    with pytest.raises(ValueError, match=r"^text has 65537 characters; use at most 65536$"):
        tenant.receive_message(from_=PERSON, to=LINE, text="x" * 65_537)


def test_a_person_has_at_most_a_hundred_answers() -> None:
    with pytest.raises(ValueError, match="answers has 101 texts; give at most 100"):
        Script.of(["x"] * 101)


def test_over_the_api_a_long_name_is_refused(client: Client) -> None:
    body = {"name": "x" * 5000, "incomingMessageUrl": APP_URL}
    refused = client.post("applications", body)

    assert (refused.status, refused.code) == (403, "simulator-limit")
    assert refused.message == "name has 5000 characters; this simulator keeps at most 1000"


@pytest.mark.parametrize(
    "account",
    [
        {"applications": [{"name": "x" * 1001, "incomingMessageUrl": APP_URL}]},
        {"numbers": [{"number": LINE, "name": "x" * 1001}]},
        {"callerNames": {PERSON: "x" * 1001}},
        {"faults": [{"at": "carrier", "silent": True, "tag": "x" * 2049}]},
        {"people": [{"number": PERSON, "answers": "x" * 65_537}]},
    ],
    ids=lambda account: next(iter(account)),
)
def test_a_setup_has_the_same_limits(account: dict[str, Any]) -> None:
    with pytest.raises(SetupError, match=r"has \d+ characters; use at most \d+"):
        Simulator.from_setup(json.dumps({"version": 1, "accounts": [account]}))
