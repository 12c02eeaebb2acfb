"""The planner's desk: a page at which levers of a Center are moved, and what they change is seen.

In: a scenario, and what a planner does on the page. Out: answers as JSON for the page, while it is
worked. Numbers come from studies and sentences from reports: here they are only asked for, held for
a session, and sent. How the page looks is known to `static` alone.
"""
