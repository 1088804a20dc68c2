"""The marks of the checks, which `contract_tests.evidence` makes when it is imported."""

import pytest


def pytest_configure(config: pytest.Config) -> None:
    for name in ("documented", "observed", "assumed", "needs", "spends", "risks"):
        config.addinivalue_line("markers", f"{name}: of a contract check")
