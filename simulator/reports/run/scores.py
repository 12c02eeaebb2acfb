"""Scores: what a run earns where its Center is judged, line by line, and what it cannot tell.

In: a `Result` with the details of its replications. Out: `Scores`, groups of lines with value,
points, band in words and standing, and a table of the areas of the PAR INDEX; texts in the language
that is spoken. A score is a mean over the replications of the points that each earns. Points are
never added up: the simulator reaches a part of every score, and a sum of parts would pass for the
whole. It knows nothing of pages.
"""

from dataclasses import dataclass, replace
from math import isnan, nan

import numpy as np

from simulator.language import N_, _
from simulator.measures import FormColumn, Measures
from simulator.reports.certainty import unlike_note
from simulator.reports.figures import COUNT, PERCENT, mean, mean_count, number
from simulator.reports.run.par_index import (
    IndexArea,
    five_steps_line,
    five_steps_shares,
    index_areas,
    par_index,
)
from simulator.reports.run.score_lines import (
    POINTS,
    Figure,
    Group,
    Line,
    earned,
    given,
    percent,
    scaled,
    shares,
    standing_of,
)
from simulator.results.result import (
    Result,
    divided,
    in_vain_share,
    on_the_due_day_share,
    overdue_share,
)
from simulator.scenario.model_scores import TimeBand

_OUT_OF_REACH = N_("not in the simulator's reach")
_CRITERIA = 9


@dataclass(frozen=True, slots=True)
class Scores:
    """What a Center is judged by; without a total."""

    decision_766: Group
    one_stop: Group
    satisfaction: Group
    par_index: Group
    areas: tuple[IndexArea, ...]
    """All eight areas of the PAR INDEX, in their order."""

    @property
    def groups(self) -> tuple[Group, ...]:
        """The groups in the order of a page; the areas belong to the last."""
        return self.decision_766, self.one_stop, self.satisfaction, self.par_index


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
        one_stop=_explained(_one_stop(result), result),
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
            band=_(_OUT_OF_REACH),
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


def _one_stop(result: Result) -> Group:
    """Score the criteria that can be computed, 1, 3 and 5; of the others say that they are not."""
    evaluation = result.scenario.scores.one_stop
    most, grades = given(evaluation.points), evaluation.grades
    computed = {1: _total_time, 3: _contacts, 5: _five_steps}
    unknown = Line(
        name=_("Criterion {number}"),
        most=most,
        band=_(_OUT_OF_REACH),
        standing=standing_of(result.scenario, "scores.one_stop.points"),
    )
    lines = tuple(
        replace(computed[criterion](result), most=most)
        if criterion in computed
        else replace(unknown, name=unknown.name.format(number=criterion))
        for criterion in range(1, _CRITERIA + 1)
    )
    note = _(
        "Of {all} points, {excellent} or more are excellent, {good} good, {fair} fair, {average} "
        "average, fewer weak. The simulator computes criteria 1, 3 and 5, at most {reach} points, "
        "and so no grade."
    ).format(
        all=given(_CRITERIA * evaluation.points).text,
        excellent=given(grades.excellent).text,
        good=given(grades.good).text,
        fair=given(grades.fair).text,
        average=given(grades.average).text,
        reach=given(len(computed) * evaluation.points).text,
    )
    return Group(_("One-stop-shop evaluation, nine criteria"), lines, note)


def _total_time(result: Result) -> Line:
    most, band = result.scenario.scores.one_stop.points, result.scenario.scores.one_stop.time
    points = [most * _time_share(one, band) for one in result.replications]
    forms = [one.form for one in result.replications]
    late = np.mean(
        [
            form.column(FormColumn.OVERDUE)[-1] + form.column(FormColumn.PAST_DUE)[-1]
            for form in forms
        ]
    )
    said = _(
        "{most} points if {early} are settled before due and none is late, settled or open; "
        "{half} if {in_time} are settled before due or on time; else none"
    )
    note = _("of the settled, before due; {in_time} before due or on time; {late} late in all")
    return Line(
        name=_("Criterion 1: total time"),
        value=Figure(result["before_due_rate"], PERCENT),
        points=Figure(earned(points, most), POINTS),
        band=said.format(
            most=given(most).text,
            early=percent(band.early),
            half=given(most / 2).text,
            in_time=percent(band.in_time),
        ),
        note=note.format(
            in_time=mean(result["on_time_rate"], PERCENT), late=number(float(late), COUNT)
        ),
        standing=standing_of(result.scenario, "scores.one_stop.time"),
    )


def _time_share(one: Measures, band: TimeBand) -> float:
    """Share of the points of total time that a replication earns; nan if nothing was settled."""
    early = one["before_due_rate"]
    if isnan(early):
        return nan
    if early >= band.early and one["on_time_rate_official"] == 1.0:
        return 1.0
    return 0.5 if one["on_time_rate"] >= band.in_time else 0.0


def _contacts(result: Result) -> Line:
    most, band = result.scenario.scores.one_stop.points, result.scenario.scores.one_stop.contacts
    contacted = np.array([one.contacted for one in result.details])
    never, once, more = shares(contacted)
    by_kind = most * np.array([band.never, band.once, band.more])
    said = _(
        "points of a dossier by how often the citizen is contacted again before the result: never "
        "{never}, once {once}, more often {more}; their mean"
    )
    return Line(
        name=_("Criterion 3: number of contacts"),
        value=Figure(never, PERCENT),
        points=Figure(earned(divided(contacted @ by_kind, contacted.sum(axis=1)), most), POINTS),
        band=said.format(
            never=given(most * band.never).text,
            once=given(most * band.once).text,
            more=given(most * band.more).text,
        ),
        note=_("of the settled, never contacted again; {once} once, {more} more often").format(
            once=mean(once, PERCENT), more=mean(more, PERCENT)
        ),
        standing=standing_of(result.scenario, "scores.one_stop.contacts"),
    )


def _five_steps(result: Result) -> Line:
    most = result.scenario.scores.one_stop.points
    full_from = result.scenario.scores.one_stop.five_steps.full_from
    return replace(
        five_steps_line(result.scenario),
        name=_("Criterion 5: five steps at the Center"),
        points=given(most * min(five_steps_shares(result.scenario)[0] / full_from, 1.0)),
        band=_("{most} points from {share} of the procedures, fewer in proportion").format(
            most=given(most).text, share=percent(full_from)
        ),
        standing=standing_of(result.scenario, "scores.one_stop.five_steps"),
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
