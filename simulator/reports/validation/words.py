"""Words of a validation: what predictors and scores are called.

In: keys. Out: texts in the language that is spoken. It knows no numbers.
"""

from collections.abc import Mapping

from simulator.language import N_
from simulator.studies.validation.judging import MODEL
from simulator.studies.validation.yardsticks import HEAD, LAST_CALLED, LENGTH, MEAN, MEDIAN

PREDICTORS: Mapping[str, str] = {
    MODEL: N_("the model"),
    MEAN: N_("mean of the other days"),
    MEDIAN: N_("median of the other days"),
    LAST_CALLED: N_("wait of who was called last"),
    HEAD: N_("wait so far of who is next"),
    LENGTH: N_("queue length times the pace"),
}

BEFOREHAND = (MODEL, MEAN, MEDIAN)
"""Those that say something before the day begins."""

EXPLAINED = (
    N_(
        "Error: by how many minutes, or points, a prediction of a queue-day is off on average. "
        "Correlation: 1 where predictions go with what was seen, over all queue-days; within a "
        "queue only the deviation of a day from the queue's own mean counts, of waits that of the "
        "logarithm of minutes and one, and what says the same of every day has 0."
    ),
    N_(
        "The noise floor is how near the model comes to one of its own replications: no model can "
        "do better but by chance, even where it is the truth."
    ),
    N_(
        "What sees the present predicts each wait as the ticket is taken, and is no rival of a "
        "model that says something of tomorrow: it is what a good display could tell."
    ),
)
