"""Fresh parts: the faults and what is due are asked for again, and answered when there is news."""

import re
from collections.abc import Iterator
from html import unescape
from threading import Timer

import pytest
import requests

from builders import LINE, PERSON, draft
from catapult_simulator import Server, Simulator
from catapult_simulator.core.faults import Fault
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.pages.phone import fresh

PAGES = ("faults", "clock")


def url_of(html: str) -> str:
    """The URL that the fresh part asks for."""
    found = re.search(r'class="fresh" hx-get="([^"]+)"', html)
    assert found
    return unescape(found[1])


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setattr(fresh, "_HELD_SECONDS", 30.0)  # only news can answer in time
    with Server(Simulator()) as server:
        yield server


@pytest.fixture
def shop(server: Server) -> Tenant:
    tenant = server.simulator.open_tenant("u-shop")
    tenant.phone_numbers.allocate(LINE)
    tenant.faults.add(Fault("carrier", to=PERSON, silent=True))
    return tenant


@pytest.mark.parametrize("page", PAGES)
def test_a_part_is_held_until_something_happens(server: Server, shop: Tenant, page: str) -> None:
    shop.messages.send(draft())
    first = requests.get(f"{server.url}/phone/u-shop/{page}", timeout=15).text

    passing = Timer(0.05, shop.settle)
    passing.start()
    answer = requests.get(server.url + url_of(first), timeout=15).text
    passing.join()

    assert url_of(answer) != url_of(first)


@pytest.mark.parametrize("page", PAGES)
def test_what_happened_since_is_shown_at_once(server: Server, shop: Tenant, page: str) -> None:
    first = requests.get(f"{server.url}/phone/u-shop/{page}", timeout=15).text
    shop.messages.send(draft())
    shop.settle()

    answer = requests.get(server.url + url_of(first), timeout=15).text

    assert "<td>1</td>" in answer or page != "faults"
    assert url_of(answer) != url_of(first)


@pytest.mark.parametrize("page", PAGES)
def test_a_part_from_before_a_reset_is_shown_at_once(
    server: Server, shop: Tenant, page: str
) -> None:
    shop.receive_message(from_=PERSON, to=LINE, text="before")
    first = requests.get(f"{server.url}/phone/u-shop/{page}", timeout=15).text
    shop.reset()

    answer = requests.get(server.url + url_of(first), timeout=15)

    assert "f-1" not in answer.text
