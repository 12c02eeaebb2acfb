"""The PAR INDEX: what is given of a district's index, and the little that a run says of it.

In: a `Result`, and the section `scores.par_index` of its scenario. Out: a `Group` of lines, and the
table of the eight areas. No index is computed: seven areas have nothing to do with queues. How much
is done in five steps at the Center follows from how it is set up: no run is needed to know it.
"""

from dataclasses import dataclass, replace
from math import nan

import numpy as np

from simulator.demand.volumes import expected_numbers
from simulator.language import _
from simulator.reports.figures import COUNT, PERCENT, mean, number
from simulator.reports.run.score_lines import (
    POINTS,
    Figure,
    Group,
    Line,
    Standing,
    earned,
    given,
    percent,
    scaled,
    standing_of,
)
from simulator.results.result import Result
from simulator.scenario import STEPS, Scenario
from simulator.scenario.model_scores import AREAS, FULL, Area, OnTimeBand


def five_steps_shares(scenario: Scenario) -> tuple[float, float]:
    """Return the shares of the procedures and of the dossiers done in five steps at the Center.

    A procedure is, if its flow has all five steps, its back office is at the Center, and the seal
    is too. Dossiers are those expected in the period; nan where none are.
    """
    procedures = scenario.procedures.values()
    is_done_there = np.array(
        [
            set(procedure.steps) == set(STEPS)
            and procedure.back_office == "center"
            and scenario.seal.at == "center"
            for procedure in procedures
        ]
    )
    days = expected_numbers(scenario)[: len(procedures), :, scenario.period.warm_up_days :]
    dossiers = days.sum(axis=(1, 2)) * [procedure.mean_bundle for procedure in procedures]
    total = float(dossiers.sum())
    of_dossiers = float(dossiers[is_done_there].sum()) / total if total else nan
    return float(is_done_there.mean()), of_dossiers


def five_steps_line(scenario: Scenario) -> Line:
    """Return the line that says how much is done in five steps at the Center, without points."""
    of_procedures, of_dossiers = five_steps_shares(scenario)
    return Line(
        name=_("Five steps at the Center"),
        value=Figure(of_procedures, PERCENT),
        note=_("of the procedures; {share} of the dossiers").format(
            share=number(of_dossiers, PERCENT)
        ),
    )


@dataclass(frozen=True, slots=True)
class IndexArea:
    """One of the eight areas of the PAR INDEX: what is known of it, and what the simulator says."""

    number: int
    name: str
    points: str
    """Points in the year of the figures; empty where not given, as the next two."""
    target: str
    maximum: str
    note: str
    """What the plan says of it in words."""
    reach: str
    """What the simulator says of it."""
    standing: Standing | None
    """What its figures rest on; None where there are none."""


def par_index(result: Result) -> Group:
    """Return what is known of the index beside what a run says of the one-stop area."""
    scenario, index = result.scenario, result.scenario.scores.par_index
    year, districts = index.year, index.districts
    ranked = (
        _("of {districts} districts").format(districts=number(districts, COUNT))
        if districts
        else ""
    )
    known = (
        ("total", index.total, _("Index in {year}") if year else _("Index"), ""),
        ("rank", index.rank, _("Rank in {year}") if year else _("Rank"), ranked),
        ("target_rank", index.target_rank, _("Rank aimed at"), ranked),
    )
    facts = (
        Line(
            name=name.format(year=year),
            value=given(value),
            note=note,
            standing=standing_of(scenario, f"scores.par_index.{key}"),
        )
        for key, value, name, note in known
        if value is not None
    )
    five_steps = replace(five_steps_line(scenario), band=_("how many points it earns is not known"))
    return Group(
        _("PAR INDEX, public administration reform"),
        (*facts, _on_time(result, index.on_time), five_steps),
        _(
            "The simulator computes no index: it says something of the one-stop area, and nothing "
            "of the other seven."
        ),
    )


def _on_time(result: Result, band: OnTimeBand) -> Line:
    """Score the item for the on-time rate; in points, if it is known how many it has."""
    rates = [one["on_time_rate"] for one in result.replications]
    share = earned([0.0 if rate < band.none_below else rate for rate in rates], 1.0)
    line = Line(
        name=_("On-time rate, in the one-stop area"),
        value=Figure(result["on_time_rate"], PERCENT),
        band=_("the item's points times the rate; none below {share}").format(
            share=percent(band.none_below)
        ),
        note=_("of the settled; it earns {share} of the item's points").format(
            share=mean(share, PERCENT)
        ),
        standing=standing_of(result.scenario, "scores.par_index.on_time"),
    )
    if band.points is None:
        return line
    points = Figure(scaled(share, band.points), POINTS)
    return replace(line, points=points, most=given(band.points))


def index_areas(scenario: Scenario) -> tuple[IndexArea, ...]:
    """Return the eight areas: what is given of each, and whether a run says anything of it."""
    index = scenario.scores.par_index
    areas = []
    for position, (key, name) in enumerate(AREAS.items(), start=1):
        area = index.areas.get(key, Area())
        target = _("all its points") if area.target == FULL else _points(area.target)
        areas.append(
            IndexArea(
                number=position,
                name=_(name),
                points=_points(area.points),
                target=target,
                maximum=_points(area.maximum),
                note=area.note.spoken if area.note else "",
                reach=(
                    _("the on-time rate, and five steps at the Center")
                    if key == "one_stop"
                    else _("the simulator says nothing about it")
                ),
                standing=(
                    standing_of(scenario, f"scores.par_index.areas.{key}")
                    if key in index.areas
                    else None
                ),
            )
        )
    return tuple(areas)


def _points(points: float | None) -> str:
    return "" if points is None else given(points).text
