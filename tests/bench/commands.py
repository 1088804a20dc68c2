"""The start of commands: `health` beside a bare Python, the others beside `import click, requests`.

A command is started as the console script of a new pip starts it: before 25.3, pip's scripts
import `re`, which takes half as long as the start of Python and which no package can prevent.
"""

import subprocess
import sys
from collections.abc import Iterable, Iterator
from functools import partial
from statistics import median

from bench.processes import environment, serving
from bench.samples import WALL, interleaved, ratio
from bench.table import Row, millis

_ROUNDS = 15
_SCRIPT = """import sys
from catapult_simulator.cli.entry import main
sys.argv[0] = "catapult-simulator"
main()"""
_BARE, _LIBRARIES = "pass", "import click, requests"
# Help texts of the lightest and the heaviest module, and a command that calls the simulator.
_COMMANDS = ("completion --help", "mcp --help", "callback --help", "messages")


def measure() -> Iterator[Row]:
    """All commands call one simulator, at the address that they have from the environment."""
    with serving() as child:
        address = {"CATAPULT_SIMULATOR_PORT": str(child.port)}
        yield from _beside(_BARE, ["health"], address)
        yield from _beside(_LIBRARIES, _COMMANDS, address)


def _beside(yardstick: str, commands: Iterable[str], address: dict[str, str]) -> Iterator[Row]:
    calls = {each: partial(_run, _SCRIPT, *each.split(), **address) for each in commands}
    calls[yardstick] = partial(_run, yardstick, **address)
    interleaved(calls, rounds=1)  # not measured: bytecode is written, files are cached
    taken = interleaved(calls, rounds=_ROUNDS, clock=WALL)
    base = taken.pop(yardstick)
    for name, seconds in taken.items():
        yield Row(
            f"command: {name}",
            millis(median(seconds)),
            ratio(seconds, base),
            target=1.5,
            yardstick=f"{millis(median(base))} {yardstick}",
        )


def _run(script: str, *arguments: str, **variables: str) -> None:
    subprocess.run(
        [sys.executable, "-c", script, *arguments],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment() | variables,
    )
