"""How far means over replications are from what was stated, and what that would have noticed."""

import numpy as np

Z = 4.0
"""A mean further off than so many standard errors is a defect: by chance, one in 16,000 is."""
POWER_99 = 2.33
"""Standard errors beyond `Z` at which a deviation is noticed in 99 of 100 draws."""


def assert_unbiased(deviations, *, notices):
    """Hold the mean of what replications deviate from a stated value against 0.

    Parameters
    ----------
    deviations
        One of each replication. Shape (replications,).
    notices
        A deviation that the test must notice with a power of 99 %: one that replications are too
        few for is not tested at all.
    """
    error = deviations.std(ddof=1) / np.sqrt(len(deviations))
    assert (Z + POWER_99) * error <= notices
    assert abs(deviations.mean()) < Z * error
