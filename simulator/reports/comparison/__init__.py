"""Comparison: what is said of scenarios that were run for the same citizens.

In: a `Compared`. Out: its document, its files for programs, and plots for notebooks.
"""
