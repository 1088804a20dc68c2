"""Media that a browser opens: none may run in the origin of the API."""

import pytest

from contract_tests.account import Account
from contract_tests.evidence import assumed


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
