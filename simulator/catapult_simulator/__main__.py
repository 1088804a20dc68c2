"""`python -m catapult_simulator` is `catapult-simulator`."""

from catapult_simulator.cli.entry import main

if __name__ == "__main__":
    main()
