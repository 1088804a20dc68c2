"""The ledger: everything that the simulator answers has a row with its evidence."""

import re
import subprocess
import sys
from dataclasses import fields
from importlib import import_module
from pathlib import Path
from shutil import which
from typing import Any

import pytest

from builders import Client
from catapult_simulator.app import create_app
from catapult_simulator.core.evidence import KINDS
from catapult_simulator.core.rules import Rules
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.rest.v1.resources import RESOURCES
from catapult_simulator.web.request import ApiRequest
from catapult_simulator.web.schema import ApiSchema
from fidelity import GROUPS, Row, render, rows
from fidelity.assumptions import ASSUMPTIONS, DISAGREEMENTS, Assumption, Disagreement
from fidelity.settled import SETTLED, Settled
from tools.fidelity.exercise import Seen, everything

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "docs" / "fidelity.md"
TOOLS = ROOT / "simulator" / "tools"
ROWS = rows()
# One function reads the queries of both kinds of numbers; toll-free ones ignore these.
LOCAL = {"areaCode", "city", "inLocalCallingArea", "localNumber", "state", "zip"}
SWITCHED: list[Assumption | Settled] = [each for each in ASSUMPTIONS if each.switch]
SWITCHED += [each for each in SETTLED if each.switch]
_PLACE = re.compile(r"<[^>]+>|{[^}]+}")
Choice = Assumption | Settled | Disagreement
_WORD = re.compile(r"[A-Za-z]")


def named(group: str) -> set[str]:
    return {row.name for row in ROWS if row.group == group}


def placed(group: str) -> set[tuple[str, str]]:
    return {(row.place, row.name) for row in ROWS if row.group == group}


