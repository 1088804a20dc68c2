"""Exercises bandwidth-sdk 1.10.0, unmodified; runs in the environment that has it."""
