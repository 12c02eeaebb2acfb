"""Run: what the report of one scenario says.

In: the stored result of a run. Out: its document, with what it answers, finds and is judged by, the
official form, and the files for programs.
"""
