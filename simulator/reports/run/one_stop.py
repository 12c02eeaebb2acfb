"""The one-stop-shop evaluation: what a run earns by the nine criteria, as their text has them.

In: a `Result`, with the details of its replications. Out: a `Group` with a line for each criterion:
value, points, the rule in words. Where the text gives points to a dossier, those of the settled
ones are averaged in each replication; of the criteria that ask people, it is said that a run cannot
tell. Points are never added up here, either.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from math import nan

import numpy as np
from numpy.typing import NDArray

from simulator.language import N_, _
from simulator.measures import Details, FormColumn, Measures, Scope
from simulator.reports.figures import COUNT, PERCENT, ROUND_PERCENT, mean, number
from simulator.reports.labels import in_words
from simulator.reports.run.score_lines import (
    POINTS,
    Figure,
    Group,
    Line,
    earned,
    given,
    shares,
    standing_of,
)
from simulator.results.result import Result, divided
from simulator.scenario import Scenario

OUT_OF_REACH = N_("not in the simulator's reach")

CRITERIA = 9

NO_DISTRICTS = date(2025, 7, 1)
"""First day without districts, and of Decree 118/2025, which replaces Decree 61/2018."""

HALF = 0.5
"""Share of the procedures that a district's Center appraises from which it has all points."""

MANY_ONLINE, SOME_ONLINE, PROCEDURES_ONLINE = 0.30, 0.15, 0.20
"""Shares filed online: of the dossiers for all points, for half of them, and of the procedures."""


def one_stop(result: Result) -> Group:
    """Score the criteria that can be computed; of the others say that they are not.

    Parameters
    ----------
    result
        The run, with the details of every replication.
    """
    evaluation = result.scenario.scores.one_stop
    full, grades = evaluation.points, evaluation.grades
    standing = standing_of(result.scenario, "scores.one_stop.points")
    unknown = Line(name=_("Criterion {number}"), band=_(OUT_OF_REACH))
    lines = [
        _CRITERIA[criterion](result, full)
        if criterion in _CRITERIA
        else replace(unknown, name=unknown.name.format(number=criterion))
        for criterion in range(1, CRITERIA + 1)
    ]
    computed = [criterion for criterion, line in enumerate(lines, start=1) if line.points]
    note = _(
        "Of {all} points, {excellent} or more are excellent, {good} good, {fair} fair, {average} "
        "average, fewer weak. The simulator computes criteria {computed}, at most {reach} points, "
        "and so no grade."
    ).format(
        all=given(CRITERIA * full).text,
        excellent=given(grades.excellent).text,
        good=given(grades.good).text,
        fair=given(grades.fair).text,
        average=given(grades.average).text,
        computed=in_words([*map(str, computed)], most=CRITERIA),
        reach=given(len(computed) * full).text,
    )
    if result.scenario.period.to >= NO_DISTRICTS:
        replaced = _(
            "Decree 118/2025 has replaced Decree 61/2018: whether the nine criteria still hold is "
            "not known."
        )
        note = f"{note} {replaced}"
    return Group(
        _("One-stop-shop evaluation, nine criteria"),
        tuple(replace(line, most=given(full), standing=standing) for line in lines),
        note,
    )


def _points(full: float) -> dict[str, str]:
    return {"full": given(full).text, "half": given(full / 2).text}


def _of_kinds(counts: Sequence[NDArray[np.int64]], full: float) -> Figure:
    """Score dossiers of three kinds, of all points, half of them and none: their mean points."""
    kinds = np.array(counts)
    points = divided(kinds @ [full, full / 2, 0.0], kinds.sum(axis=1))
    return Figure(earned(points, full), POINTS)


def _by_due(result: Result, full: float, date: str = "") -> Figure:
    """Score dossiers settled before due, on time and overdue: all points, half of them, none.

    `date` is what the measures by another due date end in.
    """
    before, in_time = f"before_due_rate{date}", f"on_time_rate{date}"
    points = [full / 2 * (one[before] + one[in_time]) for one in result.replications]
    return Figure(earned(points, full), POINTS)


def _total_time(result: Result, full: float) -> Line:
    """Score the time from acceptance to result, by the date that the slip had first."""
    first = "_first" if result.by("extended", Scope.ALL) else ""
    before, in_time = f"before_due_rate{first}", f"on_time_rate{first}"
    return Line(
        name=_("Criterion 1: total time"),
        value=Figure(result[before], PERCENT),
        points=_by_due(result, full, first),
        band=_(
            "a dossier settled before its limit earns {full} points, at it {half}, later none; "
            "their mean"
        ).format(**_points(full)),
        note=_(
            "of the settled, before the limit; {on_time} at it, {late} later; without a limit, or "
            "returned for want of a supplement, counts as before it"
        ).format(
            on_time=mean(result.share(lambda one: one[in_time] - one[before]), PERCENT),
            late=mean(result.share(lambda one: 1 - one[in_time]), PERCENT),
        ),
    )


def _agencies(result: Result, full: float) -> Line:
    name = _("Criterion 2: time of each agency")
    procedures = result.scenario.procedures.values()
    if all(each.limit.kind == "none" for own in procedures for each in own.consult):
        return Line(name=name, band=_("no agency of the scenario has a limit"))
    answers = [one.answers for one in result.details]
    early, on_the_day, late = shares(np.array(answers))
    return Line(
        name=name,
        value=Figure(early, PERCENT),
        points=_of_kinds(answers, full),
        band=_(
            "an answer of an agency before its limit earns {full} points, at it {half}, later "
            "none; their mean"
        ).format(**_points(full)),
        note=_(
            "of the answers of agencies that have a limit, before it; {on_time} at it, {late} later"
        ).format(on_time=mean(on_the_day, PERCENT), late=mean(late, PERCENT)),
    )


