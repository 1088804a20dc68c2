"""Branch coverage of the folders that decide what the simulator answers, beside their floors."""
