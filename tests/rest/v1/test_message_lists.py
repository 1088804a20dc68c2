"""Lists of messages: filters, order, and paging by sort key. methods/messages/getMessages.md."""

import re
from typing import Any

import pytest

from builders import LINE, PERSON, Client, Response, draft
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.tenant import Tenant

NEXT = re.compile(r'<http://simulator\.test:8080(/v1/users/[^/]+/messages\?[^>,;]+)>; rel="next"')


@pytest.fixture(autouse=True)
def _five(tenant: Tenant, line: PhoneNumber) -> None:
    """Texts 0 to 3 are queued, a second apart; 4 comes in."""
    tenant.rules = tenant.rules.but(dequeue_ms=3_600_000)
    for number in range(4):
        tenant.messages.send(draft(text=str(number), to=PERSON if number else "+19195550002"))
        tenant.advance(1)
    tenant.receive_message(from_=PERSON, to=LINE, text="4")


def texts(answer: Response) -> str:
    assert answer.status == 200, answer
    return "".join(message["text"] for message in answer.json)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", "43210"),
        ("sortOrder=desc", "43210"),
        ("sortOrder=asc", "01234"),
        ("sortOrder=Asc", "01234"),
        ("direction=in", "4"),
        ("direction=Out", "3210"),
        ("state=queued", "3210"),
        ("state=Received", "4"),
        ("state=error", ""),
        ("deliveryState=notDelivered", ""),
        ("deliveryState=not-delivered", ""),
        ("from=%2B19195551212", "3210"),
        ("from=+19195551212", "3210"),
        ("from=9195551212", "3210"),
        ("to=%2B19195550002", "0"),
        ("to=%2B19195550002&direction=in", ""),
        ("to=&from=", "43210"),
        ("fromDateTime=2019-05-01+12:00:02", "432"),
        ("toDateTime=2019-05-01+12:00:02", "210"),
        ("fromDateTime=2019-05-01T12:00:01Z&toDateTime=2019-05-01T12:00:02Z", "21"),
        ("fromDateTime=2019-05-01+12:00", "43210"),
        ("toDateTime=2019-05-01+11:59", ""),
        ("fromDateTime=2019-05-02", ""),
        ("fromDateTime=2019-05-01T14:00:02+0200", "432"),
        ("size=2", "43"),
        ("size=2&page=1", "21"),
        ("size=2&page=9", ""),
        ("size=5000", "43210"),
        ("nonsense=1", "43210"),
        ("sortKeyLT=0", ""),
        ("sortKeyGT=0", "43210"),
    ],
)
def test_messages_are_filtered_and_ordered(client: Client, query: str, found: str) -> None:
    assert texts(client.get(f"messages?{query}")) == found


@pytest.mark.parametrize(
    "query",
    ["direction=up", "state=x", "deliveryState=x", "sortOrder=x", "size=0", "size=-1", "size=x",
     "page=-1", "page=x", "sortKeyLT=x", "sortKeyLT=-1", "sortKeyGT=" + "1" * 20,
     "fromDateTime=x", "toDateTime=2019-02-30", "fromDateTime=0000-00-00"],
)  # fmt: skip
def test_an_invalid_parameter_is_refused(client: Client, query: str) -> None:
    """Assumption A13."""
    answer = client.get(f"messages?{query}")

    assert (answer.status, answer.code, answer.message) == (
        400,
        "validation-error",
        "Bad parameters",
    )


@pytest.mark.parametrize("size", [1, 2, 3, 4])
@pytest.mark.parametrize(("order", "found"), [("asc", "01234"), ("desc", "43210")])
def test_the_next_link_leads_to_the_end(client: Client, size: int, order: str, found: str) -> None:
    answer = client.get(f"messages?size={size}&sortOrder={order}")
    seen = texts(answer)
    while "link" in answer.headers:
        assert len(answer.json) == size
        match = NEXT.fullmatch(answer.headers["link"])
        assert match, answer.headers["link"]
        answer = client.get(match[1])
        seen += texts(answer)

    assert seen == found


def test_a_full_last_page_has_no_link(client: Client) -> None:
    assert "link" not in client.get("messages?size=5").headers
    assert "link" not in client.get("messages").headers


def test_the_next_link_is_a_sort_key_then_the_size_then_the_filters(client: Client) -> None:
    """Documented sample; filters: assumption A33. No comma or semicolon (observed)."""
    answer = client.get("messages?from=%2B19195551212&size=2&x=a%2Cb%3Bc&page=0")

    match = NEXT.fullmatch(answer.headers["link"])
    assert match
    query = match[1].partition("?")[2]
    assert re.fullmatch(r"sortKeyLT=\d{19}&size=2&from=%2B19195551212&x=a%2Cb%3Bc", query)


def test_a_sort_key_overrides_a_page(client: Client) -> None:
    """Assumption B19."""
    match = NEXT.fullmatch(client.get("messages?size=2").headers["link"])
    assert match

    assert texts(client.get(match[1] + "&page=3")) == "21"


def test_messages_of_other_tenants_are_not_listed(
    client: Client, tenant: Tenant, simulator: Any
) -> None:
    other = simulator.open_tenant()

    assert Client(client.app, other).get("messages").json == []
