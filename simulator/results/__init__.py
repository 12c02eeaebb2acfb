"""Results: what is kept of a study, and whence it came.

In: the measures of replications, with what was run and by which command. Out: one folder a study,
in which a store keeps each replication as it is finished, and files stand beside it that are
replaced all or not at all. The package draws nothing, and tells nothing but what is wrong.
"""
