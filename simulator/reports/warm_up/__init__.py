"""Warm-up: what is said of a Center that begins empty.

In: a `WarmUp`. Out: sections at the end of a check, data for programs, and a picture.
"""
