"""Reports: how the results come out, as pages for people and files for programs.

In: a `Scenario` and the `Measures` of its replications. Out: the terminal report, the files of a
result folder, the events. The package simulates nothing and measures nothing; what it computes are
texts, and which numbers deserve a sentence.
"""
