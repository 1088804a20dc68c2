"""A wait for an account elsewhere ends with the event, not with a pause."""

from collections.abc import Iterator
from threading import Event, Thread
from time import perf_counter

import pytest
import requests

from builders import LINE, PERSON, draft
from catapult_simulator import Server, Simulator, called, received, sent
from catapult_simulator.core.world import TenantClosed
from catapult_simulator.testing.remote.simulator import RemoteSimulator
from catapult_simulator.testing.remote.tenant import RemoteTenant
from receivers import PATIENCE, app_listening


@pytest.fixture(params=["virtual", "wall"])
def account(request: pytest.FixtureRequest) -> Iterator[RemoteTenant]:
    with Server(Simulator(clock=request.param)) as server:
        account = RemoteSimulator(server.url).open_tenant()
        account.phone_numbers.allocate(LINE)
        yield account


def post(account: RemoteTenant, text: str) -> None:
    """Send as an app does."""
    me = account.credentials
    url = f"{account.client_origin}/v1/users/{me.user_id}/messages"
    body = {"from": LINE, "to": PERSON, "text": text}
    requests.post(url, json=body, auth=(me.token, me.secret), timeout=PATIENCE)


def meanwhile(account: RemoteTenant, act: Thread) -> Thread:
    """Start `act` once a wait has looked in vain."""
    looked = Event()
    find = account.messages.find

    def looking(**filters: object) -> object:
        found = find(**filters)  # type: ignore[arg-type]
        looked.set()
        return found

    account.messages.find = looking  # type: ignore[method-assign, assignment]

    def run() -> None:
        assert looked.wait(PATIENCE)
        act.start()
        act.join(PATIENCE)

    starter = Thread(target=run)
    starter.start()
    return starter


def test_a_message_of_an_app_ends_a_wait(account: RemoteTenant) -> None:
    starter = meanwhile(account, Thread(target=post, args=(account, "Yes.")))

    message = account.wait_for(sent(to=PERSON, text="Yes."), timeout=PATIENCE)

    starter.join(PATIENCE)
    assert message == account.sent[-1]


def test_a_message_without_an_entry_in_the_journal_ends_a_wait(account: RemoteTenant) -> None:
    starter = meanwhile(account, Thread(target=lambda: account.messages.send(draft(text="Yes."))))

    account.wait_for(sent(text="Yes."), timeout=PATIENCE)

    starter.join(PATIENCE)


def test_a_callback_ends_a_wait(account: RemoteTenant) -> None:
    with app_listening() as app:
        shop = account.applications.create("shop", incoming_message_url=app.url)
        account.phone_numbers.update(LINE, {"application_id": shop.id})
        texting = Thread(
            target=lambda: account.receive_message(from_=PERSON, to=LINE, text="open?")
        )
        texting.start()

        record = account.wait_for(called(text="open?", status=200), timeout=PATIENCE)

        texting.join(PATIENCE)
        assert record.url == app.url
        assert account.wait_for(received(text="open?"), timeout=0).id == record.message_id


def test_a_wait_in_vain_ends_after_its_time(account: RemoteTenant) -> None:
    started = perf_counter()

    with pytest.raises(AssertionError, match=r"0\.2"):
        account.wait_for(sent(), timeout=0.2)

    assert perf_counter() - started >= 0.2


def test_closing_the_account_elsewhere_ends_a_wait(account: RemoteTenant) -> None:
    other = RemoteTenant(account._client, account.credentials)
    starter = meanwhile(account, Thread(target=other.close))

    with pytest.raises(TenantClosed):
        account.wait_for(sent(), timeout=PATIENCE)

    starter.join(PATIENCE)
