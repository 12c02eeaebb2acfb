"""Check: what is said of a scenario before anything is run.

In: a scenario and the load that it offers. Out: the document of `onestop check`, with remarks.
"""
