"""Documents for contributors: the files that they name exist, and their layout is true."""

import re
from pathlib import Path

import pytest

from project.test_architecture import IMPORTS

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "simulator" / "catapult_simulator"
DOCUMENTS = ("docs/architecture.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")
PART = re.compile(r"^\| `([\w.]+)(?:/[\w/]*)?` \| .* \| (.+) \|$", re.MULTILINE)


def text_of(document: str) -> str:
    return (ROOT / document).read_text(encoding="utf-8")


def parts() -> dict[str, set[str]]:
    """The table of the architecture document: each part, and the parts that it imports."""
    layout = text_of("docs/architecture.md").partition("## Layout")[2].partition("\nInside")[0]
    return {
        name.removesuffix(".py"): set(re.findall(r"[a-z_]+", re.sub(r"\(.*\)", "", imports)))
        for name, imports in PART.findall(layout)
    }


def test_the_table_of_parts_is_the_architecture() -> None:
    assert parts() == IMPORTS


def test_the_package_has_as_many_parts_as_it_says() -> None:
    assert f"has {len(IMPORTS)} parts" in text_of("docs/architecture.md")


def named_files(document: str) -> set[str]:
    """The files that a document names in backticks, with a folder or an ending of ours, and the
    tests that it has one run."""
    named = re.findall(r"`([\w./-]+\.(?:py|md|toml|html)|[\w.-]+/[\w./-]*)`", text_of(document))
    run = re.findall(r"\btests/[\w/]+(?:\.py)?", text_of(document))
    return {*named, *run}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_files_that_a_document_names_exist(document: str) -> None:
    homes = (ROOT, PACKAGE, PACKAGE / "core")

    missing = {
        name for name in named_files(document) if not any((home / name).exists() for home in homes)
    }

    assert missing == set()


@pytest.mark.parametrize("target", re.findall(r"`make ([a-z-]+)", text_of("CONTRIBUTING.md")))
def test_targets_that_contributing_names_exist(target: str) -> None:
    assert re.search(rf"^{target}:", text_of("Makefile"), flags=re.MULTILINE)


def test_contributing_names_every_gate() -> None:
    listed = re.search(r"^gates=\((.*)\)$", text_of(".ci/run"), flags=re.MULTILINE)
    assert listed
    table = text_of("CONTRIBUTING.md").partition("## Gates")[2]

    assert {gate for gate in listed[1].split() if f"`{gate}`" not in table} == set()


@pytest.mark.parametrize("document", ["README.md", *DOCUMENTS])
def test_links_within_the_project_lead_to_a_file(document: str) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", text_of(document))

    home = (ROOT / document).parent
    assert {link for link in links if not (home / link).exists()} == set()
