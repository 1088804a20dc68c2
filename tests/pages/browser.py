"""A browser for tests: Chromium, where it is installed."""

import gc
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from shutil import which
from typing import Any

import pytest

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@contextmanager
def chromium(*flags: str) -> Iterator[Any]:
    """A running browser. Skips the test without one, unless CI is set."""
    path = next(filter(None, map(which, BROWSERS)), None)
    if path is None and not os.environ.get("CI"):
        pytest.skip(f"no browser: install one of {', '.join(BROWSERS)}")
    assert path, f"CI wants a browser: one of {', '.join(BROWSERS)}"
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*QUIET, *flags])
        yield browser
        browser.close()
    # The driver leaves open pipes. Collect them here: the warning would fail a later test.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()
