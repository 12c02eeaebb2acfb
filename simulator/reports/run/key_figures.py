"""Key figures: what stands first on the page of a run, for who has half a minute.

In: a stored result. Out: who comes and who serves, in a sentence; the four numbers that count most,
each held against its norm, with its intervals; and who goes unserved. What to look at is not
decided here (`findings`), nor which norms there are for waits (`norms`).
"""

from collections.abc import Callable
from typing import TypedDict

import numpy as np
from numpy.typing import NDArray

from simulator.language import N_, _
from simulator.measures import Bound, Details, Estimate, MeasureKey, Verdict, student_interval
from simulator.measures.keys import from_outside
from simulator.reports.both_intervals import Open
from simulator.reports.document import Cell, Interval, KeyFigures, Number, Row, Shown, Text, Tone
from simulator.reports.figures import (
    ABSENT,
    COUNT,
    HOURS,
    MINUTES,
    PERCENT,
    SMALL_COUNT,
    Unit,
    interval,
    mean,
    mean_count,
    number,
)
from simulator.reports.run.norms import judged_longest_wait, mean_wait_norm
from simulator.reports.run.score_lines import Standing, percent, standing_of
from simulator.results.result import Result, divided
from simulator.results.run import Stored
from simulator.scenario.clocks import SECONDS_PER_MINUTE

_WAIT, _IN_TIME = from_outside("wait_mean"), MeasureKey("on_time_rate")

_WORDS = {Verdict.MET: N_("met"), Verdict.UNCLEAR: N_("unclear"), Verdict.MISSED: N_("not met")}

_UNSERVED = {
    "abandoned": N_("{n} give up waiting ({share} of the visits)"),
    "sent_home": N_("{n} are sent home at closing ({share})"),
    "turned_away": N_("{n} find the doors closed, or no ticket left ({share})"),
}


class _Held(TypedDict, total=False):
    """A verdict, and by what norm it is."""

    verdict: Verdict
    norm: Text


def a_day(result: Result) -> str:
    """Say how many come and how many serve on an open day."""
    open_days = int(result.details[0].open_days.sum())
    days, staff = result.scenario.period.dates, result.scenario.staff.values()
    officers = sum(group.officers_on(day) for group in staff for day in days) / len(days)
    visits, dossiers = (
        number(result[name].mean / max(open_days, 1), COUNT) for name in ("visits", "received")
    )
    return _("{visits} visits and {dossiers} dossiers on an open day, {officers} officers").format(
        visits=visits, dossiers=dossiers, officers=number(officers, COUNT)
    )


def key_figures(stored: Stored) -> KeyFigures:
    """Return the four numbers that count most, as far as there is something to count."""
    result = stored.result
    rows = (_wait(stored), _in_time(stored), _to_result(result), _worst_day(result))
    chance = _("by chance") if len(result.replications) > 1 else ""
    return KeyFigures(
        _("The numbers that count"),
        ("", _("result"), "", chance, _("by the assumptions"), _("norm"), ""),
        tuple(filter(None, rows)),
        numbers=frozenset({1, 3, 4}),
        widths=(22, 9, 9),
        shown=dict.fromkeys((4, 6), Shown.ON_PAGE | Shown.IN_WORKBOOK),
        is_sparse=True,
    )


def unserved(result: Result) -> str:
    """Say how many go unserved, and why; empty where hardly anybody does."""
    visits = result["visits"].mean
    ways = [
        _(way).format(n=mean_count(result[name]), share=number(result[name].mean / visits, PERCENT))
        for name, way in _UNSERVED.items()
        if result[name].mean >= SMALL_COUNT
    ]
    if not ways:
        return ""
    when = _("In a year") if result.scenario.period.is_year else _("In the period")
    return _("{when}: {ways}.").format(when=when, ways="; ".join(ways))


def _wait(stored: Stored) -> Row:
    longest = judged_longest_wait(stored.result)
    return _row(
        _("Wait to be called"),
        stored.result[_WAIT],
        MINUTES,
        **_held(stored.result, stored.result[_WAIT]),
        assumed=_assumed(stored, _WAIT, MINUTES),
        more=longest.cell if longest else "",
    )


