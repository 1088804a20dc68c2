"""Segments: the alphabet of GSM 03.38, and how characters of two units are packed."""

import pytest

from contract_tests.account import Account
from contract_tests.conftest import Draft
from contract_tests.evidence import assumed, documented, needs

pytestmark = needs("accounts")

# 3GPP TS 23.038 section 6.2.1, without the escape.
BASIC = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENSION = "\f^{}\\[~]|€"
OTHERS = "`ç’“–…ÁÀáâêëíóúžЖ中\t\u00a0\u20ad"


def segments(account: Account, draft: Draft, texts: list[str]) -> list[int]:
    """The number of segments of each text, sent in batches."""
    for at in range(0, len(texts), 50):
        answer = account.post("messages", [draft(text=text) for text in texts[at : at + 50]])
        assert {item["result"] for item in answer.json()} == {"accepted"}
    listed = account.read("messages", size=1000)
    return [message["segmentCount"] for message in reversed(listed)]


@documented("3GPP TS 23.038; faq messaging/longSMS.md, bodyEncoding.md")
@pytest.mark.parametrize(
    ("characters", "one", "two"),
    [(BASIC, 159, 160), (EXTENSION, 79, 80), (OTHERS, 69, 70)],
    ids=["basic", "extension", "others"],
)
def test_each_character_has_its_size(
    account: Account, draft: Draft, characters: str, one: int, two: int
) -> None:
    texts = ["A" + character * count for character in characters for count in (one, two)]

    assert segments(account, draft, texts) == [1, 2] * len(characters)


@documented("3GPP TS 23.040 section 9.2.3.24.1: 153 septets, or 67 units, of each of several")
@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("a" * 153 * 12, 12), ("a" * 153 * 12 + "a", 13), ("ж" * 67 * 29, 29),
        ("ж" * 67 * 29 + "ж", 30), ("€" * 76 * 3, 3), ("€" * 76 * 3 + "a", 3),
        ("€" * 76 * 3 + "aa", 4), ("a" * 152 + "€" + "a" * 151, 2),
        ("a" * 152 + "€" + "a" * 152, 3), ("a" * 151 + "€" + "a" * 153, 2),
        ("ж" * 66 + "😀" + "ж" * 65, 2), ("ж" * 66 + "😀" + "ж" * 66, 3),
        ("ж" * 65 + "😀" + "ж" * 67, 2), ("a" * 69 + "ж", 1), ("a" * 70 + "ж", 2),
        ("a" * 158 + "€", 1), ("a" * 159 + "€", 2), ("ж" * 68 + "😀", 1), ("ж" * 69 + "😀", 2),
    ],
    ids=lambda value: str(value) if isinstance(value, int) else f"{value[0]}{len(value)}",
)  # fmt: skip
def test_no_character_is_split_between_two_segments(
    account: Account, draft: Draft, text: str, count: int
) -> None:
    (found,) = segments(account, draft, [text])

    assert found == count
    assert account.read("account/transactions")[0]["units"] == count


@assumed("assumption B4")
@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("x" * 2048, True), ("x" * 2049, False), ("ж" * 2048, True), ("ж" * 2049, False),
        ("😀" * 1024, True), ("😀" * 1024 + "x", False), ("x" * 2047 + "😀", False),
        ("x" * 2046 + "😀", True),
    ],
    ids=lambda value: "" if isinstance(value, bool) else f"{value[0]}{len(value)}",
)  # fmt: skip
def test_a_text_has_at_most_2048_units(
    account: Account, draft: Draft, text: str, fits: bool
) -> None:
    for media in ([], ["http://your-site.example.com/image-1.jpg"]):
        assert account.post("messages", draft(text=text, media=media)).status_code == (
            201 if fits else 400
        )
