"""Mutants: one small change in the code of the API, which the contract suite has to notice."""
