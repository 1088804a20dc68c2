"""Branch coverage of the rooms that decide what the simulator answers, beside their floors."""