class RecordingArgs(dict[str, str]):
    """Arguments of a request that record the names read."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def __contains__(self, name: object) -> bool:
        self.names.add(str(name))
        return False

    def get(self, name: str, default: Any = None) -> Any:
        self.names.add(name)
        return default

    def __ror__(self, other: object) -> "RecordingArgs":  # type: ignore[override]  # keeps recording
        return self


@pytest.fixture(scope="module")
def seen() -> Seen:
    return everything()


def test_every_row_has_evidence() -> None:
    assert {row.kind for row in ROWS} == set(KINDS)
    assert [row for row in ROWS if not _WORD.search(row.source)] == []


def test_an_assumed_row_cites_its_assumption() -> None:
    """Or an RFC: that HTTP needs a header is no assumption about the API."""
    cites = re.compile(r"assumption [A-G]\d+|RFC \d+")
    assumed = [row for row in ROWS if row.kind == "assumed" and row.group != "assumed behaviours"]

    uncited = [f"{row.name}: {row.evidence}" for row in assumed if not cites.search(row.evidence)]

    assert not uncited, (
        f"add a row to simulator/tools/fidelity/assumptions/ and cite its id, as in "
        f'assumed("assumption X1"): {uncited}'
    )


def test_every_group_has_rows_without_duplicates() -> None:
    assert {row.group for row in ROWS} == set(GROUPS)
    assert len(set(ROWS)) == len(ROWS)


def test_every_route_below_v1_has_a_row_and_no_other_has() -> None:
    served = {
        f"{method} {_PLACE.sub('{}', rule.rule)}"
        for rule in create_app(Simulator()).url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD"}
        if rule.rule.startswith("/v1")
    }

    assert served == {_PLACE.sub("{}", name) for name in named("operations")}


@pytest.mark.parametrize("operation", sorted(named("operations")))
def test_the_parameters_that_an_operation_reads_have_rows_and_no_other_has(
    operation: str, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    args = RecordingArgs()
    monkeypatch.setattr(ApiRequest, "args", args)
    method, _, path = operation.partition(" ")
    path = path.replace("/v1/users/{userId}/", "")

    client.call(method, _PLACE.sub("x", path))

    known = {name for place, name in placed("parameters") if place == operation}
    ignored = LOCAL if path.endswith("/tollFree") else set()
    assert args.names - ignored == known


def test_every_property_that_a_schema_accepts_has_a_row() -> None:
    schemas = [
        schema
        for module in RESOURCES
        for schema in vars(module).values()
        if isinstance(schema, ApiSchema)
    ]

    taken = {
        (schema.resource, field.data_key or name)
        for schema in schemas
        for name, field in schema.fields.items()
    }

    assert taken
    assert not taken - placed("request properties")


def test_every_field_of_an_answer_has_a_row_and_no_other_has(seen: Seen) -> None:
    assert seen.fields == placed("response fields")


def test_every_header_of_an_answer_has_a_row_and_no_other_has(seen: Seen) -> None:
    assert seen.headers == {name.title() for name in named("response headers")}


def test_every_error_has_a_row(seen: Seen) -> None:
    details = placed("error details")
    of_the_call = {name for place, name in details if place == "every error"}

    assert len(seen.errors) > 20
    assert not seen.errors - named("errors")
    assert not {(code, name) for code, name in seen.details if name not in of_the_call} - details


def test_every_field_of_a_callback_has_a_row_and_no_other_has(seen: Seen) -> None:
    unseen = named("callback fields") - seen.callback_fields

    assert not unseen, (
        f"no callback has {unseen}: cause one in use_messages() of tests/tools/fidelity/exercise.py"
    )
    assert seen.callback_fields == named("callback fields")


def test_every_header_of_a_callback_has_a_row_and_no_other_has(seen: Seen) -> None:
    assert seen.callback_headers == {name.title() for name in named("callback headers")}


def name_of(choice: Choice) -> str:
    return choice.id


@pytest.mark.parametrize("choice", [*ASSUMPTIONS, *SETTLED, *DISAGREEMENTS], ids=name_of)
def test_a_choice_names_a_module_that_exists(choice: Choice) -> None:
    import_module(f"catapult_simulator.{choice.where}")

    assert re.fullmatch(r"[A-G]\d+", choice.id)
    assert all(choice[:3])


@pytest.mark.parametrize("choice", SWITCHED, ids=name_of)
def test_a_switch_is_a_rule_or_an_argument(choice: Assumption | Settled) -> None:
    switches = set(choice.switch.split(", "))

    assert switches <= {*(rule.name for rule in fields(Rules)), "HttpSender(verify_tls)"}


def test_no_two_choices_have_the_same_id() -> None:
    ids = [*map(name_of, ASSUMPTIONS), *map(name_of, SETTLED), *map(name_of, DISAGREEMENTS)]

    assert len(set(ids)) == len(ids)


def test_the_page_begins_with_the_assumptions_that_matter_most() -> None:
    main = [each.id for each in ASSUMPTIONS if each.otherwise]
    _, first, second = PAGE.read_text(encoding="utf-8").split("\n## ", 2)

    assert first.startswith(f"The {len(main)} assumptions")
    assert re.findall(r"^\| ([A-F]\d+) \|", first, re.MULTILINE) == main
    assert main
    assert second.startswith("How everything else is known")


def test_the_page_is_what_the_command_prints() -> None:
    command = [sys.executable, "-m", "fidelity"]

    printed = subprocess.run(command, cwd=TOOLS, check=True, stdout=subprocess.PIPE).stdout.decode()

    assert PAGE.read_text(encoding="utf-8") == printed, "run `make ledger`"


@pytest.mark.skipif(not which("make"), reason="needs make")
def test_a_command_that_fails_leaves_the_page_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    for name in ("pyproject.toml", "constraints.txt", "docs/fidelity.md", "ready"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    make = [
        "make",
        "-C",
        str(tmp_path),
        "-f",
        str(ROOT / "Makefile"),
        "ledger",
        "VENV=.",
        "RUN=false",
    ]

    ran = subprocess.run(make, capture_output=True)

    assert ran.returncode == 2
    assert (tmp_path / "docs/fidelity.md").read_text(encoding="utf-8") == "docs/fidelity.md"


@pytest.mark.parametrize("evidence", ["", "documented", "documented: ", "heard: in a bar"])
def test_a_row_without_evidence_makes_no_page(evidence: str) -> None:
    untagged = Row("callback fields", "mood", evidence)

    with pytest.raises(ValueError, match="is not evidence"):
        render([*ROWS, untagged])
