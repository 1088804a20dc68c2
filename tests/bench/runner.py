"""Runs the chosen sections and prints their measurements as one table."""

import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib import import_module
from time import perf_counter

from bench import load, machine
from bench.table import Row, render

# In this order: sections that need a quiet, small process come first.
SECTIONS = {
    "startup": "process start to first 201",
    "commands": "start of commands",
    "wsgi": "one request without a socket",
    "embedded": "start, reset and stop inside a test",
    "redirect": "a POST by requests, redirected to the simulator",
    "suites": "test suites of a user, run by pytest",
    "sockets": "requests per second, latency, processor time",
    "balanced": "several processes behind HAProxy, where it is installed",
    "memory": "resident memory, idle and per stored message",
    "hanging": "POST while 64 receivers of callbacks hang",
    "pages": "POST while fifty pages of the phone are open",
    "growth": "send, get and page at a thousand and at a million messages",
}
_PEERS = "Of other stubs, responses and pytest-httpserver are measured."


def main(arguments: Sequence[str] | None = None) -> int:
    """`python tests/bench [section …]`; all of them take about five minutes."""
    chosen = _parser().parse_args(arguments).section or list(SECTIONS)
    _say(f"{machine.described()}\nload: {load.generator()}. {_PEERS}\n")
    started = perf_counter()
    rows = [row for name in SECTIONS if name in chosen for row in _measured(name)]
    _say(f"\n{render(rows)}\n\n{perf_counter() - started:.0f} s; {machine.described()}")
    return 0


def _parser() -> ArgumentParser:
    described = "\n".join(f"{name}: {what}" for name, what in SECTIONS.items())
    parser = ArgumentParser(prog="bench", description=f"Sections: {described}")
    parser.add_argument("section", nargs="*", choices=[[], *SECTIONS], metavar="section")
    return parser


def _measured(name: str) -> Iterator[Row]:
    measure: Callable[[], Iterable[Row]] = import_module(f"bench.{name}").measure
    _say(f"{name}: {SECTIONS[name]}")
    for row in measure():
        _say("  " + "  ".join(filter(None, row.cells)))
        yield row


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
