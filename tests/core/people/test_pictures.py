"""Pictures from a phone: by path or by content, with the type that the file has."""

from pathlib import Path

import pytest

from builders import LINE
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.people.phone import Phone
from catapult_simulator.core.people.pictures import picture
from catapult_simulator.core.tenant import Tenant

GIF = b"GIF89a\x01\x00\x01\x00"
JPEG = b"\xff\xd8\xff\xe0 jpeg"


@pytest.fixture
def phone(tenant: Tenant, line: PhoneNumber) -> Phone:
    return tenant.phone("+19195550001")


def stored(tenant: Tenant) -> list[tuple[str, str, bytes]]:
    """Name without the id of its message, type and content of each file but the SMIL part."""
    files = (file for file in tenant.media.find() if not file.name.endswith(".smil"))
    return [
        (file.name.replace(f"-{tenant.received[-1].id}", ""), file.content_type, file.read())
        for file in files
    ]


def test_a_picture_is_sent_by_its_path(tenant: Tenant, phone: Phone, tmp_path: Path) -> None:
    path = tmp_path / "cat.gif"
    path.write_bytes(GIF)

    inbound = phone.send_picture(path, "look", to=LINE)

    assert (inbound.message.kind, inbound.message.text) == ("mms", "look")
    assert stored(tenant) == [("cat.gif", "image/gif", GIF)]


def test_a_path_may_be_a_text(tenant: Tenant, phone: Phone, tmp_path: Path) -> None:
    (tmp_path / "cat.gif").write_bytes(GIF)

    phone.send_picture(str(tmp_path / "cat.gif"))

    assert stored(tenant) == [("cat.gif", "image/gif", GIF)]


def test_the_bytes_of_a_picture_are_named_by_their_type(tenant: Tenant, phone: Phone) -> None:
    phone.send_picture(JPEG)

    assert stored(tenant) == [("picture.jpg", "image/jpeg", JPEG)]


@pytest.mark.parametrize(
    ("content", "name", "content_type"),
    [
        (b"\x89PNG\r\n\x1a\n", "picture.png", "image/png"),
        (b"RIFF\x00\x00\x00\x00WEBP", "picture.webp", "image/webp"),
        (b"RIFF\x00\x00\x00\x00WAVE", "picture.wav", "audio/wav"),
        (b"\x00\x00\x00\x18ftyp3gp4", "picture.3gp", "audio/3gpp"),
        (b"\x00\x00\x00\x18ftypisom", "picture.mp4", "video/mp4"),
        (b"%PDF-1.7", "picture.pdf", "application/pdf"),
    ],
    ids=repr,
)
def test_a_type_is_known_by_the_first_bytes(content: bytes, name: str, content_type: str) -> None:
    file = picture(content)

    assert (file.name, file.content_type) == (name, content_type)


@pytest.mark.parametrize(
    ("name", "content", "content_type"),
    [
        ("cat.jpg", b"anything", "image/jpeg"),
        ("cat", GIF, "image/gif"),
        ("cat.unknown", b"anything", "application/octet-stream"),
    ],
)
def test_a_name_comes_before_the_first_bytes(name: str, content: bytes, content_type: str) -> None:
    file = picture(content, name)

    assert (file.name, file.content_type) == (name, content_type)


@pytest.mark.parametrize(
    ("source", "error", "sentence"),
    [
        ("missing.gif", ValueError, "picture 'missing.gif' cannot be read: No such file"),
        (".", ValueError, "picture '.' cannot be read: Is a directory"),
        ("a\0b", ValueError, "cannot be read: embedded null byte"),
        (b"", ValueError, r"picture b''… \(0 bytes\) is empty"),
        (b"anything", ValueError, r"is of no known type; pass its name: send_picture"),
        (5, TypeError, "picture 5; pass a path or the bytes of a file"),
    ],
    ids=repr,
)
def test_what_is_no_picture_is_refused(
    source: bytes, error: type[Exception], sentence: str
) -> None:
    with pytest.raises(error, match=sentence):
        picture(source)


def test_a_picture_that_cannot_be_read_is_not_received(tenant: Tenant, phone: Phone) -> None:
    with pytest.raises(ValueError, match="cannot be read"):
        phone.send_picture("missing.gif")

    assert tenant.received == []
