"""Evidence names a source that can be looked up: a repository, a path, a commit."""

import re

import pytest

from fidelity import Row, rows
from fidelity.settled import CLIENTS, DOCUMENTATION, SOURCES, Place
from tools.fidelity.marks import Mark, marks

ROWS = rows()
# Their texts were found, but no index tells the repository.
REPOSITORY_NOT_KNOWN = {
    "recorded exchanges 2015-09",
    "sample of 2017-05",
    "recorded callbacks 2018",
}
PLACES = [place for source in SOURCES.values() for place in source.places]
PLACES += DOCUMENTATION.values()
PAGES = tuple(name.removesuffix("…") for name in DOCUMENTATION)
STANDARDS = ("3GPP TS ", "the North American Numbering Plan", "RFC ")
_BEHAVIOURS = re.compile(r"behaviours? [A-Z]\d+(,? and [A-Z]\d+)*: ")
# As the contract checks call the clients: "java-, php- and node-bandwidth 1.x".
_CLIENT = re.compile(r"\b(python|node|ruby|java|csharp|php)-")
BEGINNINGS = {"documented": PAGES, "observed": tuple(SOURCES), "sdk": CLIENTS}


def unlisted(row: Row) -> bool:
    """Whether the source of a row is in no list. An assumption needs none."""
    return row.kind in BEGINNINGS and not row.source.startswith(BEGINNINGS[row.kind])


def names_a_recording_or_a_client(mark: Mark) -> bool:
    return any(name in mark.source for name in SOURCES) or bool(_CLIENT.search(mark.source))


@pytest.mark.parametrize("place", PLACES, ids=lambda place: f"{place.repository}/{place.path}")
def test_a_place_has_repository_path_and_commit(place: Place) -> None:
    assert re.fullmatch(r"[\w.-]+/[\w.-]+", place.repository)
    assert re.fullmatch(r"[^\s*?]*\w", place.path)
    assert re.fullmatch(r"[0-9a-f]{40}", place.commit)


def test_a_source_has_places_and_no_further_one_is_found_by_its_text_only() -> None:
    assert {name for name, each in SOURCES.items() if not each.places} == REPOSITORY_NOT_KNOWN
    assert {name for name, each in SOURCES.items() if each.found_by} == REPOSITORY_NOT_KNOWN
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

    assert [each for each in documented if not each[1].startswith(PAGES + STANDARDS)] == []
    assert len(documented) > 200


def test_an_observed_check_that_names_an_app_is_noticed() -> None:
    mark = Mark("test_x.py:1", "observed", "an app sends all properties")

    assert not names_a_recording_or_a_client(mark)


def test_each_source_is_cited() -> None:
    texts = [row.evidence for row in ROWS]

    assert [name for name in SOURCES if not any(name in text for text in texts)] == []
