"""Media: upload, download, list and delete files."""

from collections.abc import Callable, Iterator
from urllib.parse import quote

import pytest
import requests

from contract_tests.account import Account
from contract_tests.conftest import OpenAccount
from contract_tests.evidence import assumed, documented, needs, observed
from contract_tests.target import Target
from contract_tests.wire import assert_done, assert_json, assert_refused, links

BYTES = bytes(range(256)) * 5
Upload = Callable[..., requests.Response]


@pytest.fixture
def upload(account: Account, target: Target) -> Iterator[Upload]:
    """`upload("a.png", BYTES, kind="image/png", cache="no-store")`; live files are deleted."""
    made: list[str] = []

    def upload(
        name: str, content: bytes = BYTES, *, kind: str = "", cache: str = ""
    ) -> requests.Response:
        made.append(f"media/{quote(name)}")
        headers = {"Content-Type": kind, "Cache-Control": cache}
        given = {key: value for key, value in headers.items() if value}
        return account.request("PUT", made[-1], raw=content, headers=given)

    yield upload
    for path in () if target.simulated else made:
        account.delete(path)


def names(account: Account) -> list[str]:
    return [item["mediaName"] for item in account.read("media")]


@documented("methods/media/getMediaMediaName.md")
def test_a_file_is_downloaded_as_uploaded(account: Account, upload: Upload) -> None:
    upload("contract.png", kind="image/png")

    answer = account.get("media/contract.png")

    assert (answer.status_code, answer.content) == (200, BYTES)
    assert answer.headers["Content-Length"] == str(len(BYTES))


@assumed("assumption E37")
def test_a_file_has_the_cache_control_of_its_upload(account: Account, upload: Upload) -> None:
    upload("contract.png", cache="max-age=60")

    assert account.get("media/contract.png").headers["Cache-Control"] == "max-age=60"


@assumed("assumption E34")
def test_an_upload_is_answered_without_a_body(upload: Upload) -> None:
    answer = upload("contract.png")

    assert_done(answer)
    assert "Location" not in answer.headers


@documented("behaviour E8: methods/media/putMediaMediaName.md")
def test_an_upload_replaces_a_file_of_that_name(account: Account, upload: Upload) -> None:
    upload("contract.png", b"old", kind="image/png", cache="max-age=60")
    assert upload("contract.png", b"newer", kind="text/plain").status_code == 200

    answer = account.get("media/contract.png")

    assert (answer.content, answer.headers["Content-Type"]) == (b"newer", "text/plain")
    assert "Cache-Control" not in answer.headers
    assert names(account).count("contract.png") == 1


@assumed("assumption E18")
def test_a_file_without_a_type_is_application_octet_stream(
    account: Account, upload: Upload
) -> None:
    upload("contract")

    assert account.get("media/contract").headers["Content-Type"] == "application/octet-stream"


@observed("php-bandwidth compares the type word for word and lets curl say it is a form")
@pytest.mark.parametrize(
    "content_type",
    ["audio/wav", "text/plain; charset=UTF-8", "application/x-www-form-urlencoded", "x/Y;z=1"],
)
def test_any_bytes_and_content_type_are_kept(
    account: Account, upload: Upload, content_type: str
) -> None:
    upload("contract", b"a=1&b=%20+\xff", kind=content_type)

    answer = account.get("media/contract")

    assert answer.content == b"a=1&b=%20+\xff"
    assert answer.headers["Content-Type"] == content_type


@assumed("assumption E29")
def test_a_file_may_be_empty(account: Account, upload: Upload) -> None:
    assert_done(upload("contract", b""))

    answer = account.get("media/contract")
    assert (answer.status_code, answer.headers["Content-Length"]) == (200, "0")


@observed("SDKs quote names; recorded names have parentheses; node-bandwidth sends slashes")
@pytest.mark.parametrize(
    "name",
    [
        "a b.txt", "Grüße – 😀.png", "Home(1)-m-x.jpg", "a+b&c=d.txt", "100%.txt", "who?#!.txt",
        "folder/sub/file.txt", "a;b,c.txt", "messages", "%2B",
    ],
)  # fmt: skip
def test_a_file_may_have_any_name(account: Account, upload: Upload, name: str) -> None:
    upload(name, name.encode())

    (item,) = [item for item in account.read("media") if item["mediaName"] == name]
    assert item["content"] == account.url(f"media/{quote(name, safe='')}")
    for path in (f"media/{quote(name)}", f"media/{quote(name, safe='')}"):
        assert account.get(path).content == name.encode()
    assert_done(account.delete(f"media/{quote(name)}"))
    assert name not in names(account)


