"""`make ledger`: print docs/fidelity.md."""

import sys

from fidelity import render, rows

if __name__ == "__main__":
    sys.stdout.buffer.write(render(rows()).encode())
