"""Precision: half-widths in words, and what became of those that were asked for.

In: entries of the catalogue, and the outcome that a run stores beside its provenance. Out: short
texts in the language that is spoken, for the terminal and the page alike. When there are
replications enough is not known here.
"""

from collections.abc import Mapping
from math import floor, log10
from typing import Any

from simulator.language import _, ngettext
from simulator.measures import Measure, measure_named
from simulator.reports.figures import COUNT, Unit, difference_unit, number


def half_width_text(measure: Measure, width: float) -> str:
    """Write the half-width of an interval, to two figures.

    Examples
    --------
    >>> half_width_text(measure_named("on_time_rate"), 0.0126)
    '± 1.3 percentage points'
    """
    unit = difference_unit(measure.quantity)
    places = max(1 - floor(log10(width * unit.scale)), 0) if width else unit.decimals
    return f"± {number(width, Unit(unit.sign, unit.scale, places))}"


def precision_lines(outcome: Mapping[str, Any]) -> list[str]:
    """Say whether the half-widths were reached, and then of each measure what it has.

    Parameters
    ----------
    outcome
        What a run stores as the precision of its provenance: `reached`, `replications`, and by
        full name of the measures `targets` and `half_widths`, None for no interval.

    Examples
    --------
    >>> widths = {"targets": {"wait_mean": 0.5}, "half_widths": {"wait_mean": 0.4321}}
    >>> for line in precision_lines({"reached": True, "replications": 20, **widths}):
    ...     line
    'The precision was reached with 20 replications:'
    'wait_mean: ± 0.43 min, asked for ± 0.50 min'
    """
    n = outcome["replications"]
    said = (
        ngettext(
            "The precision was reached with {n} replication:",
            "The precision was reached with {n} replications:",
            n,
        )
        if outcome["reached"]
        else ngettext(
            "The precision was NOT reached with {n} replication:",
            "The precision was NOT reached with {n} replications:",
            n,
        )
    )
    widths = outcome["half_widths"]
    return [
        said.format(n=number(n, COUNT)),
        *(_measure_line(name, asked, widths[name]) for name, asked in outcome["targets"].items()),
    ]


def precision_text(outcome: Mapping[str, Any]) -> str:
    """Say all of it on lines, those of the measures set in."""
    return "\n  ".join(precision_lines(outcome))


def _measure_line(name: str, target: float, width: float | None) -> str:
    measure = measure_named(name)
    asked = half_width_text(measure, target)
    if width is None:
        return _("{name}: no interval yet, asked for {asked}").format(name=name, asked=asked)
    return _("{name}: {width}, asked for {asked}").format(
        name=name, width=half_width_text(measure, width), asked=asked
    )