@observed("php-bandwidth puts a slash behind the name")
def test_a_trailing_slash_is_not_part_of_the_name(account: Account, upload: Upload) -> None:
    upload("contract.txt/", b"x")

    assert "contract.txt" in names(account)
    assert account.get("media/contract.txt").content == account.get("media/contract.txt/").content


@observed("ruby-bandwidth and node-bandwidth 1.x ask so for the size, ruby with a body of {}")
@pytest.mark.parametrize("body", [None, b"{}"], ids=["no body", "a body"])
def test_head_gives_type_and_size(account: Account, upload: Upload, body: bytes | None) -> None:
    upload("contract.png", kind="image/png")

    answer = account.request("HEAD", "media/contract.png", raw=body)

    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["Content-Length"] == str(len(BYTES))


@observed("ruby-bandwidth: only the status is looked at")
def test_head_of_an_unknown_file_is_not_found(account: Account) -> None:
    answer = account.request("HEAD", "media/unknown.png")

    assert (answer.status_code, answer.content) == (404, b"")


@documented("errors.md, media-not-found")
@pytest.mark.parametrize("method", ["GET", "DELETE"])
@pytest.mark.parametrize("name", ["unknown.png", "a b/ü"])
def test_an_unknown_file_is_not_found(account: Account, method: str, name: str) -> None:
    answer = account.request(method, f"media/{quote(name)}")

    message = f"The media resource named '{name}' could not be found"
    assert_refused(answer, 404, "media-not-found", message, details={"mediaName": name})


@documented("methods/media/getMedia.md")
def test_the_list_has_these_fields_in_this_order(account: Account, upload: Upload) -> None:
    upload("contract.png")

    answer = account.get("media")

    assert_json(answer)
    (item,) = [item for item in answer.json() if item["mediaName"] == "contract.png"]
    assert list(item.items()) == [
        ("contentLength", len(BYTES)),
        ("mediaName", "contract.png"),
        ("content", account.url("media/contract.png")),
    ]


@assumed("assumption E19")
def test_files_are_listed_in_the_order_of_upload(account: Account, upload: Upload) -> None:
    for name in ("contract b", "contract a", "contract c", "contract b"):
        upload(name)

    ours = [name for name in names(account) if name.startswith("contract ")]
    assert ours == ["contract b", "contract a", "contract c"]


@observed("java-bandwidth pages a list whose page has no parameters; else whole: assumption E7")
@needs("accounts")
def test_the_list_has_pages_if_asked(account: Account, upload: Upload) -> None:
    for name in "abc":
        upload(name)

    assert "Link" not in account.get("media").headers
    first, last = account.get("media", page=0, size=2), account.get("media", page=1, size=2)
    assert [item["mediaName"] for item in first.json() + last.json()] == ["a", "b", "c"]
    assert (set(links(first)), set(links(last))) == ({"first", "next"}, {"first", "previous"})


@documented("methods/media/deleteMediaMediaName.md")
def test_a_deleted_file_is_not_found(account: Account, upload: Upload) -> None:
    upload("contract.png")

    assert_done(account.delete("media/contract.png"))

    assert account.get("media/contract.png").status_code == 404
    assert account.delete("media/contract.png").status_code == 404


@documented("methods/media/getMediaMediaName.md: every download takes credentials")
@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE"])
def test_a_file_needs_credentials(account: Account, upload: Upload, method: str) -> None:
    upload("contract.png")

    answer = account.request(method, "media/contract.png", raw=b"x", anonymous=True)

    assert answer.status_code == 401
    assert account.get("media/contract.png").content == BYTES


@observed("recorded exchanges 2015-09: access-denied for another user's resources")
@needs("accounts")
def test_a_file_of_another_account_is_not_found(open_account: OpenAccount, upload: Upload) -> None:
    upload("contract.png")
    other = open_account()

    assert other.read("media") == []
    assert other.get("media/contract.png").status_code == 404


@assumed("assumption E11")
def test_ranges_and_validators_are_ignored(account: Account, upload: Upload) -> None:
    upload("contract.png")

    answer = account.request("GET", "media/contract.png", headers={"Range": "bytes=0-9"})

    assert (answer.status_code, answer.content) == (200, BYTES)
    assert not {"ETag", "Last-Modified", "Accept-Ranges"} & set(answer.headers)


@assumed("assumption A6")
def test_a_file_cannot_be_posted(account: Account) -> None:
    answer = account.post("media/contract.png", {})

    assert_refused(answer, 405, "method-not-allowed")
    named = {name.strip() for name in answer.headers["Allow"].split(",")}
    assert named - {"HEAD"} == {"GET", "PUT", "DELETE"}
