"""Tests of `contract_tests/live`: what a run against a real account may do, without one."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))  # contract_tests is a package of the root
