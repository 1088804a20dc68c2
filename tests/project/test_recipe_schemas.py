"""The YAML of recipes and of the release keeps the schema that its reader has published."""

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema.validators import validator_for

from project.blocks import DOCS, ROOT, blocks_of

check_jsonschema = pytest.importorskip("check_jsonschema")  # brings the schemas
HOW_TO = DOCS / "how-to"
COMPOSE = (ROOT / "deploy" / "compose.yaml").read_text(encoding="utf-8")
RELEASE = (ROOT / ".github" / "workflows" / "release.yml").read_text(encoding="utf-8")


def shown(page: str, title: str) -> str:
    """The text of a file that a page shows."""
    return next(each.text for each in blocks_of(Path(HOW_TO / page)) if each.title == title)


# What is checked -> its text, and the schema that is published for it.
CHECKED = {
    "release": (RELEASE, "github-workflows"),
    "github": (shown("ci.md", ".github/workflows/test.yml"), "github-workflows"),
    "gitlab": (shown("ci.md", ".gitlab-ci.yml"), "gitlab-ci"),
    "compose": (shown("compose.md", "compose.yaml"), "compose-spec"),
    "compose of several processes": (COMPOSE, "compose-spec"),
    "compose with TLS": (shown("tls.md", "compose.yaml"), "compose-spec"),
}


def problems(text: str, schema: str) -> list[str]:
    folder = files(check_jsonschema) / "builtin_schemas" / "vendor"
    rules = json.loads((folder / f"{schema}.json").read_text(encoding="utf-8"))
    document: dict[Any, Any] = yaml.safe_load(text)
    named = {"on" if key is True else key: value for key, value in document.items()}  # YAML 1.1
    return [error.message for error in validator_for(rules)(rules).iter_errors(named)]


@pytest.mark.parametrize(("text", "schema"), CHECKED.values(), ids=CHECKED)
def test_it_keeps_its_schema(text: str, schema: str) -> None:
    assert problems(text, schema) == []


@pytest.mark.parametrize(
    ("name", "right", "wrong"),
    [
        ("release", "runs-on: ubuntu-latest", "run-on: ubuntu-latest"),
        ("github", "image: registry", "imag: registry"),
        ("gitlab", "alias: catapult", "alias: [catapult]"),
        ("compose", "read_only: true", "readonly: true"),
    ],
)
def test_a_wrong_key_breaks_its_schema(name: str, right: str, wrong: str) -> None:
    text, schema = CHECKED[name]
    assert right in text

    assert problems(text.replace(right, wrong, 1), schema) != []
