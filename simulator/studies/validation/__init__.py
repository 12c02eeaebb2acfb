"""Validation: how well a scenario predicts days of a log, and what simple guesses would do.

In: predictions and what was seen. Out: numbers.
"""
