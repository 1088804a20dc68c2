"""Uploads that are refused or break off, and unusual file names."""

import socket

import pytest

from contract_tests.account import Account
from contract_tests.conftest import OpenAccount
from contract_tests.evidence import assumed, documented, needs
from contract_tests.raw import ask, open_connection, put, send_head
from contract_tests.wire import assert_done, assert_refused

MAXIMUM = 65 * 1024 * 1024
NO_SIZE = "The media size must be specified by the 'Content-Length' header"
NO_NUMBER = "The media source 'Content-Length' header could not be parsed as a number"


def names(account: Account) -> set[str]:
    """The files of the account."""
    return {str(file["mediaName"]) for file in account.read("media")}


@documented("errors.md; for a chunked body assumption E9")
@pytest.mark.parametrize(
    ("headers", "body"),
    [({}, b""), ({"Transfer-Encoding": "chunked"}, b"3\r\nabc\r\n0\r\n\r\n")],
    ids=["no body", "chunks"],
)
def test_an_upload_needs_a_content_length(
    account: Account, headers: dict[str, str], body: bytes
) -> None:
    answer = ask(account, "PUT", "media/x", body, headers)

    assert_refused(answer, 400, "validation-error", NO_SIZE)
    assert names(account).isdisjoint({"x"})


@pytest.mark.parametrize(
    "size",
    [
        pytest.param("abc", marks=documented("errors.md")),
        pytest.param("1.5", marks=documented("errors.md")),
        pytest.param("0x10", marks=documented("errors.md")),
        pytest.param("-1", marks=assumed("assumption E9")),
        pytest.param("9" * 30, marks=assumed("assumption E9")),
    ],
)
def test_a_content_length_that_is_not_a_number_is_refused(account: Account, size: str) -> None:
    answer = ask(account, "PUT", "media/x", headers={"Content-Length": size})

    assert_refused(answer, 404, "media-invalid-content-lenght", NO_NUMBER)
    assert names(account).isdisjoint({"x"})


@documented("errors.md; methods/media/putMediaMediaName.md: 65 MB; MiB: assumption E17")
@pytest.mark.parametrize("size", [MAXIMUM + 1, 10 * MAXIMUM])
@pytest.mark.parametrize("headers", [{}, {"Expect": "100-continue"}], ids=["plain", "expect"])
def test_a_too_large_file_is_refused_before_its_body(
    account: Account, size: int, headers: dict[str, str]
) -> None:
    answer = ask(account, "PUT", "media/x", headers={"Content-Length": str(size)} | headers)

    message = f"The media size {size} bytes is larger than the maximum {MAXIMUM} bytes"
    assert_refused(answer, 403, "media-size-overflow", message)
    assert names(account).isdisjoint({"x"})


@assumed("assumption E29")
@pytest.mark.parametrize("size", [1000, 3_000_000], ids=["small", "large"])
@needs("accounts")
def test_an_upload_that_breaks_off_changes_nothing(account: Account, size: int) -> None:
    put(account, "media/old", b"old")

    for name in ("new", "old"):
        connection = open_connection(account)
        send_head(connection, account, "PUT", f"media/{name}", {"Content-Length": str(size)})
        connection.send(b"x" * (size - 1))
        connection.sock.shutdown(socket.SHUT_WR)
        while connection.sock.recv(4096):
            """It hangs up once it has seen that nothing more comes."""
        connection.close()

    assert [item["mediaName"] for item in account.read("media")] == ["old"]
    assert account.get("media/old").content == b"old"


@assumed("assumption E10")
@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("media/..", ".."),
        ("media/.", "."),
        ("media/../messages", "../messages"),
        ("media/%2e%2e/%2e%2e/x", "../../x"),
        ("media/..%2f..%2f..%2f..%2fetc%2fpasswd", "../../../../etc/passwd"),
        ("media/a%2fb", "a/b"),
        ("media/a//b", "a//b"),
        ("media/a%00b", "a\0b"),
        ("media/..%5c..%5cx", "..\\..\\x"),
        ("media/" + "x" * 4096, "x" * 4096),
        ("media/" + "%C3%BC" * 680, "ü" * 680),
    ],
    ids=[
        "up",
        "here",
        "aside",
        "escaped dots",
        "escaped way",
        "escaped slash",
        "two slashes",
        "NUL",
        "backslashes",
        "4 KiB",
        "UTF-8",
    ],
)
@needs("accounts")
def test_no_name_reaches_another_resource(
    open_account: OpenAccount, account: Account, path: str, name: str
) -> None:
    assert_done(put(account, path, b"mine"))

    assert [item["mediaName"] for item in account.read("media")] == [name]
    assert ask(account, "GET", path).content == b"mine"
    assert account.read("messages") == []
    elsewhere = ask(open_account(), "GET", path)
    assert_refused(elsewhere, 404, "media-not-found", details={"mediaName": name})


@assumed("assumption E10")
@pytest.mark.parametrize("path", ["media//x", "media/%2fx", "media//", "media/a%0d%0ab"])
def test_a_name_that_begins_with_a_slash_or_has_a_line_break_is_not_found(
    account: Account, path: str
) -> None:
    assert_refused(put(account, path, b"x"), 404, "resource-not-found")


@assumed("assumption E10")
def test_a_too_long_name_is_refused(account: Account) -> None:
    answer = put(account, "media/" + "x" * 20_000, b"x")

    assert answer.status_code == 414
    assert list(answer.json()) == ["category", "code", "message", "details"]
    assert not [name for name in names(account) if name.startswith("xxx")]
