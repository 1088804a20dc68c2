"""bandwidth-sdk 1.10.0: Media."""

import pytest

from sdk.python_v1.report import refusal
from sdk.scripts import Script

PICTURE = bytes(range(256)) * 4


@pytest.mark.parametrize(
    ("step", "name", "content_type"),
    [
        ("Media.upload", "cat.jpg", "image/jpeg"),
        ("Media.upload path", "cat.mp3", "audio/mpeg"),
        ("Media.upload stream", "my cat.mp3", "audio/mpeg"),
    ],
    ids=["bytes", "path", "stream"],
)
def test_media_upload_and_download(script: Script, step: str, name: str, content_type: str) -> None:
    assert script.returned(step) == name
    assert script.returned(f"Media.download {name}") == [PICTURE.decode("latin-1"), content_type]


def test_media_list_and_delete(script: Script) -> None:
    before, after = script.returned("Media.list"), script.returned("Media.list deleted")

    assert [each["media_name"] for each in before] == ["cat.jpg", "cat.mp3", "my cat.mp3"]
    assert {each["content_length"] for each in before} == {len(PICTURE)}
    assert script.returned("Media.delete") is None
    assert after == before[1:]


def test_media_download_raises_for_an_unknown_name(script: Script) -> None:
    said = refusal(script, "Media.download deleted")

    assert said == "404 client error: The media resource named 'cat.jpg' could not be found"
