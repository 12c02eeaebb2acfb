"""The brief: one sheet for the leadership, as a submission (tờ trình) to be filled in and sent.

In: the results of a run, a comparison or a sweep, as they are stored. Out: a `Letter`. It proposes
what follows from the numbers by the rule that it states, or says why nothing does.
"""
