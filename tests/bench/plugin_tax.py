"""Processor time of pytest on an empty test, with one plugin and with another, in pairs.

    python -m bench.plugin_tax PLUGIN PLUGIN PAIRS

Prints a pair of seconds a line. Each run is a fork of this process, which has loaded pytest: its
start, three times as long, would be as noisy. What a plugin imports is imported in each run.
"""

import os
import sys
from contextlib import redirect_stdout
from pathlib import Path

import pytest

_OPTIONS = ["-q", "-p", "no:cacheprovider"]


def main(plugins: list[str], pairs: int) -> None:
    for plugin in plugins:  # not measured: bytecode is written, files are cached
        _run(plugin)
    for number in range(pairs):
        order = plugins if number % 2 else plugins[::-1]
        spans = {plugin: _run(plugin) for plugin in order}
        sys.stdout.write(" ".join(str(spans[plugin]) for plugin in plugins) + "\n")


def _run(plugin: str) -> float:
    child = os.fork()
    if not child:
        with Path(os.devnull).open("w", encoding="utf-8") as nowhere, redirect_stdout(nowhere):
            code = pytest.main([*_OPTIONS, "-p", plugin])
        os._exit(code)
    _, status, usage = os.wait4(child, 0)
    if status:
        raise RuntimeError(f"pytest -p {plugin} failed: status {status}")
    return usage.ru_utime + usage.ru_stime


if __name__ == "__main__":
    main(sys.argv[1:3], int(sys.argv[3]))
