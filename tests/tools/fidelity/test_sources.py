"""Evidence names a source that can be looked up: a repository, a path, a commit."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from contract_tests.kinds import MARKS, RECIPE

from fidelity import Row, rows
from fidelity.names import NAMES, OTHER_PAGES
from fidelity.settled import CLIENTS, DOCUMENTATION, SOURCES, Place, Source
from tools.fidelity.marks import Mark, marks, pages_in

ROWS = rows()
# Their texts were found, but no index tells the repository.
REPOSITORY_NOT_KNOWN = {
    "recorded exchanges 2015-09",
    "sample of 2017-05",
    "recorded callbacks 2018",
}
PUBLISHED = {name: each for name, each in SOURCES.items() if isinstance(each, Source)}
PLACES = [place for source in PUBLISHED.values() for place in source.places]
PLACES += DOCUMENTATION.values()
PAGES = tuple(page for page in (*NAMES, *OTHER_PAGES) if pages_in(page) == [page])
BELOW = tuple(name.removesuffix("…") for name in DOCUMENTATION)
ROOT = Path(__file__).parents[3]
FIXTURES = ROOT / "fixtures"
STANDARDS = ("3GPP TS ", "the North American Numbering Plan", "RFC ")
_BEHAVIOURS = re.compile(r"behaviours? [A-Z]\d+(,? and [A-Z]\d+)*: ")
# As the contract checks call the clients: "java-, php- and node-bandwidth 1.x".
_CLIENT = re.compile(r"\b(python|node|ruby|java|csharp|php)-")
LIST_IT = (
    "begin the source with a page that exists; one that is cited for names goes into NAMES of "
    "simulator/tools/fidelity/names.py, any other one into OTHER_PAGES there"
)
BEGINNINGS = {"documented": BELOW, "observed": tuple(SOURCES), "sdk": CLIENTS}


def unlisted(row: Row) -> bool:
    """Whether the source of a row is in no list. An assumption needs none."""
    return row.kind in BEGINNINGS and not row.source.startswith(BEGINNINGS[row.kind])


def unlisted_pages(text: str) -> list[str]:
    """The pages in `text` that are in no list. After another page the last part is enough."""
    listed = {*PAGES, *(page.rpartition("/")[2] for page in PAGES)}
    return [page for page in pages_in(text) if page not in listed]


def begins_with_a_page(text: str) -> bool:
    first = pages_in(text)[:1]
    return first != [] and first[0] in PAGES and text.startswith(first[0])


def citing_texts() -> Iterator[tuple[str, str]]:
    """Each text of the ledger, the checks and the exchanges that may cite a page."""
    yield from ((f"{row.group}, {row.place} {row.name}", row.source) for row in ROWS)
    yield from ((mark.place, mark.source) for mark in marks())
    for path in sorted(FIXTURES.rglob("*.json")):
        exchange = json.loads(path.read_text(encoding="utf-8"))
        yield f"fixtures/{path.relative_to(FIXTURES)}", exchange["source"]


def names_a_recording_or_a_client(mark: Mark) -> bool:
    return any(name in mark.source for name in SOURCES) or bool(_CLIENT.search(mark.source))


@pytest.mark.parametrize("place", PLACES, ids=lambda place: f"{place.repository}/{place.path}")
def test_a_place_has_repository_path_and_commit(place: Place) -> None:
    assert re.fullmatch(r"[\w.-]+/[\w.-]+", place.repository)
    assert re.fullmatch(r"[^\s*?]*\w", place.path)
    assert re.fullmatch(r"[0-9a-f]{40}", place.commit)


def test_a_source_has_places_and_no_further_one_is_found_by_its_text_only() -> None:
    assert {name for name, each in PUBLISHED.items() if not each.places} == REPOSITORY_NOT_KNOWN
    assert {name for name, each in PUBLISHED.items() if each.found_by} == REPOSITORY_NOT_KNOWN
    assert all(each.says for each in SOURCES.values())


def test_each_row_begins_with_a_listed_source() -> None:
    found = [
        f"{row.group}, {row.place} {row.name}: {row.evidence}" for row in ROWS if unlisted(row)
    ]

    assert not found, (
        "begin the evidence with a page of DOCUMENTATION, a name of SOURCES or a client of CLIENTS "
        f"in simulator/tools/fidelity/settled/sources.py, or make it assumed(…): {found}"
    )


@pytest.mark.parametrize(
    "evidence",
    ["observed: a friend", "observed: recorded exchanges 2014", "sdk: an app", "documented: x.md"],
)
def test_a_source_that_is_not_listed_is_noticed(evidence: str) -> None:
    assert unlisted(Row("operations", "GET /v1/mood", evidence))


def test_each_observed_check_names_a_recording_or_an_official_client() -> None:
    """An app that needs a behaviour is a reason for an assumption, not an observation."""
    observed = [
        mark
        for mark in marks()
        if mark.kind == "observed" and not mark.place.startswith("test_suite.py")
    ]

    vague = [
        f"{mark.place}: {mark.source}"
        for mark in observed
        if not names_a_recording_or_a_client(mark)
    ]

    assert not vague, f"name one of SOURCES or a client, or mark the check @assumed: {vague}"
    assert len(observed) > 100


def test_each_documented_check_begins_with_a_page_or_a_standard() -> None:
    documented = [
        (mark.place, _BEHAVIOURS.sub("", mark.source))
        for mark in marks()
        if mark.kind == "documented" and not mark.place.startswith("test_suite.py")
    ]

    vague = [
        f"{place}: {source}"
        for place, source in documented
        if not begins_with_a_page(source) and not source.startswith(STANDARDS)
    ]

    assert not vague, f"{LIST_IT}, or cite one of {STANDARDS}: {vague}"
    assert len(documented) > 200


def test_each_page_that_is_cited_is_listed() -> None:
    cited = list(citing_texts())

    unlisted = [f"{place}: {page}" for place, text in cited for page in unlisted_pages(text)]

    assert not unlisted, f"{LIST_IT}: {unlisted}"
    assert sum(len(pages_in(text)) for _, text in cited) > 500


@pytest.mark.parametrize(
    "source",
    [
        "methods/account/getMood.md",
        "faq messaging/mood.md: x",
        "errors.md, getMood.md",
        "mood.html",
    ],
)
def test_a_page_that_is_in_no_list_is_noticed(source: str) -> None:
    assert unlisted_pages(source)


@pytest.mark.parametrize("source", ["methods/messages: x", "sms.md", "methods/account/getMood.md"])
def test_a_check_begins_with_the_whole_name_of_a_page(source: str) -> None:
    assert not begins_with_a_page(source)
    assert begins_with_a_page("apiCallbacks/sms.md, mms.md")
    assert not unlisted_pages("apiCallbacks/sms.md, mms.md")


def test_an_observed_check_that_names_an_app_is_noticed() -> None:
    mark = Mark("test_x.py:1", "observed", "an app sends all properties")

    assert not names_a_recording_or_a_client(mark)


def test_each_source_is_cited() -> None:
    texts = [row.evidence for row in ROWS]

    assert [name for name in SOURCES if not any(name in text for text in texts)] == []


def test_the_recipe_that_the_suite_names_has_each_mark() -> None:
    (title,) = re.findall(r'"(.+)" in CONTRIBUTING.md', RECIPE)
    _, found, rest = ROOT.joinpath("CONTRIBUTING.md").read_text("utf-8").partition(f"### {title}\n")
    recipe = rest.partition("\n### ")[0]

    assert found
    assert [each for each in MARKS if f"@{each.partition('(')[0]}(" not in recipe] == []
