"""The README: its first screen, and links that work wherever it is shown."""

import re
import tomllib
from pathlib import Path

from project.test_page_facts import FILE, REPOSITORY

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_three_kinds_of_readers_find_their_start_within_ten_lines() -> None:
    beginning = "\n".join(README.splitlines()[:12])

    starts = {file for file, _ in FILE.findall(beginning)}

    assert starts == {"docs/tutorial.md", "docs/how-to/container.md", "docs/how-to/by-hand.md"}


def test_a_test_with_app_phone_and_reply_is_on_the_first_screen() -> None:
    screen = "\n".join(README.splitlines()[:40])

    assert re.search(r"def test_\w+\(catapult\):", screen)
    assert "catapult.serve(" in screen
    assert "catapult.phone(" in screen
    assert "reply" in screen


def test_links_are_absolute() -> None:
    """Package indexes show the README without the files beside it."""
    links = re.findall(r"\]\(([^)]+)\)", README)

    assert links
    assert [link for link in links if not link.startswith("https://")] == []


def test_the_urls_of_the_project_are_those_of_the_links() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert project["readme"] == "README.md"
    assert project["urls"]["Source"] == REPOSITORY
    for url in project["urls"].values():
        assert url.startswith(REPOSITORY)
    assert f"repo_url: {REPOSITORY}\n" in (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
