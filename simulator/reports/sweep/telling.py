"""Telling: what a sweep calls its axes, their values, measures and costs.

In: a `Sweep`. Out: short texts in the language that is spoken. How they are laid out is not known
here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from math import isnan

from simulator.language import N_, _, ngettext
from simulator.measures import Estimate, Measure, MeasureKey, Verdict
from simulator.reports.charts.drawing import digits
from simulator.reports.document import Cell, Interval, Number, text_of
from simulator.reports.figures import (
    ABSENT,
    COUNT,
    ROUND_PERCENT,
    Unit,
    bare_unit,
    counted,
    mean_and_interval,
    mean_count,
    number,
    occurrence_text,
    priced,
    value_unit,
)
from simulator.reports.labels import LONGEST, Names, cost_title, in_words, shortened
from simulator.studies.sweep.frontier import Cheapest
from simulator.studies.sweep.levels import CASE, MOST_LEVELS, given_axes, levels
from simulator.studies.sweep.plan import setting_text
from simulator.studies.sweep.reading import Sweep, SweepPoint
from simulator.studies.sweep.screening import is_burdened, is_overloaded, leaves_filings
from simulator.studies.sweep.targets import Target

_AXES = {
    CASE: N_("Case"),
    "demand.growth": N_("Demand"),
    "seal.at": N_("Second seal"),
}
"""What people call the paths that plans vary most."""

_VALUES = {
    ("seal.at", "center"): N_("at the Center"),
    ("seal.at", "headquarters"): N_("at headquarters"),
}

_FEW = 10.0  # Values below have a decimal, even in little room.


def axis_title(sweep: Sweep, path: str) -> str:
    """Return what people call what an axis varies; the path where there is no name for it."""
    if path in _AXES:
        return _(_AXES[path])
    group = _group(sweep, path)
    return _("Officers, {group}").format(group=group) if group else path


def _group(sweep: Sweep, path: str) -> str:
    """Return the group whose officers an axis counts; empty where it is another axis."""
    match path.split("."):
        case ["staff", group, "officers"] if sweep.scenario and group in sweep.scenario.staff:
            return Names(sweep.scenario).group(group)
        case _other:
            return ""


def value_text(path: str, one: object) -> str:
    """Write the value of an axis."""
    return text_of(value_cell(path, one)).text


def value_cell(path: str, one: object) -> Cell:
    """Return the value of an axis; a number has all its decimals, so that no two look alike."""
    if isinstance(one, str) and (path, one) in _VALUES:
        return _(_VALUES[path, one])
    if isinstance(one, int | float) and not isinstance(one, bool):
        exponent = Decimal(repr(float(one))).normalize().as_tuple().exponent
        decimals = max(-exponent, 0)  # type: ignore[operator]  # finite
        exact = Number.of(one, Unit("", decimals=decimals))
        return replace(exact, before="× ") if path == "demand.growth" else exact
    return shortened(setting_text(one), LONGEST)


def settings_text(sweep: Sweep, settings: Mapping[str, object]) -> str:
    """Write values of axes in a row."""
    return ", ".join(_setting(sweep, path, one) for path, one in settings.items())


def _setting(sweep: Sweep, path: str, one: object) -> str:
    if path == "demand.growth":
        return _("Demand {factor}").format(factor=value_text(path, one))
    thing, what = axis_title(sweep, path), value_text(path, one)
    if (group := _group(sweep, path)) and isinstance(one, int):
        thing, what = group, counted("{n} officer", "{n} officers", one)
    return _("{thing}: {what}").format(thing=thing, what=what)


def title_of(sweep: Sweep, measure: MeasureKey | str) -> str:
    """Return the title of a measure with its unit; its name where the scenario is not known."""
    if sweep.scenario is None or measure not in sweep.index:
        return str(measure)
    return Names(sweep.scenario).measure_with_unit(sweep.index.key(measure))


def name_of(sweep: Sweep, measure: MeasureKey | str) -> str:
    """Return the title of a measure without its unit, likewise."""
    if sweep.scenario is None or measure not in sweep.index:
        return str(measure)
    return Names(sweep.scenario).measure(sweep.index.key(measure))


def by_outlay(sweep: Sweep, of_cost: str, of_officers: str) -> str:
    """Return which of two texts fits a sweep: that on costs, or that on the number of officers."""
    return _(of_officers if sweep.counts_officers else of_cost)


def cheapest_title(sweep: Sweep, found: Sequence[Cheapest]) -> str:
    """Return what the cheapest points are, certain or not."""
    if all(each.is_certain or each.point is None for each in found):
        return by_outlay(
            sweep,
            N_("Of the points tried, the cheapest that meets all targets"),
            N_("Of the points tried, the one with the fewest officers that meets all targets"),
        )
    return by_outlay(
        sweep,
        N_("Of the points tried, the cheapest that meets all targets, or may meet them"),
        N_(
            "Of the points tried, the one with the fewest officers that meets all targets, or may "
            "meet them"
        ),
    )


def undominated(sweep: Sweep) -> str:
    """Say of the points on the frontier what they have in common."""
    return by_outlay(
        sweep,
        N_("seen to be better than all that are cheaper"),
        N_("seen to be better than all with fewer officers"),
    )


def burden_text(sweep: Sweep, point: SweepPoint) -> str:
    """Say why what a point came to would grow worse; nothing where it would not."""
    burdens = []
    if is_overloaded(sweep, point):
        burdens.append(
            _("it cannot carry its load: {load} of its hours on duty are needed").format(
                load=load_text(sweep, point)
            )
        )
    if leaves_filings(sweep, point):
        burdens.append(
            _("it leaves {n} filings that nobody has accepted").format(
                n=mean_count(sweep.estimate(point, "unaccepted"))
            )
        )
    return in_words(burdens, most=2) if burdens else ""


def periods_title(sweep: Sweep) -> str:
    """Return what `periods_text` writes."""
    if sweep.scenario is not None and sweep.scenario.period.is_year:
        return _("Years that meet all targets")
    return _("Replications that meet all targets")


def periods_text(sweep: Sweep, point: SweepPoint) -> str:
    """Write in how many replications of a point all targets hold, and how often they may.

    As "6/10 (26 – 88 %)".
    """
    met = sweep.periods_met(point, sweep.targets)
    return ABSENT if met is None else occurrence_text(met)


def in_years(sweep: Sweep, targets: str) -> str:
    """Write targets with the share of the years that must meet them, if the plan asks for one."""
    if sweep.years is None:
        return targets
    said = _("{targets}, in {share} of the replications or more")
    if sweep.scenario is not None and sweep.scenario.period.is_year:
        said = _("{targets}, in {share} of the years or more")
    return said.format(targets=targets, share=_years_text(sweep.years))


def met_text(sweep: Sweep) -> str:
    """Say where targets count as met: by the mean, or by a share of the years."""
    if sweep.years is None:
        return _(
            "A target counts as met where the whole 95 % interval of the mean reaches it; where "
            "nearly all replications are the same, and there is none, where the worst that rare "
            "others may bring does."
        )
    return _(
        "The targets count as met where the whole 95 % interval of the share of replications that "
        "meet them all is {share} or more."
    ).format(share=_years_text(sweep.years))


def _years_text(share: float) -> str:
    return f"{digits(share * 100)} %"


def load_text(sweep: Sweep, point: SweepPoint) -> str:
    """Write which share of the hours on duty of its bottleneck the work of a point needs."""
    return number(sweep.load(point), ROUND_PERCENT)


def load_cell(sweep: Sweep, point: SweepPoint) -> Number:
    """Return the load of a point, with a mark where it cannot carry it or leaves filings."""
    load = Number.of(sweep.load(point), ROUND_PERCENT)
    return replace(load, after=f" {Verdict.MISSED}") if is_burdened(sweep, point) else load


def load_title() -> str:
    """Return what `load_text` writes."""
    return _("Needed of the hours on duty")


def burdened_text(met: int, burdened: int) -> str:
    """Say that points meet the targets that cannot be relied on; nothing where there is none."""
    if not burdened:
        return ""
    said = ngettext(
        "{n} point that meets the targets cannot carry its load or leaves filings unaccepted: it "
        "would do worse over a longer period.",
        "{n} points that meet the targets cannot carry their load or leave filings unaccepted: "
        "they would do worse over a longer period.",
        burdened,
    ).format(n=number(burdened, COUNT))
    if burdened == met:
        return said
    return _("{said} Such a point is not named below where others meet the targets too.").format(
        said=said
    )


def none_text(each: Cheapest) -> str:
    """Say that no point of a level can be named."""
    return _("none meets them") if each.is_ruled_out else _("none for certain")


def outlay_title(sweep: Sweep) -> str:
    """Return what points are ranked by: the cost of their officers, or their number."""
    return _("Officers in all") if sweep.counts_officers else cost_title(sweep.currency)


def estimate_text(measure: Measure, estimate: Estimate) -> str:
    """Write a mean with its interval."""
    return mean_and_interval(estimate, value_unit(measure.quantity)) if estimate.n else ABSENT


def mean_cell(measure: Measure, estimate: Estimate) -> Cell:
    """Return a mean alone, where the unit stands elsewhere."""
    return Number.of(estimate.mean, bare_unit(measure.quantity)) if estimate.n else ABSENT


def estimate_cell(measure: Measure, estimate: Estimate) -> Cell:
    """Return a mean with its interval, where the unit stands elsewhere."""
    return Interval(estimate, bare_unit(measure.quantity), has_mean=True) if estimate.n else ABSENT


def short_number(height: float) -> str:
    """Write a value in little room: with a decimal where it is small.

    Examples
    --------
    >>> short_number(7.62), short_number(184.3)
    ('7.6', '184')
    """
    return number(height, Unit("", decimals=1 if height < _FEW else 0))


def target_text(target: Target) -> str:
    """Write the bound of a target as people do.

    Examples
    --------
    >>> target_text(Target.parse("on_time_rate", ">= 0.98"))
    '≥ 98 %'
    """
    sign = {">=": "≥", "<=": "≤"}.get(target.sign, target.sign)
    unit = value_unit(target.entry.quantity)
    return f"{sign} {digits(target.bound * unit.scale)}{_(unit.sign) if unit.sign else ''}"


def levels_not_shown(sweep: Sweep) -> str:
    """Say how many levels have no picture; nothing where all have."""
    more = len(levels(sweep)) - MOST_LEVELS
    if more <= 0:
        return ""
    titles = ", ".join(axis_title(sweep, axis) for axis in given_axes(sweep))
    return _("The first {shown} levels are shown ({axes}); there are {more} more.").format(
        shown=MOST_LEVELS, axes=titles, more=more
    )


def outlay_text(sweep: Sweep, outlay: float) -> str:
    """Write what a point costs a year, or the number of its officers where they have no cost."""
    if isnan(outlay):
        return ABSENT
    if sweep.counts_officers:
        return counted("{n} officer", "{n} officers", int(outlay))
    return priced(outlay, sweep.currency)
