"""The OpenAPI documents are valid, complete and consistent with their sources.

test_schemathesis.py compares them with real responses.
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from catapult_simulator import Simulator
from catapult_simulator.app import create_app
from catapult_simulator.control import schemas
from catapult_simulator.control.control_schema import ControlSchema
from catapult_simulator.openapi import APIS, document
from catapult_simulator.openapi.examples import FILE
from catapult_simulator.rest.v1.resources import RESOURCES
from catapult_simulator.web.resource import ResourceView
from catapult_simulator.web.schema import ApiSchema

ORIGIN = "http://127.0.0.1:8080"
PREFIXES = {"v1": "/v1", "control": "/_simulator"}
METHODS = {"get", "put", "post", "delete", "patch", "head"}
BUILDER = Path(__file__).parents[2] / "simulator" / "tools" / "build_examples.py"

Json = dict[str, Any]


@pytest.fixture(scope="module")
def app() -> Flask:
    return create_app(Simulator())


@pytest.fixture(params=APIS)
def api(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def operations_of(described: Json) -> Iterator[tuple[str, str, Json]]:
    """Path, method and operation of each."""
    for path, item in described["paths"].items():
        for method in item.keys() & METHODS:
            yield path, method, item[method]


def without_names(path: str) -> str:
    """A path without the names of its parameters."""
    return re.sub(r"<[^>]+>|{[^}]+}", "{}", path)


def media_types(node: object) -> Iterator[Json]:
    """Every object that has a schema and examples, parameters included."""
    if isinstance(node, dict):
        if "schema" in node and "examples" in node:
            yield node
        for below in node.values():
            yield from media_types(below)
    elif isinstance(node, list):
        for below in node:
            yield from media_types(below)


def instances_of(type_: type, *modules: Any) -> Iterator[Any]:
    """The instances of `type_` that modules define."""
    for module in modules:
        yield from (value for value in vars(module).values() if isinstance(value, type_))


def test_the_documents_are_valid_openapi_3_1(app: Flask, api: str) -> None:
    described = document(app, api, ORIGIN)

    problems = [str(error) for error in OpenAPIV31SpecValidator(described).iter_errors()]

    assert described["openapi"] == "3.1.0"
    assert problems == []


def test_every_route_is_an_operation_and_every_operation_a_route(app: Flask, api: str) -> None:
    routed = {
        (without_names(rule.rule), method.lower())
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if rule.rule.startswith(PREFIXES[api])
    }
    if api == "v1":  # the one HEAD that clients are known to use
        routed.add(("/v1/users/{}/media/{}", "head"))

    described = {
        (without_names(path), method)
        for path, method, _ in operations_of(document(app, api, ORIGIN))
    }

    assert described == routed


def test_operations_have_unique_ids_summaries_and_tags(app: Flask, api: str) -> None:
    operations = [operation for _, _, operation in operations_of(document(app, api, ORIGIN))]

    names = [operation["operationId"] for operation in operations]

    assert len(names) == len(set(names)) > 20
    assert [operation for operation in operations if not operation["summary"]] == []
    assert [operation for operation in operations if not operation["tags"][0]] == []


def test_every_field_of_a_response_is_described(app: Flask) -> None:
    schemas = document(app, "v1", ORIGIN)["components"]["schemas"]

    for resource in instances_of(ResourceView, *RESOURCES):
        described = schemas[resource.name]

        assert list(described["properties"]) == [field.name for field in resource.fields]
        for field in resource.fields:
            assert described["properties"][field.name]["x-evidence"] == resource.evidence_of(field)


def property_names(described: Json) -> list[set[str]]:
    schemas = described["components"]["schemas"].values()
    return [set(schema.get("properties", ())) for schema in schemas]


@pytest.mark.parametrize("module", RESOURCES, ids=lambda module: module.__name__.rpartition(".")[2])
def test_every_property_of_a_v1_request_is_described(app: Flask, module: Any) -> None:
    described = property_names(document(app, "v1", ORIGIN))

    for schema in instances_of(ApiSchema, module):
        known = {field.data_key or name for name, field in schema.fields.items()}

        assert known | set(schema.ignored) in described


def test_every_property_of_a_control_request_is_described(app: Flask) -> None:
    described = document(app, "control", ORIGIN)
    queries = [
        {parameter["name"] for parameter in operation.get("parameters", ())}
        for _, _, operation in operations_of(described)
    ]

    for schema in instances_of(ControlSchema, schemas):
        known = {field.data_key or name for name, field in schema.fields.items()}

        assert any(known <= names for names in [*property_names(described), *queries])


def test_every_query_parameter_of_a_view_is_described(app: Flask) -> None:
    views: dict[str, Any] = app.view_functions
    of_views = {
        rule.endpoint.replace(".", "_"): [
            parameter.name for parameter in views[rule.endpoint].parameters
        ]
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/v1")
    }

    described = {
        operation["operationId"]: [parameter["name"] for parameter in operation["parameters"]]
        for _, _, operation in operations_of(document(app, "v1", ORIGIN))
        if "parameters" in operation
    }

    assert described == {name: parameters for name, parameters in of_views.items() if parameters}
    assert described


def test_examples_fit_their_schemas(app: Flask, api: str) -> None:
    described = document(app, api, ORIGIN)
    misfits = []

    for place in media_types(described["paths"]):
        schema = place["schema"] | {"components": described["components"]}
        for name, example in place["examples"].items():
            errors = OAS31Validator(schema).iter_errors(example["value"])
            misfits += [f"{name}: {error.message}" for error in errors]

    assert misfits == []


def test_every_example_is_in_the_document(app: Flask) -> None:
    kept = json.loads(FILE.read_text(encoding="utf-8")).values()

    described = list(media_types(document(app, "v1", ORIGIN)["paths"]))

    assert sum(len(place["examples"]) for place in described) == sum(
        len(examples) for places in kept for examples in places.values()
    )


def test_the_examples_are_up_to_date_with_the_fixtures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(BUILDER.parent)

    expected = import_module(BUILDER.stem).text()

    assert FILE.read_text(encoding="utf-8") == expected, f"run {BUILDER.name} again"


def test_a_document_names_the_host_that_the_client_used(app: Flask, api: str) -> None:
    here, there = document(app, api, ORIGIN), document(app, api, "https://sim.test")

    assert here["servers"] == [{"url": ORIGIN}]
    assert there["servers"] == [{"url": "https://sim.test"}]
    assert there["paths"] is here["paths"]


def test_apispec_is_imported_only_for_a_document() -> None:
    code = (
        "import sys; from catapult_simulator import Simulator; "
        "from catapult_simulator.app import create_app; create_app(Simulator()); "
        "print('apispec' in sys.modules)"
    )

    printed = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)

    assert printed.stdout.split() == [b"False"]


@pytest.mark.parametrize(
    ("api", "path", "advice"),
    [
        ("control", "/_simulator/freeze", "OPERATIONS in openapi/control_operations.py"),
        ("control", "/_simulator/x/<colour>", "PATH_PARAMETERS in openapi/control.py"),
        ("v1", "/v1/users/<user_id>/freeze", "OPERATIONS in openapi/v1_operations.py"),
        ("v1", "/v1/users/<colour>", "PATH_PARAMETERS in openapi/v1.py"),
    ],
)
def test_a_route_without_its_row_says_where_to_add_one(api: str, path: str, advice: str) -> None:
    app = create_app(Simulator())
    app.add_url_rule(path, "control.freeze", lambda: "")

    with pytest.raises(LookupError, match=re.escape(f"add a row to {advice}")):
        document(app, api, ORIGIN)
