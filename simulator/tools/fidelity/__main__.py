"""Prints docs/fidelity.md, for `make ledger`."""

import sys

from fidelity import render, rows

if __name__ == "__main__":
    sys.stdout.buffer.write(render(rows()).encode())
