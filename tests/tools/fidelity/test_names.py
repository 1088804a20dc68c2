"""A name of the ledger stands in the list of a source that its evidence cites."""

import re
from pathlib import Path
from typing import Any

import pytest

from catapult_simulator.core.callback_fields import CALLBACK_FIELDS
from catapult_simulator.core.catalogue import by_name
from catapult_simulator.core.evidence import assumed, documented
from catapult_simulator.rest.v1.resources import RESOURCES
from catapult_simulator.web.resource import Field, ResourceView
from catapult_simulator.web.schema import ApiSchema
from fidelity import Row, render, rows
from fidelity.collect import fields_of
from fidelity.names import GROUPS, NAMES, cites, unnamed

ROWS = rows()
VIEWS = {
    each.name: each
    for module in RESOURCES
    for each in vars(module).values()
    if isinstance(each, ResourceView)
}
SCHEMAS = [
    schema
    for module in RESOURCES
    for schema in vars(module).values()
    if isinstance(schema, ApiSchema)
]
_PAGE = re.compile(r"\b(?:methods|apiCallbacks|rateLimits)/[\w/]+\.md|\berrors\.md")
PAGES = {page for row in ROWS for page in _PAGE.findall(row.source)}
NAMES_FILE = "simulator/tools/fidelity/names.py"
CONTRIBUTING = Path(__file__).parents[3] / "CONTRIBUTING.md"


def with_field(view: ResourceView[Any], field: Field[Any]) -> ResourceView[Any]:
    return ResourceView(view.name, view.evidence, (*view.fields, field))


def invented(evidence: str = "") -> Field[Any]:
    return Field("mood", lambda *_: "fine", evidence=evidence)


def test_each_name_is_in_a_source_that_its_evidence_cites() -> None:
    found = list(unnamed(ROWS))

    assert not found, "\n".join(found)


@pytest.mark.parametrize("name", VIEWS)
def test_an_invented_field_of_a_response_is_refused(name: str) -> None:
    view = with_field(VIEWS[name], invented())

    (sentence,) = unnamed(fields_of(view))

    assert sentence.startswith(f"{name} mood: no source that its evidence ({view.evidence}) cites")
    assert NAMES_FILE in sentence
    assert 'assumed("assumption …")' in sentence


def test_the_sentence_names_a_recipe_that_exists() -> None:
    (sentence,) = unnamed([Row("response fields", "mood", documented("methods/x.md"))])

    (recipe,) = re.findall(r'See "(.+?)" in CONTRIBUTING.md', sentence)
    assert f"\n### {recipe}\n" in CONTRIBUTING.read_text(encoding="utf-8")


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda schema: type(schema).__name__)
def test_an_invented_property_of_a_request_is_refused(schema: ApiSchema) -> None:
    evidence = {schema.evidence_of(field) for field in schema.load_fields.values()}
    taken = [Row("request properties", "mood", each, place=schema.resource) for each in evidence]

    assert len(list(unnamed(taken))) == len([row for row in taken if row.kind != "assumed"]) > 0


def test_an_invented_error_is_refused() -> None:
    answered = [Row("errors", "bad-mood", row.evidence) for row in by_name().values()]

    assert len(list(unnamed(answered))) == len([row for row in answered if row.kind != "assumed"])


@pytest.mark.parametrize(
    "page", sorted({page for row in ROWS for page in _PAGE.findall(row.source)})
)
def test_a_page_that_is_cited_has_a_list(page: str) -> None:
    assert page in NAMES, (
        f"{page}: list its names in simulator/tools/fidelity/names.py, if it exists"
    )


def test_an_invented_field_of_a_callback_is_refused() -> None:
    sent = [Row("callback fields", "mood", field.evidence) for field in CALLBACK_FIELDS]

    assert len(list(unnamed(sent))) == len(sent)


def test_a_name_of_another_page_is_refused() -> None:
    view = with_field(VIEWS["PhoneNumber"], Field("sortKeyLT", lambda *_: "1"))

    assert len(list(unnamed(fields_of(view)))) == 1


@pytest.mark.parametrize("evidence", ["documented: methods", "documented: x/methods/media.md"])
def test_a_part_of_the_name_of_a_page_cites_nothing(evidence: str) -> None:
    assert list(unnamed([Row("response fields", "content", evidence)]))
    assert not cites("methods/messages/getMessagesMessageId.md", "methods/messages/getMessages.md")


def test_a_field_may_be_assumed() -> None:
    view = with_field(VIEWS["Message"], invented(assumed("assumption E30")))

    assert list(unnamed(fields_of(view))) == []


def test_a_field_may_cite_another_source_that_has_it() -> None:
    size = Field[Any]("size", lambda *_: 1, evidence=documented("methods/errors/getErrors.md"))

    assert list(unnamed(fields_of(with_field(VIEWS["Account"], size)))) == []


def test_no_page_is_made_of_an_invented_field() -> None:
    with pytest.raises(ValueError, match="Message mood: no source"):
        render([*ROWS, Row("response fields", "mood", VIEWS["Message"].evidence, place="Message")])


def test_each_list_is_cited_and_each_group_exists() -> None:
    assert [each for each in NAMES if not any(cites(row.source, each) for row in ROWS)] == []
    assert set(GROUPS) <= {row.group for row in ROWS}
