"""The tables of docs/how-to/setups.md, from the declared keys.

    python simulator/tools/setup_tables.py

Writes them into the page, between its two marks. A test compares.
"""

import sys
from pathlib import Path

from catapult_simulator.core.setups.keys import TABLES
from catapult_simulator.core.setups.tables import Key, Table

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "setups.md"
BEGIN, END = "<!-- tables -->", "<!-- end of tables -->"


def rendered() -> str:
    """All tables, in Markdown."""
    return "\n\n".join(map(_table, TABLES))


def page_with_tables(page: str) -> str:
    """The page with its tables as they are declared."""
    before, _, rest = page.partition(BEGIN)
    return f"{before}{BEGIN}\n\n{rendered()}\n\n{END}{rest.partition(END)[2]}"


def _table(table: Table) -> str:
    rows = [_row(key) for key in table.keys.values()]
    return "\n".join([f"### {table.name}", "", "| key | value | about |", "|---|---|---|", *rows])


def _row(key: Key) -> str:
    name = f"**`{key.name}`**" if key.required else f"`{key.name}`"
    return f"| {name} | {_cell(key.form.words)} | {_cell(key.about)} |"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


if __name__ == "__main__":
    written = page_with_tables(PAGE.read_text(encoding="utf-8"))
    sys.stdout.write(f"{PAGE.name}: {PAGE.write_text(written, encoding='utf-8')} characters\n")
