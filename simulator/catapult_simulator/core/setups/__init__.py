"""Setups: accounts and what they have, as JSON or TOML. `keys` declares what can be said."""
