"""A scenario as a workbook: sheets of planners for what a YAML file says.

`layout` says which value stands in which cell, and is used to read and to write; `opening` opens a
file that may be anything; `reading` makes the tree of nodes of it, each with its cell, that a YAML
file would have given. Writing is in `reports`, with all that writes workbooks.
"""
