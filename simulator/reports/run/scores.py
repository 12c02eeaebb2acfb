"""Scores: what a run earns where its Center is judged, line by line, and what it cannot tell.

In: a `Result` with the details of its replications. Out: `Scores`, groups of lines with value,
points, band in words and standing, and a table of the areas of the PAR INDEX; texts in the language
that is spoken. A score is a mean over the replications of the points that each earns. Points are
never added up: the simulator reaches a part of every score, and a sum of parts would pass for the
whole. It knows nothing of pages.
"""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from simulator.language import N_, _
from simulator.reports.certainty import unlike_note
from simulator.reports.figures import COUNT, OPEN_HOURS, PERCENT, mean_count, number
from simulator.reports.run.one_stop import OUT_OF_REACH, one_stop, online_share
from simulator.reports.run.par_index import IndexArea, index_areas, par_index
from simulator.reports.run.score_lines import (
    POINTS,
    Figure,
    Group,
    Line,
    given,
    scaled,
    shares,
    standing_of,
)
from simulator.results.result import Result, in_vain_share, on_the_due_day_share, overdue_share

IN_FORCE_224 = date(2026, 7, 1)
"""First day of Decree 224/2026/NĐ-CP."""


@dataclass(frozen=True, slots=True)
class Scores:
    """What a Center is judged by; without a total."""

    decision_766: Group
    decree_224: Group | None
    """None for a period that is over when it comes into force."""
    one_stop: Group
    satisfaction: Group
    par_index: Group
    areas: tuple[IndexArea, ...]
    """All eight areas of the PAR INDEX, in their order."""

    @property
    def groups(self) -> tuple[Group, ...]:
        """The groups in the order of a page; the areas belong to the last."""
        groups = (self.decision_766, self.decree_224, self.one_stop, self.satisfaction)
        return *filter(None, groups), self.par_index


def scores(result: Result) -> Scores:
    """Score a run by the bands of its scenario.

    Parameters
    ----------
    result
        The run, with the details of every replication.

    Notes
    -----
    Where nearly every replication earns the same points there is no spread to make an interval of:
    how often it may be otherwise is given instead, and explained below the group. Rates are of the
    settled dossiers, but for Decision 766: there, of all received.
    """
    return Scores(
        decision_766=_explained(_decision_766(result), result),
        decree_224=_explained(decree, result) if (decree := _decree_224(result)) else None,
        one_stop=_explained(one_stop(result), result),
        satisfaction=_explained(_satisfaction(result), result),
        par_index=_explained(par_index(result), result),
        areas=index_areas(result.scenario),
    )


def _explained(group: Group, result: Result) -> Group:
    """Explain below a group what stands in it in place of an interval."""
    note = unlike_note(group.estimates, result.scenario)
    return replace(group, note=f"{group.note} {note}") if note else group


_GROUPS_OF_766 = {
    "transparency": N_("Transparency"),
    "progress": N_("Progress"),
    "digitisation": N_("Digitisation"),
    "online": N_("Services online"),
    "satisfaction": N_("Satisfaction"),
}


def _decision_766(result: Result) -> Group:
    """Score progress: the official rate, in which what is pending within due is on time."""
    rate, lines = result["on_time_rate_official"], []
    for key, name in _GROUPS_OF_766.items():
        most: float = getattr(result.scenario.scores.decision_766, key)
        line = Line(
            name=_(name),
            most=given(most),
            band=_(OUT_OF_REACH),
            standing=standing_of(result.scenario, f"scores.decision_766.{key}"),
        )
        if key == "progress":
            band = _("{most} points times the share; what is pending within due counts as on time")
            line = replace(
                line,
                value=Figure(rate, PERCENT),
                points=Figure(scaled(rate, most), POINTS),
                band=band.format(most=given(most).text),
                note=_("of all received, on time"),
            )
        lines.append(line)
    return Group(
        _("Decision 766/QĐ-TTg, service of citizens and businesses"),
        tuple(lines),
        _("Of its five groups, the simulator computes progress alone."),
    )


def _decree_224(result: Result) -> Group | None:
    """Lay out what Decree 224 measures, where it is in force; it gives no points."""
    if result.scenario.period.to < IN_FORCE_224:
        return None
    unknown = {
        _("Full-online share"): _("which procedures are online in full, is not in a scenario"),
        _("Automation"): "",
        _("Satisfaction"): "",
    }
    return Group(
        _("Decree 224/2026/NĐ-CP, procedures online"),
        (
            Line(
                name=_("Online dossiers"),
                value=Figure(result.share(online_share), PERCENT),
                note=_("of the received, filed online"),
            ),
            Line(
                name=_("Processing time"),
                value=Figure(result["cycle_time_mean"], OPEN_HOURS),
                note=_("from acceptance to the result, on average"),
            ),
            Line(
                name=_("On-time rate"),
                value=Figure(result["on_time_rate"], PERCENT),
                note=_("of the settled, before due or on time"),
            ),
            *(Line(name=name, band=_(OUT_OF_REACH), note=note) for name, note in unknown.items()),
        ),
        _("The Decree is in force from 1 July 2026. It gives these measures no points."),
    )


def _satisfaction(result: Result) -> Group:
    """Lay out what the questionnaire asks and a run can answer; it earns no points here."""
    early = result["before_due_rate"]
    never, once, more = shares(np.array([one.contacted for one in result.details]))
    alone, one_agency, agencies = shares(np.array([one.agencies for one in result.details]))
    items = (
        (_("Result before due"), early),
        (_("Result on time"), on_the_due_day_share(result)),
        (_("Result overdue"), overdue_share(result)),
        (_("Never contacted again"), never),
        (_("Contacted again once"), once),
        (_("Contacted again more often"), more),
        (_("No other agency"), alone),
        (_("One other agency"), one_agency),
        (_("More than one other agency"), agencies),
    )
    in_vain = Line(
        name=_("Trips in vain"),
        value=Figure(result["trips_in_vain"], COUNT),
        note=_("{share} of {visits} visits").format(
            share=number(in_vain_share(result), PERCENT),
            visits=mean_count(result["visits"]),
        ),
    )
    return Group(
        _("Satisfaction: the three items of the questionnaire that stand for it"),
        (*(Line(name=name, value=Figure(share, PERCENT)) for name, share in items), in_vain),
        _(
            "Shares of the settled dossiers. What citizens answer is not in the simulator's reach, "
            "so there are no points."
        ),
    )
