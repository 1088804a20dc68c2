"""Fixtures: an app that answers as it is told, an account that calls it, and a client."""

from collections.abc import Callable

import pytest

from builders import APP_URL, LINE, Client
from catapult_simulator.app import create_app
from catapult_simulator.core.callback_reasons import reason
from catapult_simulator.core.callbacks import Callback, Outcome
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.core.story.story import story
from catapult_simulator.core.tenant import Tenant

Told = Callable[..., list[str]]
REFUSED = Outcome(None, "", "network", 0.0, reason("refused", address="127.0.0.1:9"))


class App:
    """Answers each callback with `outcome`."""

    def __init__(self) -> None:
        self.outcome = Outcome(200, seconds=0.012)

    def send(self, callback: Callback, url: str) -> Outcome:
        return self.outcome


@pytest.fixture
def app() -> App:
    return App()


@pytest.fixture
def simulator(app: App) -> Simulator:
    return Simulator(callback_sender=app)


@pytest.fixture
def shop(tenant: Tenant) -> Tenant:
    """Has a number whose texts go to the app."""
    application = tenant.applications.create("shop", incoming_message_url=APP_URL)
    tenant.phone_numbers.allocate(LINE, application_id=application.id)
    return tenant


@pytest.fixture
def client(simulator: Simulator, shop: Tenant) -> Client:
    return Client(create_app(simulator), shop)


@pytest.fixture
def told(shop: Tenant) -> Told:
    """The lines of the story, without indentation."""

    def tell(after: int = 0) -> list[str]:
        return [line.strip() for line in story(shop, after=after)]

    return tell
