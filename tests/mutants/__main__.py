"""`python -m mutants`: change the code of the API, and see whether the contract suite notices.

Prints each mutant, and the check that has noticed it. Exit code 1 where fewer than `--least` per
cent are noticed, 2 where the suite fails without any change.
"""

import argparse
import os
import sys

from mutants.mutant import sample
from mutants.suite import SuiteFails, Verdict, judge
from sample_size import size

SEED, COUNT, LEAST = 1, 24, 90.0  # another seed for each release


def main(arguments: list[str]) -> int:
    options = _options(arguments)
    mutants = sample(options.seed, 400 if options.all else options.count)
    try:
        verdicts = judge(mutants, options.workers, _tell)
    except SuiteFails as error:
        _say(str(error))
        return 2
    noticed = sum(verdict.noticed for verdict in verdicts)
    hang = [verdict.mutant.place for verdict in verdicts if verdict.hangs]
    rate = 100 * noticed / len(verdicts)
    ending = f"{noticed} of {len(verdicts)} noticed, {rate:.1f} %"
    limit = f"; {len(hang)} by the time limit: {', '.join(hang)}" if hang else ""
    _say(f"seed {options.seed}: {ending}{limit}")
    return int(rate < options.least)


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser("mutants", description=__doc__)
    parser.add_argument("--seed", type=int, default=SEED, help="which sample (%(default)s)")
    parser.add_argument("--count", type=size, default=COUNT, help="its size (%(default)s)")
    parser.add_argument("--all", action="store_true", help="400 mutants")
    parser.add_argument("--least", type=float, default=LEAST, help="per cent (%(default)s)")
    workers = min(os.cpu_count() or 1, 8)
    parser.add_argument("--workers", type=int, default=workers, help="how many at a time")
    return parser.parse_args(arguments)


def _tell(verdict: Verdict) -> None:
    word = "HANGS   " if verdict.hangs else "noticed " if verdict.noticed else "SURVIVES"
    _say(f"{word}  {verdict.mutant}")
    how = "does not end" if verdict.hangs else "fails"
    if verdict.noticer:
        _say(f"          {verdict.noticer.rpartition('/')[2]} {how} ({verdict.seconds:.0f} s)")
    else:
        _say(f"          as equivalent.txt would name it: {verdict.mutant.key}")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
