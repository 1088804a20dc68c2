"""A visitor of the pages, and the path of the tenant's."""

import pytest
from flask import Flask

from catapult_simulator import Simulator
from catapult_simulator.app import create_app
from catapult_simulator.core.tenant import Tenant
from pages.phone.visitor import Visitor


@pytest.fixture
def app(simulator: Simulator) -> Flask:
    return create_app(simulator)


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    return Visitor(app)


@pytest.fixture
def home(tenant: Tenant) -> str:
    """The path of the tenant's page."""
    return f"/phone/{tenant.user_id}"
