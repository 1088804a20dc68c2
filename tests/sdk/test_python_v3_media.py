"""bandwidth-sdk 3.0.3 for Python: media."""

from pathlib import Path
from typing import Any

import bandwidth
import pytest
from bandwidth.account import BandwidthAccountAPIException

from sdk.sdk_account import SdkAccount

PICTURE = bytes(range(256)) * 64


@pytest.fixture
def api(account: SdkAccount) -> Any:
    return bandwidth.client(
        "account",
        account.user_id,
        account.token,
        account.secret,
        api_endpoint=account.url,
    )


def downloaded(api: Any, name: str) -> tuple[bytes, str]:
    stream, content_type = api.download_media_file(name)
    with stream:
        return stream.read(), content_type


def test_upload_media_file_of_bytes(api: Any) -> None:
    api.upload_media_file("cat.jpg", PICTURE, "image/jpeg")

    assert downloaded(api, "cat.jpg") == (PICTURE, "image/jpeg")


def test_upload_media_file_of_a_path(api: Any, tmp_path: Path) -> None:
    (tmp_path / "cat.jpg").write_bytes(PICTURE)

    api.upload_media_file("cat.jpg", file_path=str(tmp_path / "cat.jpg"))

    assert downloaded(api, "cat.jpg") == (PICTURE, "application/octet-stream")


def test_upload_media_file_of_an_open_file(api: Any, tmp_path: Path) -> None:
    (tmp_path / "cat.jpg").write_bytes(PICTURE)

    with (tmp_path / "cat.jpg").open("rb") as stream:
        api.upload_media_file("cat.jpg", stream, "image/jpeg")

    assert downloaded(api, "cat.jpg") == (PICTURE, "image/jpeg")


def test_upload_media_file_in_chunks_raises_for_lack_of_a_content_length(api: Any) -> None:
    with pytest.raises(BandwidthAccountAPIException) as refused:
        api.upload_media_file("cat.jpg", iter([PICTURE]))

    assert (refused.value.status_code, refused.value.code) == (400, "validation-error")
    assert list(api.list_media_files()) == []


@pytest.mark.parametrize("name", ["my cat.jpg", "køtt+æ.jpg", "2019/may/cat.jpg", "a&b=c?.jpg"])
def test_download_media_file_by_a_name_that_needs_quoting(api: Any, name: str) -> None:
    api.upload_media_file(name, b"purr", "text/plain")

    assert downloaded(api, name) == (b"purr", "text/plain")


def test_list_media_files_gives_names_and_sizes(api: Any) -> None:
    api.upload_media_file("cat.jpg", PICTURE)
    api.upload_media_file("dog.jpg", b"woof")

    listed = {each["media_name"]: each for each in api.list_media_files()}

    assert {name: each["content_length"] for name, each in listed.items()} == {
        "cat.jpg": len(PICTURE),
        "dog.jpg": 4,
    }
    assert listed["dog.jpg"]["content"].endswith("/media/dog.jpg")


def test_delete_media_file_then_the_list_is_empty(api: Any) -> None:
    api.upload_media_file("cat.jpg", PICTURE)

    api.delete_media_file("cat.jpg")

    assert list(api.list_media_files()) == []


def test_delete_media_file_raises_for_an_unknown_name(api: Any) -> None:
    with pytest.raises(BandwidthAccountAPIException) as refused:
        api.delete_media_file("unknown.jpg")

    assert refused.value.status_code == 404
