"""Sensitivity: what is said of which assumptions decide the answer.

In: a `Sensitivity`. Out: a document, data for programs, and charts.
"""
