"""Long conversations: pages of fifty messages, and a URL for each message."""

from builders import LINE, PERSON
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.tenant import Tenant
from pages.phone.visitor import Visitor


def fill(tenant: Tenant, count: int) -> list[str]:
    """Receive texts called `text 0.`, `text 1.`, …; gives the ids."""
    received = [
        tenant.messages.receive(PERSON, LINE, f"text {at}.").message.id for at in range(count)
    ]
    tenant.settle()
    return received


def test_the_newest_fifty_are_shown_and_earlier_ones_are_linked(
    visitor: Visitor, tenant: Tenant, line: PhoneNumber, home: str
) -> None:
    fill(tenant, 120)

    newest = visitor.get(home)
    earlier = next(link for link in newest.links() if "before=" in link)
    middle = visitor.get(earlier)
    oldest = visitor.get(next(link for link in middle.links() if "before=" in link))

    assert newest.html.count('class="bubble ') == middle.html.count('class="bubble ') == 50
    assert oldest.html.count('class="bubble ') == 20
    assert "text 119." in newest.part("thread")
    assert "text 69." in middle.part("thread")
    assert "text 0." in oldest.part("thread")
    assert "Earlier messages" not in oldest.text
    assert "Newest messages" in oldest.text
    assert "Newest messages" not in newest.text


def test_a_message_that_is_far_back_has_its_own_url(
    visitor: Visitor, tenant: Tenant, line: PhoneNumber, home: str
) -> None:
    ids = fill(tenant, 120)

    page = visitor.get(f"{home}/messages/{ids[3]}")

    assert 'chosen" id="b-' + ids[3] in page.html
    assert "text 119." not in page.part("thread")
    assert "Your app took it" in page.part("report")


def test_a_message_that_is_not_there_is_said_to_be_so(
    visitor: Visitor, tenant: Tenant, home: str
) -> None:
    answer = visitor.get(f"{home}/messages/m-x")

    assert answer.status == 404
    assert "m-x" in answer.text


def test_a_history_that_was_cut_is_said_to_be_so(
    visitor: Visitor, tenant: Tenant, line: PhoneNumber, home: str
) -> None:
    first = fill(tenant, 1)[0]
    for at in range(6000):
        tenant.journal.record("fault", f"entry {at}", {})

    page = visitor.get(f"{home}/messages/{first}")

    assert "no longer known" in page.part("thread")
    assert "those about this message are gone" in page.part("report")
