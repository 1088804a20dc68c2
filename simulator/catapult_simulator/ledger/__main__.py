"""`python -m catapult_simulator.ledger > docs/fidelity.md`."""

import sys

from catapult_simulator.ledger import render, rows

if __name__ == "__main__":
    sys.stdout.buffer.write(render(rows()).encode())
