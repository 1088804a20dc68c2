"""`python -m mutants`: change the code of the API, and see whether the contract suite notices.

Prints each mutant. Exit code 1 where fewer than `--least` per cent are noticed.
"""

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from mutants.mutant import Mutant, sample
from mutants.suite import Suite

_EQUIVALENT = Path(__file__).with_name("equivalent.txt")
SEED, COUNT, LEAST = 1, 24, 90.0


def main(arguments: list[str]) -> int:
    options = _options(arguments)
    count = 400 if options.all else options.count
    known = equivalent(_EQUIVALENT.read_text(encoding="utf-8"))
    mutants = [each for each in sample(options.seed, count) if each.key not in known]
    with Suite(options.workers) as suite:
        if suite.fails():
            _say("the contract suite fails without any change: see to that first")
            return 2
        noticed = list(_noticed(suite, mutants))
    rate = 100 * sum(noticed) / len(noticed)
    _say(f"seed {options.seed}: {sum(noticed)} of {len(noticed)} noticed, {rate:.1f} %")
    return int(rate < options.least)


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser("mutants", description=__doc__)
    parser.add_argument("--seed", type=int, default=SEED, help="which sample (%(default)s)")
    parser.add_argument("--count", type=int, default=COUNT, help="its size (%(default)s)")
    parser.add_argument("--all", action="store_true", help="400 mutants")
    parser.add_argument("--least", type=float, default=LEAST, help="per cent (%(default)s)")
    parser.add_argument("--workers", default="auto", help="of the contract suite")
    return parser.parse_args(arguments)


def equivalent(text: str) -> set[str]:
    """The keys of mutants that behave like the original: lines of `key # reason`."""
    lines = (f" {line}".partition(" # ")[0].strip() for line in text.splitlines())
    return {line for line in lines if line}


def _noticed(suite: Suite, mutants: Iterable[Mutant]) -> Iterator[bool]:
    for mutant in mutants:
        noticed = suite.notices(mutant)
        _say(f"{'noticed ' if noticed else 'SURVIVES'}  {mutant}")
        yield noticed


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
