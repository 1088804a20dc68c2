"""Shared fixtures: a simulator on virtual time, a tenant, its number, and a client."""

import gc
import os
import signal
from typing import cast

import pytest
from hypothesis import settings

from builders import APP_URL, LINE, Client
from catapult_simulator.app import create_app
from catapult_simulator.core.callbacks import RecordingSender
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.core.tenant import Tenant

# A slow machine must not fail a test.
settings.register_profile("patient", deadline=None)
settings.register_profile("fast", deadline=None, max_examples=10)  # of `make test-fast`
settings.load_profile("patient")

# `nohup` and a shell's `&` start this run with signals ignored. Its children would inherit that,
# and tests end them by signals.
if os.name != "nt":
    for _number in (signal.SIGINT, signal.SIGHUP, signal.SIGTERM):
        if signal.getsignal(_number) is signal.SIG_IGN:
            signal.signal(_number, signal.SIG_DFL)


def pytest_collection_finish() -> None:
    """Leave ten thousand tests out of each garbage collection that follows: it takes seconds."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def simulator() -> Simulator:
    """In memory, on virtual time, with no network."""
    return Simulator()


@pytest.fixture
def tenant(simulator: Simulator) -> Tenant:
    """A tenant without numbers."""
    return simulator.open_tenant()


@pytest.fixture
def sender(simulator: Simulator) -> RecordingSender:
    """Records the callbacks of `simulator`."""
    return cast(RecordingSender, simulator.network.callback_sender)


@pytest.fixture
def line(tenant: Tenant) -> PhoneNumber:
    """A number whose application has a message URL."""
    application = tenant.applications.create("shop", incoming_message_url=APP_URL)
    return tenant.phone_numbers.allocate(LINE, application_id=application.id)


@pytest.fixture
def client(simulator: Simulator, tenant: Tenant) -> Client:
    """Calls the API as `tenant`, without sockets."""
    return Client(create_app(simulator), tenant)
