"""Standing: whether a figure that a Center is scored by is stated somewhere, or assumed.

In: a scenario and the path of a figure or band below `scores`. Out: `Standing`. What a planner says
under `sources` counts before what is known of the defaults.
"""

from typing import NamedTuple

from simulator.language import _
from simulator.scenario import Scenario
from simulator.scenario.model_scores import default_source
from simulator.scenario.sourcing import Covering, SourcedValue


class Standing(NamedTuple):
    """What a figure rests on."""

    text: str
    """Its source, or that it is an assumption, perhaps with the reason."""
    is_assumed: bool


def standing_of(scenario: Scenario, path: str) -> Standing:
    """Return what the figure at a path rests on.

    Parameters
    ----------
    scenario
        The scenario; of its sources that cover the path the longest decides, as in `sourcing`.
    path
        A path below `scores`, as `scores.one_stop.time`.
    """
    keys = tuple(path.split("."))
    figure = SourcedValue(keys, None, Covering(scenario.sources).stated(keys))
    if figure.source is not None:
        return Standing(figure.source, False)
    if figure.remark:
        reason = _("{thing}: {what}").format(thing=_("assumption"), what=figure.remark)
        return Standing(reason, True)
    if figure.stated is not None:
        return Standing(_("assumption"), True)
    source = default_source(scenario.scores, path)
    return Standing(_("assumption"), True) if source is None else Standing(source, False)
