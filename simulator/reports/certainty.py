"""Certainty: what intervals and common random numbers say, and what they do not.

In: nothing. Out: the sentences that the reports of a run, a comparison and a sweep have in common,
on the terminal and on pages. How sure a single number is, its interval tells.
"""

from simulator.language import _


def assumptions_text() -> str:
    """Say what the intervals of a report leave out."""
    return _("Intervals show the chance of the replications, and hold if the assumptions do.")


def common_numbers_text() -> str:
    """Say what scenarios of one seed share, and what that leaves of chance."""
    return _(
        "Common random numbers: with the same seed, scenarios meet the same citizens with the same "
        "needs, but for what a scenario itself changes in them. That leaves less chance in the "
        "differences between scenarios, not none: how much, the intervals of `onestop compare` "
        "show."
    )
