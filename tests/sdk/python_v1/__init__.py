"""Exercises bandwidth-sdk 1.10.0, unmodified, in an environment of its own."""