def _contacts(result: Result, full: float) -> Line:
    contacted = [one.supplemented for one in result.details]
    never, once, more = shares(np.array(contacted))
    return Line(
        name=_("Criterion 3: number of contacts"),
        value=Figure(never, PERCENT),
        points=_of_kinds(contacted, full),
        band=_(
            "a dossier whose citizen is not contacted after its reception earns {full} points, "
            "once {half}, more often none; their mean"
        ).format(**_points(full)),
        note=_(
            "of the settled, not contacted; {once} once, {more} more often; what is sent back at "
            "reception is not received yet"
        ).format(once=mean(once, PERCENT), more=mean(more, PERCENT)),
    )


def is_of_commune(scenario: Scenario) -> bool:
    """Whether a Center is a commune's, ward's or special zone's, and not a district's."""
    level = scenario.scores.one_stop.level
    return level == "commune" or (level is None and scenario.period.to >= NO_DISTRICTS)


def _appraised(result: Result, full: float) -> Line:
    procedures = result.scenario.procedures.values()
    of_commune = is_of_commune(result.scenario)

    def share(*steps: str) -> float:
        """Share of the procedures of which some steps are done at the Center."""
        back_office = {"appraise", "approve"} & {*steps}
        return float(
            np.mean(
                [
                    {*steps} <= each.steps.keys()
                    and not (back_office and each.back_office == "headquarters")
                    for each in procedures
                ]
            )
        )

    if of_commune:
        earns_all = share("appraise", "approve") == 1
        rule = _(
            "{full} points if all procedures are appraised and approved at the Center, {half} if "
            "all are received and returned there, else none (communes)"
        )
    else:
        earns_all = share("appraise") >= HALF
        rule = _(
            "{full} points if half of the procedures are appraised at the Center, {half} if all "
            "are received and returned there, else none (districts)"
        )
    points = full if earns_all else full / 2 if share("receive", "return") == 1 else 0.0
    return Line(
        name=_("Criterion 5: appraised at the Center"),
        value=Figure(share("appraise"), PERCENT),
        points=given(points),
        band=rule.format(**_points(full)),
        note=_(
            "of the procedures, appraised at the Center; {approved} approved there, {returned} "
            "received and returned there"
        ).format(
            approved=number(share("approve"), PERCENT),
            returned=number(share("receive", "return"), PERCENT),
        ),
    )


def _timeliness(result: Result, full: float) -> Line:
    return Line(
        name=_("Criterion 7: timeliness"),
        value=Figure(result["on_time_rate"], PERCENT),
        points=_by_due(result, full),
        band=_(
            "a dossier settled early earns {full} points, on time {half}, with a complaint none; "
            "their mean, where late earns none and nobody complains"
        ).format(**_points(full)),
        note=_("of the settled, early or on time; complaints are not in the simulator's reach"),
    )


def _online(result: Result, full: float) -> Line:
    procedures = result.scenario.procedures.values()
    offered = float(np.mean([each.channels.online > 0 for each in procedures]))
    filed = [online_share(one) for one in result.replications]
    points = [
        full * _online_points(share, offered, details)
        for share, details in zip(filed, result.details, strict=True)
    ]
    late = float(np.mean([details.online_late for details in result.details]))
    return Line(
        name=_("Criterion 9: online"),
        value=Figure(result.share(online_share), PERCENT),
        points=Figure(earned(points, full), POINTS),
        band=_(
            "{full} points if {procedures} of the procedures and {many} of the dossiers are online "
            "and none of these late; {half} from {some} to less than {many} of the dossiers; else "
            "none"
        ).format(
            procedures=number(PROCEDURES_ONLINE, ROUND_PERCENT),
            many=number(MANY_ONLINE, ROUND_PERCENT),
            some=number(SOME_ONLINE, ROUND_PERCENT),
            **_points(full),
        ),
        note=_(
            "of the received, filed online; {offered} of the procedures can be, {late} dossiers "
            "filed online are late"
        ).format(offered=number(offered, PERCENT), late=number(late, COUNT)),
    )


def online_share(one: Measures) -> float:
    """Return the share filed online of the dossiers received in a replication; nan of none."""
    online, others = (
        int(one.form.column(way)[-1]) for way in (FormColumn.ONLINE, FormColumn.DIRECT_OR_POST)
    )
    return online / (online + others) if online + others else nan


def _online_points(share: float, offered: float, details: Details) -> float:
    """Return the share of the points of criterion 9; nan where nothing was received."""
    if share >= MANY_ONLINE and offered >= PROCEDURES_ONLINE and not details.online_late:
        return 1.0
    if SOME_ONLINE <= share < MANY_ONLINE:
        return 0.5
    return 0.0 * share


_CRITERIA: Mapping[int, Callable[[Result, float], Line]] = {
    1: _total_time,
    2: _agencies,
    3: _contacts,
    5: _appraised,
    7: _timeliness,
    9: _online,
}
"""The criteria that can be computed, and how each is scored from a result and its points."""
