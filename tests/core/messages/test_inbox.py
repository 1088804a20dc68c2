"""The inbox: files of inbound messages, and URLs that are stored as samples or copies."""

import pytest

from builders import LINE, PERSON, SECOND_LINE, draft
from catapult_simulator.core.callbacks import RecordingSender
from catapult_simulator.core.messages.inbox import Attachment, stored_name
from catapult_simulator.core.messages.message import Message
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.tenant import Tenant

CAT = "http://a.test/pets/cat.jpg"


def receive(tenant: Tenant, *media: str | Attachment) -> Message:
    return tenant.receive_message(from_=PERSON, to=LINE, text="Look", media=media).message


@pytest.mark.parametrize(
    ("name", "stored"),
    [
        ("cat.jpg", "cat-m-x.jpg"),
        ("123_1.smil", "123_1-m-x.smil"),
        ("a.b.jpg", "a.b-m-x.jpg"),
        ("noname", "noname-m-x"),
        ("/pets/cat.jpg", "cat-m-x.jpg"),
        ("pets/", "pets-m-x"),
        ("../..", ".-m-x."),
        ("/", "media-m-x"),
        ("", "media-m-x"),
        (".hidden", "-m-x.hidden"),
    ],
)
def test_a_file_is_named_after_its_message(name: str, stored: str) -> None:
    assert stored_name(name, "m-x") == stored


def test_a_name_that_is_taken_gets_a_number() -> None:
    taken: list[str] = []
    for _ in range(3):
        taken.append(stored_name("cat.jpg", "m-x", taken))

    assert taken == ["cat-m-x.jpg", "cat_1-m-x.jpg", "cat_2-m-x.jpg"]
    assert stored_name("cat", "m-x", ["cat-m-x"]) == "cat_1-m-x"


def test_a_url_is_stored_as_a_sample_of_its_type(tenant: Tenant, line: PhoneNumber) -> None:
    message = receive(tenant, f"{CAT}?size=1#top")

    name = message.media[0]
    file = tenant.media.get(name)
    assert (name, file.content_type) == (f"cat-{message.id}.jpg", "image/jpeg")
    assert file.size > 0


def test_an_attachment_is_stored_as_it_is(tenant: Tenant, line: PhoneNumber) -> None:
    message = receive(tenant, Attachment("a.bin", b"\0\xff", "x/y"), Attachment("b", b""))

    files = [tenant.media.get(name) for name in message.media[:2]]
    assert [(file.content_type, file.read()) for file in files] == [
        ("x/y", b"\0\xff"),
        ("application/octet-stream", b""),
    ]


def test_two_files_of_the_same_name_are_kept_apart(tenant: Tenant, line: PhoneNumber) -> None:
    message = receive(tenant, *[Attachment("a.jpg", content) for content in (b"1", b"2")], CAT, CAT)

    assert len(set(message.media)) == 5
    assert [tenant.media.get(name).read() for name in message.media[:2]] == [b"1", b"2"]


def test_the_files_are_stored_before_the_callback(
    tenant: Tenant, line: PhoneNumber, sender: RecordingSender
) -> None:
    message = receive(tenant, CAT)

    ((_, callback),) = sender.delivered
    assert callback.payload["eventType"] == "mms"
    links = tenant._world.links
    assert callback.payload["media"] == [links.media(name) for name in message.media]


def test_a_callback_without_files_has_no_media(
    tenant: Tenant, line: PhoneNumber, sender: RecordingSender
) -> None:
    receive(tenant)

    ((_, callback),) = sender.delivered
    assert callback.payload["eventType"] == "sms"
    assert "media" not in callback.payload


@pytest.mark.parametrize("name", ["my cat.gif", "ü/deep/cat.gif", "100%.gif"])
def test_an_own_url_is_stored_as_a_copy(tenant: Tenant, line: PhoneNumber, name: str) -> None:
    tenant.phone_numbers.allocate(SECOND_LINE)
    tenant.media.put(name, b"GIF", content_type="image/gif")
    url = tenant._world.links.media(name)

    tenant.messages.send(draft(to=SECOND_LINE, media=(url,)))
    tenant.settle()
    tenant.media.delete(name)

    (received,) = tenant.messages.find(direction="in")
    file = tenant.media.get(received.media[0])
    assert file.name == stored_name(name, received.id)
    assert (file.content_type, file.read()) == ("image/gif", b"GIF")


def test_the_url_of_another_account_is_not_read(tenant: Tenant, line: PhoneNumber) -> None:
    tenant.media.put("secret.txt", b"secret")
    url = tenant._world.links.media("secret.txt").replace(tenant.user_id, "u-other")

    message = receive(tenant, url)

    assert tenant.media.get(message.media[0]).read() != b"secret"


def test_an_mms_is_one_segment_and_costs_as_one(tenant: Tenant, line: PhoneNumber) -> None:
    before = tenant.account.balance

    message = tenant.receive_message(from_=PERSON, to=LINE, text="x" * 500, media=[CAT]).message

    assert (message.kind, message.segment_count) == ("mms", 1)
    assert before - tenant.account.balance == 1500
