"""The pages of the API reference: all that the documents say, and nothing of another host."""

import pytest
from flask import Flask

from builders import environ_of, run
from catapult_simulator import Simulator
from catapult_simulator.app import create_app
from catapult_simulator.pages.reference.operations import operations_of
from pages.phone.visitor import Visitor
from pages.reference.lists import DOCUMENTS, LISTS, SEND, document


@pytest.mark.parametrize("api", LISTS)
def test_a_list_has_every_operation_of_its_document(app: Flask, visitor: Visitor, api: str) -> None:
    described = document(app, api).json
    names = [
        item[method]["operationId"]
        for item in described["paths"].values()
        for method in item.keys() - {"parameters"}
    ]

    links = visitor.get(LISTS[api]).links()

    prefix = f"/_simulator/docs/{api}/"
    assert sorted(link for link in links if link.startswith(prefix)) == sorted(
        prefix + name for name in names
    )
    assert DOCUMENTS[api] in links


@pytest.mark.parametrize("api", LISTS)
def test_a_page_has_all_that_the_document_says_of_an_operation(
    app: Flask, visitor: Visitor, api: str
) -> None:
    for operation in operations_of(document(app, api).json):
        page = visitor.get(f"/_simulator/docs/{api}/{operation.name}")
        fields = [each.field for each in operation.parameters]
        bodies = [operation.body] if operation.body else []
        named = [*fields, *(field for body in bodies for field in body.fields)]
        examples = [e for body in bodies for e in body.examples]
        examples += [e for answer in operation.answers for e in answer.examples]

        assert page.status == 200, operation.name
        assert f"{operation.method} {operation.path}" in page.text
        assert [field.name for field in named if f"{field.name} " not in page.text] == []
        assert [e.title for e in examples if f"Example: {e.title}" not in page.text] == []
        assert [
            each.status for each in operation.answers if f" {each.status} " not in page.text
        ] == []


def test_properties_of_inner_objects_have_rows_of_their_own(visitor: Visitor) -> None:
    text = visitor.get("/_simulator/docs/control/receive").text

    assert "callbacks[].url required string" in text


@pytest.mark.parametrize("path", [*LISTS.values(), SEND])
def test_pages_run_no_foreign_script_and_call_no_other_host(visitor: Visitor, path: str) -> None:
    page = visitor.get(path)

    assert page.headers["content-security-policy"].startswith(
        "default-src 'none'; script-src 'self'"
    )
    assert [link for link in page.links() if not link.startswith(("/", "#", "?"))] == []


@pytest.mark.parametrize("path", ["v1/nothing", "control/messages_send", "v2/messages_send"])
def test_an_unknown_operation_has_no_page(app: Flask, path: str) -> None:
    answer = run(app, environ_of("GET", f"/_simulator/docs/{path}"))

    assert (answer.status, answer.code) == (404, "no-such-route")


def test_a_page_is_shown_where_there_is_no_account() -> None:
    visitor = Visitor(create_app(Simulator()))

    page = visitor.get(SEND)

    assert page.status == 200
    assert page.fields(f"{SEND}#reply")["path.userId"] == ""


def test_a_form_without_its_fields_is_answered(visitor: Visitor) -> None:
    assert visitor.post(SEND, {}).status == 200
