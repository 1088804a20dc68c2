"""The page about setups lists the keys that there are."""

import pytest

from catapult_simulator.core.setups.keys import TABLES

setup_tables = pytest.importorskip("setup_tables")


def test_the_page_has_the_declared_tables() -> None:
    page = setup_tables.PAGE.read_text(encoding="utf-8")

    assert setup_tables.page_with_tables(page) == page, "run simulator/tools/setup_tables.py"


def test_each_table_has_rows() -> None:
    assert all(table.keys for table in TABLES)
    assert setup_tables.rendered().count("\n### ") == len(TABLES) - 1
