"""Accounts of a simulator elsewhere, with the methods of those here."""
