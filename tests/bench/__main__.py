"""`python tests/bench` and `python -m bench` are the same."""

import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parents[1])  # its modules would hide others
    from bench.runner import main

    sys.exit(main())
