"""`python -m wrong`: put mistakes between the contract suite and a simulator, and see whether the
suite notices.

Prints each mistake with the check that notices it. Exit code 1 where one is not noticed, or the
suite does not end under it: a stalled machine would prove the same. 2 where a check that has
noticed fails without any mistake too.
"""

import argparse
import os
import random
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from sample_size import size
from wrong.instance import Wrong
from wrong.suite import Suite, hangs
from wrong.table import TABLE

_FIRST = Path(__file__).with_name("first.txt")
_AT_THE_END = ["test_account.py", "test_applications.py"]
COUNT = 20


def main(arguments: list[str]) -> int:
    options = _options(arguments)
    seed = random.SystemRandom().randrange(1_000_000) if options.seed is None else options.seed
    chosen = _chosen(options, seed)
    if not chosen:
        _say(f"no wrong instance has {options.only!r} in its name; wrong/table/ has them")
        return 2
    _say(f"seed {seed}")
    with Suite() as suite:
        if failing := suite.fails(options.workers, _before(options, chosen)):
            _say(f"the contract suite fails without any mistake: {failing}")
            return 2
        noticed = _noticed(suite, chosen, options.workers)
        if failing := suite.fails(options.workers, _without_mistakes(noticed)):
            _say(f"without any mistake, this fails at the end: {failing}; nothing is proved")
            return 2
    if options.learn:
        learn(noticed)
    hang = [name for name, by in noticed.items() if hangs(by)]
    caught = sum(map(bool, noticed.values())) - len(hang)
    _say(f"{caught} of {len(noticed)} wrong instances noticed")
    if hang:
        _say(f"the suite does not end under: {', '.join(hang)}; give its check a limit")
    return int(caught < len(noticed))


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser("wrong", description=__doc__)
    parser.add_argument("--seed", type=int, help="which sample; without it, another each time")
    parser.add_argument("--count", type=size, default=COUNT, help="its size (%(default)s)")
    parser.add_argument("--all", action="store_true", help="all of the table")
    parser.add_argument("--only", default="", help="those with this in their name")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="at a time")
    parser.add_argument("--learn", action="store_true", help="write first.txt")
    return parser.parse_args(arguments)


def _chosen(options: argparse.Namespace, seed: int) -> list[Wrong]:
    named = [wrong for wrong in TABLE if options.only in wrong.name]
    if options.all or options.only or options.count >= len(named):
        return named
    return random.Random(seed).sample(named, options.count)


def modules_first() -> dict[str, list[str]]:
    """The modules of the suite that noticed each mistake, so that they can run first."""
    lines = _FIRST.read_text(encoding="utf-8").splitlines() if _FIRST.exists() else []
    return {name: modules for name, *modules in map(str.split, lines)}


def learn(noticed: dict[str, str]) -> None:
    """Write the modules that noticed, for the next time."""
    known = modules_first() | {
        name: [by.partition("::")[0]] for name, by in noticed.items() if "::" in by
    }
    lines = [
        f"{wrong.name} {' '.join(known[wrong.name])}\n" for wrong in TABLE if wrong.name in known
    ]
    _FIRST.write_text("".join(lines), encoding="utf-8")


def _before(options: argparse.Namespace, chosen: Sequence[Wrong]) -> list[str]:
    """Modules that have to pass without any mistake: all (an empty list), unless the mistakes were
    named and it is known which modules notice them. Others that notice run at the end."""
    known = modules_first()
    if not options.only or any(wrong.name not in known for wrong in chosen):
        return []
    return sorted({module for wrong in chosen for module in known[wrong.name]})


def _without_mistakes(noticed: dict[str, str]) -> list[str]:
    """Checks that have to pass at the end: those that have noticed, and a few that show that the
    simulator is still there."""
    checks = {by.partition("[")[0] for by in noticed.values() if "::" in by}
    return [*_AT_THE_END, *sorted(checks)]


def _noticed(suite: Suite, chosen: Sequence[Wrong], workers: int) -> dict[str, str]:
    first = modules_first()

    def one(wrong: Wrong) -> str:
        by = suite.notices(wrong, first.get(wrong.name, ()))
        word = "HANGS   " if hangs(by) else "noticed " if by else "SURVIVES"
        _say(f"{word}  {wrong.name}: {by or 'no check fails'}")
        return by

    with ThreadPoolExecutor(workers) as pool:
        return dict(zip((wrong.name for wrong in chosen), pool.map(one, chosen), strict=True))


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
