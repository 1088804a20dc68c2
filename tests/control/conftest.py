"""The control API, called for the shared tenant."""

import pytest

from builders import Client
from catapult_simulator.core.tenant import Tenant
from control.calls import Control


@pytest.fixture
def control(client: Client, tenant: Tenant) -> Control:
    return Control(client, tenant)
