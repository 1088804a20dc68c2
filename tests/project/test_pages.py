"""Every block of every page works as shown."""

from contextlib import ExitStack
from pathlib import Path

import pytest

from project.blocks import ROOT, Block, blocks_of, pages, parsed
from project.page_run import PageRun

PAGES = [path for path in pages() if blocks_of(path)]


def run(folder: Path, *blocks: Block) -> None:
    with ExitStack() as stack:
        PageRun(folder, stack).run(list(blocks))


def block(language: str, text: str, title: str | None = None, reason: str | None = None) -> Block:
    return Block("page.md", 7, language, title, text, reason)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_block_of_a_page_works(path: Path, tmp_path: Path) -> None:
    broken = ""
    try:
        run(tmp_path, *blocks_of(path))
    except AssertionError as error:
        broken = str(error)
    if broken:  # out here: pytest would print what the error was raised from, too
        pytest.fail(broken, pytrace=False)


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        (block("python", "1 / 0"), "ZeroDivisionError"),
        (block("python", "def test_it(catapult): assert catapult.is_closed"), "assert False"),
        (block("python", "import warnings; warnings.warn('old')"), "old"),
        (block("python", "def test_it(): assert 0", title="test_it.py"), "assert 0"),
        (block("python", "if:", reason="a fragment"), "invalid syntax"),
        (block("console", "$ false\n"), "exited with 1"),
        (block("console", "$ echo yes\nno\n"), "printed\nyes"),
        (block("console", "$ nosuchprogram\n"), "no program 'nosuchprogram'"),
        (block("console", "$ if\n", reason="long"), "exit status 2"),
        (block("json", "{'a': 1}"), "property name"),
        (block("toml", "a ="), "Invalid value"),
        (block("", "?"), "unknown language ''"),
        (block("ruby", "puts 1"), "unknown language 'ruby'"),
    ],
    ids=lambda value: str(value) if isinstance(value, str) else value.language or "none",
)
def test_a_block_that_does_not_work_is_named(broken: Block, why: str, tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match=r"^page\.md:7: ") as failed:
        run(tmp_path, broken)

    assert why in str(failed.value)


def test_files_that_a_page_shows_are_there_for_its_later_blocks(tmp_path: Path) -> None:
    run(
        tmp_path,
        block("python", "def add(a, b): return a - b", title="shop/sums.py"),
        block(
            "python",
            "from shop.sums import add\ndef test_add(): assert add(1, 1) == 2",
            "test_a.py",
        ),
        block("console", "$ pytest -q test_a.py\n...\nE       assert 0 == 2\n...\n"),
        block("python", "def add(a, b): return a + b", title="shop/sums.py"),
        block("console", "$ pytest -q test_a.py\n.                  [100%]\n1 passed in ...s\n"),
    )


def test_a_page_that_serves_has_its_simulator_for_the_commands_below(tmp_path: Path) -> None:
    run(
        tmp_path,
        block("console", "$ catapult-simulator serve --clock virtual\n"),
        block("console", "$ curl -s http://127.0.0.1:8080/_simulator/health\n...ok...\n"),
        block("console", "$ catapult-simulator advance 5\n...2019-05-01T12:00:05Z...\n"),
    )


def test_blocks_are_found_with_their_title_mark_and_line() -> None:
    text = """- a list

    ```python title="shop.py"
    open = True
    ```

<!-- not run: needs a phone -->
```console
$ call \\
    +19195550001
ringing
$ hang-up
```
"""

    python, console = parsed("docs/shop.md", text)

    assert (python.line, python.language, python.title) == (3, "python", "shop.py")
    assert (python.text, python.reason) == ("open = True\n", None)
    assert (str(console), console.reason) == ("docs/shop.md:8", "needs a phone")
    assert console.commands == [("call +19195550001", "ringing\n"), ("hang-up", "")]
