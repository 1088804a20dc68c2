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
from fidelity.assumptions import ASSUMPTIONS
from fidelity.collect import fields_of
from fidelity.named import GROUPS, cites, unnamed
from fidelity.names import ASSUMED, NAMES, PARAMETERS

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

    assert len(list(unnamed(taken))) == len(taken) > 0


def test_an_invented_error_is_refused() -> None:
    answered = [Row("errors", "bad-mood", row.evidence) for row in by_name().values()]

    assert len(list(unnamed(answered))) == len(answered)


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


@pytest.mark.parametrize(
    ("page", "parameter", "field"),
    [
        ("methods/messages/getMessages.md", "size", "text"),
        ("methods/messages/getMessages.md", "sortKeyLT", "time"),
        ("methods/account/getAccountTransactions.md", "maxItems", "amount"),
        ("methods/availableNumbers/getAvailableNumbersLocal.md", "quantity", "lata"),
        ("methods/phoneNumbers/getPhoneNumbers.md", "page", "price"),
    ],
)
def test_a_parameter_of_a_page_is_no_field_and_a_field_no_parameter(
    page: str, parameter: str, field: str
) -> None:
    listed = [("parameters", parameter), ("response fields", field)]
    swapped = [("parameters", field), ("response fields", parameter)]

    assert list(unnamed(Row(*each, documented(page)) for each in listed)) == []
    assert len(list(unnamed(Row(*each, documented(page)) for each in swapped))) == 2


@pytest.mark.parametrize("identity", [each.id for each in ASSUMPTIONS])
def test_a_field_that_its_assumption_does_not_name_is_refused(identity: str) -> None:
    view = with_field(VIEWS["Message"], invented(assumed(f"assumption {identity}")))

    (sentence,) = unnamed(fields_of(view))

    assert sentence.startswith("Message mood: its evidence (")
    assert f"assumption {identity}) cites no assumption that is about this name" in sentence
    assert "add a row to simulator/tools/fidelity/assumptions/" in sentence


def test_a_name_that_its_assumption_says_may_be_assumed() -> None:
    identity, name = next(
        (each.id, name) for each in ASSUMPTIONS for name in re.findall(r"`(\w+)`", each.says)
    )

    assert list(unnamed([Row("parameters", name, assumed(f"assumption {identity}"))])) == []


def test_each_name_that_is_listed_for_an_assumption_is_served() -> None:
    named = {(each, name) for each, names in ASSUMED.items() for name in names}
    cited = {
        (each, row.name)
        for row in ROWS
        for each in ASSUMED
        if row.kind == "assumed" and cites(row.source, each)
    }

    assert named - cited == set()


def test_a_field_may_cite_another_source_that_has_it() -> None:
    time = Field[Any]("time", lambda *_: 1, evidence=documented("methods/errors/getErrors.md"))

    assert list(unnamed(fields_of(with_field(VIEWS["Account"], time)))) == []


def test_no_page_is_made_of_an_invented_field() -> None:
    with pytest.raises(ValueError, match="Message mood: no source"):
        render([*ROWS, Row("response fields", "mood", VIEWS["Message"].evidence, place="Message")])


def test_each_list_is_cited_and_each_group_exists() -> None:
    lists = (*NAMES, *PARAMETERS)
    assert [each for each in lists if not any(cites(row.source, each) for row in ROWS)] == []
    assert set(GROUPS) <= {row.group for row in ROWS}
