"""The reference in docs/ has every public name, once, and every method that a test may call."""

import re
from collections import Counter

import account_reference
import catapult_simulator
from project.blocks import ROOT

PAGES = sorted((ROOT / "docs" / "reference").glob("*.md"))
# A Catapult has all that a Tenant has.
ELSEWHERE = {"Tenant", "__version__"}


def test_each_public_name_has_its_entry() -> None:
    text = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)

    entries = Counter(re.findall(r"^::: catapult_simulator\.(\w+)$", text, re.MULTILINE))

    missing = set(catapult_simulator.__all__) - ELSEWHERE - set(entries)
    assert missing == set(), "write `::: catapult_simulator.NAME` into a page of docs/reference/"
    assert [name for name, times in entries.items() if times > 1] == []


def test_each_page_is_in_the_index() -> None:
    index = (ROOT / "docs" / "reference" / "index.md").read_text(encoding="utf-8")

    pages = {page.name for page in PAGES} - {"index.md"}

    assert set(re.findall(r"^\| \[[^]]+\]\(([\w-]+\.md)\)", index, re.MULTILINE)) == pages


def test_a_resource_has_what_a_test_may_call_and_no_more() -> None:
    sections = account_reference.resources().split("\n## ")

    (numbers,) = (each for each in sections if each.startswith("phone_numbers\n"))
    assert "::: catapult_simulator.core.numbers.phone_numbers.PhoneNumbers" in numbers
    assert re.search(r"members: \[allocate, .*, release, .*\]", numbers)
    assert "restore" not in numbers
