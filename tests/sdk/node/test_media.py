"""node-bandwidth 2.4.1: Media."""

import pytest

from sdk.scripts import Script


@pytest.mark.parametrize(
    ("source", "content_type"), [("buffer", "image/jpeg"), ("file", "application/octet-stream")]
)
def test_media_upload_and_download(script: Script, source: str, content_type: str) -> None:
    assert script.returned(f"Media.upload {source}") == 200
    assert script.returned(f"Media.download {source}") == {
        "contentType": content_type,
        "whole": True,
    }


def test_media_download_rejects_an_unknown_name(script: Script) -> None:
    assert script.raised("Media.download unknown")["statusCode"] == 404


def test_media_list(script: Script) -> None:
    listed = {each["mediaName"]: each["contentLength"] for each in script.returned("Media.list")}

    assert listed == {"my cat+æ/1.jpg": 1024, "cat.bin": 1024}


def test_media_delete_leaves_the_others(script: Script) -> None:
    assert script.returned("Media.delete") == 200
    assert [each["mediaName"] for each in script.returned("Media.list deleted")] == ["cat.bin"]
