"""An account with a number, and a visitor of the pages."""

import pytest
from flask import Flask

from catapult_simulator import Simulator, Tenant
from catapult_simulator.app import create_app
from pages.phone.visitor import Visitor
from pages.reference.lists import NUMBER


@pytest.fixture
def simulator() -> Simulator:
    return Simulator()


@pytest.fixture
def tenant(simulator: Simulator) -> Tenant:
    tenant = simulator.open_tenant("u-shop", "t-shop", "s3cret")
    tenant.phone_numbers.allocate(NUMBER)
    return tenant


@pytest.fixture
def app(simulator: Simulator, tenant: Tenant) -> Flask:
    return create_app(simulator)


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    return Visitor(app)
