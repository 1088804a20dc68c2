"""How long a text is kept, and its redaction."""

import pytest

from builders import LINE, PERSON, draft
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.rules import DAY_MS, ProfileName, Rules
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.core.tenant import Tenant

DAY_SECONDS = DAY_MS / 1000


@pytest.mark.parametrize(("profile", "days"), [("2018", 30), ("2019", 3)])
def test_a_text_is_kept_as_long_as_the_profile_says(
    simulator: Simulator, profile: ProfileName, days: int
) -> None:
    """Documented: faq 2017 (30 days), ap-docs 2019 (3 days)."""
    tenant = simulator.open_tenant(rules=Rules.of(profile))
    tenant.phone_numbers.allocate(LINE)
    sent = tenant.messages.send(draft(text="secret"))

    tenant.advance(days * DAY_SECONDS)
    assert tenant.messages.get(sent.id).text == "secret"

    tenant.advance(1)
    assert tenant.messages.get(sent.id).text is None
    assert tenant.messages.find()[0].text is None


def test_a_redacted_message_has_an_empty_text(tenant: Tenant, line: PhoneNumber) -> None:
    sent = tenant.messages.send(draft(text="secret"))
    tenant.settle()

    for _ in range(2):
        tenant.messages.redact(sent.id)
        assert tenant.messages.get(sent.id).text == ""


def test_an_inbound_message_can_be_redacted(tenant: Tenant, line: PhoneNumber) -> None:
    inbound = tenant.receive_message(from_=PERSON, to=LINE, text="secret")

    tenant.messages.redact(inbound.message.id)

    assert tenant.messages.find()[0].text == ""