def _held(result: Result, wait: Estimate) -> _Held:
    """Hold a mean wait against the norm, if there is one."""
    norm = mean_wait_norm(result.scenario)
    if norm is None:
        return {}
    verdict = Bound("<=", norm.minutes).judge(wait, norm.key.entry)
    return {"verdict": verdict, "norm": _norm(norm.name, norm.standing)}


def _in_time(stored: Stored) -> Row:
    result, least = stored.result, stored.result.scenario.scores.par_index.on_time.none_below
    rate, official = result[_IN_TIME], result["on_time_rate_official"]
    standing = standing_of(result.scenario, "scores.par_index.on_time")
    norm = _("at least {share} (PAR INDEX)")
    if standing.is_assumed:
        norm = _("at least {share} (PAR INDEX, assumed)")
    return _row(
        _("Settled in time"),
        rate,
        PERCENT,
        verdict=Bound(">=", least).judge(rate, _IN_TIME.entry),
        norm=_norm(norm.format(share=percent(least)), standing),
        assumed=_assumed(stored, _IN_TIME, PERCENT),
        more=_("official rate {share}").format(share=mean(official, PERCENT)),
    )


def _to_result(result: Result) -> Row:
    """Return how long who stays for a result is there; where nobody does, the time to a result."""
    on_the_spot = _minutes(result, lambda one: one.on_the_spot)
    if not on_the_spot.n:
        return _row(_("From acceptance to the result"), result["cycle_time_mean"], HOURS)
    results = float(np.mean([one.on_the_spot[1] for one in result.details]))
    return _row(
        _("From the door to a result on the spot"),
        on_the_spot,
        MINUTES,
        more=_("{n} results").format(n=number(results, COUNT)),
    )


def _worst_day(result: Result) -> Row:
    wait = _minutes(result, lambda one: one.worst_wait)
    most = float(np.mean([one.worst_queue.max() for one in result.details]))
    return _row(
        _("Wait on the worst day of a month"),
        wait,
        MINUTES,
        **_held(result, wait),
        more=_("up to {n} wait at once, on average").format(n=number(round(most), COUNT)),
    )


def _minutes(result: Result, of: Callable[[Details], NDArray[np.int64]]) -> Estimate:
    """Estimate mean minutes from the seconds in all and the number of each replication."""
    seconds, count = np.array([of(one) for one in result.details], np.float64).T
    return student_interval(divided(seconds, count * SECONDS_PER_MINUTE), lowest=0.0)


def _assumed(stored: Stored, key: MeasureKey, unit: Unit) -> Cell:
    """Return how far the assumptions leave a measure open, where that was asked.

    It may have been asked of all waits, where the norm is of those who came for it.
    """
    whole = MeasureKey(key.measure)
    asked = next((each for each in (key, whole) if str(each) in stored.assumed), None)
    if asked is None:
        return ABSENT
    spread, base = stored.assumed[str(asked)], stored.result[asked]
    answer = Open("", base, unit, spread.low, spread.high, spread.explained).by_assumptions
    if asked == key:
        return Interval(answer, unit)
    return _("{interval}, who stays included").format(interval=interval(answer, unit))


def _norm(name: str, standing: Standing) -> Text:
    return Text(name, full=name, source=standing.text)


def _row(
    name: str,
    estimate: Estimate,
    unit: Unit,
    *,
    verdict: Verdict | None = None,
    norm: Cell = "",
    assumed: Cell = ABSENT,
    more: Cell = "",
) -> Row:
    """Return a row of the figures; an empty one where nothing was counted."""
    if not estimate.n:
        return ()
    word = Text(_("no norm"), Tone.QUIET)
    if verdict:
        word = Text(f"{verdict} {_(_WORDS[verdict])}", Tone[verdict.name])
    value, chance = Number.of(estimate, unit), Interval(estimate, unit)
    return name, value, word, chance, assumed, norm, more
