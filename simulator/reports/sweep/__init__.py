"""Sweep: what is said of the design points of a plan.

In: a `Sweep`. Out: its document, its files for programs, and plots for notebooks.
"""
