"""Setups: accounts and what they have, as JSON or TOML. `keys` declares what can be said."""

VERSION = 1  # of the format; a newer one is refused
