"""Samples for media that are given by a URL only."""

import pytest

from catapult_simulator.core.sample_media import sample


@pytest.mark.parametrize(
    ("url", "content_type"),
    [
        ("/pets/cat.jpg", "image/jpeg"),
        ("/pets/cat.JPG", "image/jpeg"),
        ("cat.png", "image/png"),
        ("cat.gif", "image/gif"),
        ("123_1.smil", "application/smil"),
        ("clip.mp4", "video/mp4"),
        ("note.txt", "text/plain"),
        ("card.vcf", "text/vcard"),
        ("nothing", "application/octet-stream"),
        ("", "application/octet-stream"),
        ("odd.zzz", "application/octet-stream"),
    ],
)
def test_the_extension_decides_the_type(url: str, content_type: str) -> None:
    assert sample(url)[0] == content_type


@pytest.mark.parametrize(("url", "begins"), [("a.gif", b"GIF89a"), ("a.png", b"\x89PNG\r\n\x1a\n")])
def test_a_sample_picture_has_the_signature_of_its_type(url: str, begins: bytes) -> None:
    assert sample(url)[1].startswith(begins)


@pytest.mark.parametrize("url", ["a.txt", "ü.bin", "", "a.png"])
def test_a_sample_is_never_empty_and_always_the_same(url: str) -> None:
    assert sample(url) == sample(url)
    assert sample(url)[1]
