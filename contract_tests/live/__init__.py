"""A run against a real account: what it may spend, what it leaves behind, what it finds out.

`contract_tests/__init__.py` lists the environment; `docs/how-to/contract.md` is the manual.
"""
