"""bandwidth-sdk 1.10.0: the script calls each method in scope, and iterates over pages."""

import pytest

from sdk.python_v1.report import ids
from sdk.scripts import Script


def test_every_method_is_exercised(script: Script) -> None:
    assert script.exercised == set(script.available)


@pytest.mark.parametrize("kind", ["Application", "PhoneNumber", "Message", "UserError"])
def test_page_iterator_and_as_iterator_yield_each_once(script: Script, kind: str) -> None:
    pages = script.returned(f"{kind}.page_iterator")

    listed = ids(script.returned(f"{kind}.as_iterator"))
    assert len(pages) > 1
    assert [each["id"] for page in pages for each in page] == listed
    assert len(set(listed)) == len(listed)
