"""The journal as a page: filters, search, pages, and news."""

import re
from html import unescape

from builders import LINE, PERSON
from catapult_simulator.core.callback_reasons import reason
from catapult_simulator.core.callbacks import Callback, Outcome
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.core.tenant import Tenant
from pages.phone.visitor import Visitor


class Refusing:
    """A sender whose app is not there."""

    def send(self, callback: Callback, url: str) -> Outcome:
        why = reason("refused", address="app.test:80")
        return Outcome(None, "", "network", 0.1, why)


def test_entries_are_shown_newest_first(
    visitor: Visitor, tenant: Tenant, line: PhoneNumber, home: str
) -> None:
    tenant.receive_message(from_=PERSON, to=LINE, text="one")
    tenant.advance(1)

    rows = visitor.get(f"{home}/journal").part("rows")

    assert rows.index("advanced 1 s") < rows.index("POST http://app.test/sms") < rows.index("texts")


def test_a_failed_callback_has_its_reason_and_a_way_to_the_message(
    visitor: Visitor, simulator: Simulator, tenant: Tenant, line: PhoneNumber, home: str
) -> None:
    simulator.network.callback_sender = Refusing()
    message = tenant.receive_message(from_=PERSON, to=LINE, text="one").message

    page = visitor.get(f"{home}/journal?kind=callback")

    assert "Nothing listens on app.test:80. Start the app there" in page.part("rows")
    assert f"{home}/messages/{message.id}" in page.links()


def test_entries_are_found_by_kind_and_by_words_in_their_details(
    visitor: Visitor, tenant: Tenant, line: PhoneNumber, home: str
) -> None:
    tenant.receive_message(from_=PERSON, to=LINE, text="needle one")
    tenant.receive_message(from_=PERSON, to=LINE, text="other two")

    found = visitor.get(f"{home}/journal?kind=callback&find=NEEDLE").part("rows")

    assert "needle one" in found
    assert "other two" not in found
    assert "texts" not in found
    assert "Nothing fits" in visitor.get(f"{home}/journal?find=nowhere").text


def test_a_page_has_a_hundred_entries_and_leads_to_earlier_ones(
    visitor: Visitor, tenant: Tenant, home: str
) -> None:
    for at in range(150):
        tenant.journal.record("fault", f"entry {at}.", {})

    newest = visitor.get(f"{home}/journal")
    earlier = visitor.get(next(link for link in newest.links() if "before=" in link))

    assert newest.html.count('class="row"') == 100
    assert earlier.html.count('class="row"') == 50
    assert "entry 0." in earlier.text


def test_news_are_put_before_the_rows(visitor: Visitor, tenant: Tenant, home: str) -> None:
    tenant.journal.record("fault", "before", {})
    tenant.journal.record("fault", "<after>", {})

    news = visitor.get(f"{home}/journal-feed?after=1")

    assert 'hx-swap-oob="afterbegin:#rows"' in news.html
    assert "<after>" in news.text
    assert "before" not in news.text
    assert "journal-feed?after=2" in news.html


def test_a_journal_from_before_a_reset_is_loaded_anew(
    visitor: Visitor, tenant: Tenant, home: str
) -> None:
    tenant.journal.record("fault", "before", {})
    (url,) = re.findall(r'id="feed" hx-get="([^"]+)"', visitor.get(f"{home}/journal").html)
    tenant.reset()

    assert visitor.get(unescape(url)).headers["hx-refresh"] == "true"


def test_a_journal_that_dropped_its_beginning_says_so(
    visitor: Visitor, tenant: Tenant, home: str
) -> None:
    for at in range(5010):
        tenant.journal.record("fault", f"entry {at}", {})

    assert "10 earlier ones are gone" in visitor.get(f"{home}/journal").text
