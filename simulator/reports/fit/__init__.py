"""Fit: what is said of a scenario that was made of a ticket log.

In: what was fitted, and what it was held against. Out: the scenario as commented YAML, a document,
and its pictures.
"""
