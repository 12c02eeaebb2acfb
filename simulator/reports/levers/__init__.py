"""Levers: what a Center could change, in words: ranked, with what each gains and makes worse.

In: `Levers`. Out: a `Document`, data for programs, and what the report of a run says of them.
"""
