"""Prints docs/fidelity.md, for `make ledger`; a row that is wrong ends it with a sentence."""

import sys

from fidelity import render, rows


def main() -> None:
    try:
        page = render(rows())
    except ValueError as error:
        sys.exit(str(error))
    sys.stdout.buffer.write(page.encode())


if __name__ == "__main__":
    main()
