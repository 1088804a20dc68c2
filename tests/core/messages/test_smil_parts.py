"""The SMIL part that the network adds to an inbound MMS."""

from xml.etree import ElementTree

import pytest

from builders import LINE, PERSON, SECOND_LINE, draft
from catapult_simulator.core.messages.inbox import Attachment
from catapult_simulator.core.messages.message import Message
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.rules import Rules
from catapult_simulator.core.tenant import Tenant

CAT = "http://a.test/pets/cat.jpg"


def receive(tenant: Tenant, *media: str | Attachment) -> Message:
    return tenant.receive_message(from_=PERSON, to=LINE, text="Look", media=media).message


def test_an_mms_carries_a_smil_part_last(tenant: Tenant, line: PhoneNumber) -> None:
    """Documented: apiCallbacks/mms.md, samples."""
    message = receive(tenant, CAT)

    assert message.media == (f"cat-{message.id}.jpg", f"123_1-{message.id}.smil")
    assert tenant.media.get(message.media[1]).content_type == "application/smil"


def test_the_smil_part_shows_the_files(tenant: Tenant, line: PhoneNumber) -> None:
    files: list[str | Attachment] = [
        CAT,
        Attachment("a & b.mp4", b"", "video/mp4"),
        Attachment("hi.mp3", b"", "audio/mpeg"),
        Attachment("<1>.txt", b"", "text/plain; charset=utf-8"),
        Attachment("card", b""),
    ]

    page = ElementTree.fromstring(tenant.media.get(receive(tenant, *files).media[-1]).read())

    shown = [(part.tag, part.get("src")) for slide in page.iter("par") for part in slide]
    assert shown == [
        ("img", "cat.jpg"),
        ("video", "a%20%26%20b.mp4"),
        ("audio", "hi.mp3"),
        ("text", "%3C1%3E.txt"),
        ("ref", "card"),
    ]
    regions = {region.get("id") for region in page.iter("region")}
    assert {part.get("region") for slide in page.iter("par") for part in slide} == regions


def test_a_rule_puts_the_smil_part_first(tenant: Tenant, line: PhoneNumber) -> None:
    """Observed: an app takes the second of the media."""
    tenant.rules = Rules(smil="first")

    message = receive(tenant, CAT)

    assert message.media == (f"123_1-{message.id}.smil", f"cat-{message.id}.jpg")


def test_a_rule_leaves_the_smil_part_out(tenant: Tenant, line: PhoneNumber) -> None:
    tenant.rules = Rules(smil="none")

    assert receive(tenant, CAT).media[0].startswith("cat-")
    assert len(receive(tenant, CAT).media) == 1


@pytest.mark.parametrize(
    "smil",
    ["http://a.test/0.SMIL", Attachment("0.smil", b"x"), Attachment("0", b"", "application/smil")],
    ids=["url", "name", "type"],
)
def test_an_mms_that_has_a_smil_part_gets_no_other(
    tenant: Tenant, line: PhoneNumber, smil: str | Attachment
) -> None:
    assert len(receive(tenant, smil, CAT).media) == 2


def test_a_text_has_no_smil_part(tenant: Tenant, line: PhoneNumber) -> None:
    assert receive(tenant).media == ()


def test_a_picture_to_an_own_number_comes_in_with_a_smil_part(
    tenant: Tenant, line: PhoneNumber
) -> None:
    tenant.phone_numbers.allocate(SECOND_LINE)

    tenant.messages.send(draft(to=SECOND_LINE, media=(CAT,)))
    tenant.settle()

    sent, received = tenant.messages.find(direction="out")[0], tenant.messages.find(direction="in")
    assert (sent.media, len(received[0].media)) == ((CAT,), 2)
