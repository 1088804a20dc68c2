"""Media that a browser opens, none of which may run in the origin of the API; HEAD, and lists."""

import pytest

from contract_tests.account import Account
from contract_tests.evidence import assumed, needs, observed


@assumed("assumption A31")
@pytest.mark.parametrize(
    ("kind", "saved"),
    [
        ("image/png", False), ("IMAGE/PNG", False), ("audio/mpeg", False), ("video/mp4", False),
        ("text/html", True), ("image/svg+xml", True), ("Image/SVG+XML", True), ("", True),
        ("application/pdf", True), ("application/image/png", True), ("images/png", True),
    ],
)  # fmt: skip
def test_a_browser_does_not_run_a_file(account: Account, kind: str, saved: bool) -> None:
    account.request("PUT", "media/page", raw=b"<script>", headers={"Content-Type": kind})

    answer = account.get("media/page")

    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert (answer.headers.get("Content-Disposition") == "attachment") == saved


@observed("java-bandwidth pages a list whose documents know no parameters; php adds slashes")
@needs("accounts")
def test_a_list_of_files_is_whole_unless_a_page_is_asked_for(account: Account) -> None:
    names = [f"{at:02}" for at in range(27)]
    for name in names:
        account.request("PUT", f"media/{name}", raw=b"x")

    for query, found in (({}, names), ({"page": 1}, names[25:]), ({"size": 3}, names[:3])):
        assert [each["mediaName"] for each in account.read("media", **query)] == found, query
    assert account.delete("media/26/").status_code == 200
    assert account.get("media/26").status_code == 404


@assumed("assumption A17")
@pytest.mark.parametrize("headers", [{}, {"Cache-Control": "no-store"}], ids=str)
@pytest.mark.parametrize("kind", ["image/png", "text/plain; charset=utf-8", ""])
def test_head_gives_the_headers_of_get(
    account: Account, kind: str, headers: dict[str, str]
) -> None:
    account.request("PUT", "media/page", raw=b"12345", headers=headers | {"Content-Type": kind})

    whole, head = (account.request(method, "media/page") for method in ("GET", "HEAD"))

    assert (head.status_code, head.content) == (200, b"")
    assert {name: head.headers[name] for name in head.headers if name != "Date"} == {
        name: whole.headers[name] for name in whole.headers if name != "Date"
    }
    assert whole.headers["Content-Length"] == "5"


@assumed("assumption A31")
@pytest.mark.parametrize("path", ["messages", "messages/m-x", "/nonsense"])
def test_no_answer_is_sniffed(account: Account, path: str) -> None:
    assert account.get(path).headers["X-Content-Type-Options"] == "nosniff"
