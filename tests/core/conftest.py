"""Fixtures: an account whose app reacts to its webhook."""

import pytest

from builders import APP_URL, LINE
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.core.tenant import Tenant
from core.webhooks import Webhook


@pytest.fixture
def webhook() -> Webhook:
    return Webhook()


@pytest.fixture
def shop(webhook: Webhook) -> Tenant:
    """An account whose app reacts to its webhook."""
    tenant = Simulator(callback_sender=webhook).open_tenant()
    application = tenant.applications.create("shop", incoming_message_url=APP_URL)
    tenant.phone_numbers.allocate(LINE, application_id=application.id)
    return tenant
