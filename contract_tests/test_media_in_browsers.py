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


@assumed("assumption A31")
@pytest.mark.parametrize("path", ["messages", "messages/m-x", "/nonsense"])
def test_no_answer_is_sniffed(account: Account, path: str) -> None:
    assert account.get(path).headers["X-Content-Type-Options"] == "nosniff"
