"""The tables of docs/how-to/setups.md, from the declared keys.

    python simulator/tools/setup_tables.py

Writes them into the page, between its two marks. A test compares.
"""

import ast
import inspect
import sys
from functools import cache
from itertools import pairwise
from pathlib import Path

from catapult_simulator.core.property_names import camel
from catapult_simulator.core.rules import Rules
from catapult_simulator.core.setups.account_keys import RULES
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
    about = about_rules() if table is RULES else {}
    rows = [_row(key, key.about or about[key.name]) for key in table.keys.values()]
    return "\n".join([f"### {table.name}", "", "| key | value | about |", "|---|---|---|", *rows])


@cache
def about_rules() -> dict[str, str]:
    """The docstring below the field of each rule, by the key of the rule."""
    (rules,) = ast.parse(inspect.getsource(Rules)).body
    assert isinstance(rules, ast.ClassDef)
    return {
        camel(field.target.id): _first_paragraph(text.value.value)
        for field, text in pairwise(rules.body)
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
        if isinstance(text, ast.Expr) and isinstance(text.value, ast.Constant)
    }


def _first_paragraph(text: object) -> str:
    return str(text).partition("\n\n")[0]


def _row(key: Key, about: str) -> str:
    name = f"**`{key.name}`**" if key.required else f"`{key.name}`"
    return f"| {name} | {_cell(key.form.words)} | {_cell(about)} |"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


if __name__ == "__main__":
    written = page_with_tables(PAGE.read_text(encoding="utf-8"))
    sys.stdout.write(f"{PAGE.name}: {PAGE.write_text(written, encoding='utf-8')} characters\n")
