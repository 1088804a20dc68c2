"""Code blocks of the documents: language, file name, text, and why a block is not run."""

import re
import textwrap
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
_FENCE = re.compile(
    r"^(?P<indent> *)(?P<ticks>`{3,})(?P<info>[^`\n]*)\n(?P<text>.*?)^ *(?P=ticks)$",
    re.DOTALL | re.MULTILINE,
)
_TITLE = re.compile(r'title="([^"]+)"')
_MARK = re.compile(r"<!-- not run: (.+?) -->\s*\Z", re.DOTALL)


class Block(NamedTuple):
    """One fenced block. `title` is the file that it shows, `reason` why it is not run."""

    page: str
    line: int
    language: str
    title: str | None
    text: str
    reason: str | None = None

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"

    @property
    def commands(self) -> list[tuple[str, str]]:
        """Pairs of a command after `$ ` and the output that is shown below it."""
        pieces = re.split(r"^\$ ", self.text, flags=re.MULTILINE)[1:]
        return [_command_and_output(piece) for piece in pieces]


def _command_and_output(piece: str) -> tuple[str, str]:
    command, _, output = re.sub(r"\\\n\s*", "", piece).partition("\n")
    return command, output


def blocks_of(path: Path) -> list[Block]:
    """All fenced blocks of a document, also those inside lists and tabs."""
    return parsed(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))


def parsed(page: str, text: str) -> list[Block]:
    """All fenced blocks of the text of `page`."""
    return [_block(page, text, found) for found in _FENCE.finditer(text)]


def _block(page: str, document: str, found: re.Match[str]) -> Block:
    before = document[: found.start()]
    language, title, mark = (
        found["info"].split(),
        _TITLE.search(found["info"]),
        _MARK.search(before),
    )
    return Block(
        page,
        before.count("\n") + 1,
        language[0] if language else "",
        title[1] if title else None,
        textwrap.dedent(found["text"]),
        mark[1] if mark else None,
    )


def pages() -> list[Path]:
    """The documents whose blocks are run: the README and all pages of `docs/`."""
    return [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]
