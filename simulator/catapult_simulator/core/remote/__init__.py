"""Accounts from afar: their methods, records and exceptions in JSON, for both ends of a call."""
