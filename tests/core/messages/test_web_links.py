"""Web addresses in a text: what a phone would open."""

import pytest

from catapult_simulator.core.messages.web_links import web_links


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("Confirm: https://club.example/join?t=a-b_c%20d#x.", ["https://club.example/join?t=a-b_c%20d#x"]),
        ("See http://127.0.0.1:5000/a, or (https://club.example/b)!", ["http://127.0.0.1:5000/a", "https://club.example/b"]),
        ("https://en.example/wiki/SMS_(text)", ["https://en.example/wiki/SMS_(text)"]),
        ("Track it at bit.ly/3xYz or www.club.example.", ["bit.ly/3xYz", "www.club.example"]),
        ("<https://club.example/a> \"https://club.example/b\"", ["https://club.example/a", "https://club.example/b"]),
        ("详情：https://club.example/x。谢谢", ["https://club.example/x"]),
        ("HTTPS://CLUB.EXAMPLE/A\nhttps://club.example", ["HTTPS://CLUB.EXAMPLE/A", "https://club.example"]),
        ("Zu https://club.example/größe?x=[1]", ["https://club.example/größe?x=[1]"]),
        ("Mail anna@club.example/x, pay 3.50/month, and/or wait. Yes.No", []),
        ("https:// is how they begin", []),
        ("", []),
    ],
)  # fmt: skip
def test_links_are_found_without_the_punctuation_around_them(text: str, links: list[str]) -> None:
    assert web_links(text) == links


@pytest.mark.parametrize("part", ["a.", "a-", "https://", "http://)", "www.", "(", "a.b/"])
def test_a_long_text_is_read_in_time(part: str) -> None:
    """A pattern that goes back and forth would take minutes."""
    text = part * (60_000 // len(part))

    assert web_links(f"https://club.example/x {text}")[0] == "https://club.example/x"
