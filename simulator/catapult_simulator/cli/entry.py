"""The console script. `catapult-simulator health` is asked for often: it must not load click."""

import sys


def main() -> None:
    """Run the command of the arguments."""
    if sys.argv[1:] == ["health"]:
        from catapult_simulator.cli.healthcheck import say_health

        if say_health():
            return
    from catapult_simulator.cli.main import main

    main()
