"""Norms: what the waits of a Center are held against, and whether the runs show them met.

In: a `Result`. Out: `Judged` norms, each with its source: those that hold for the Center, in the
years that are reported. Who came to the Center for it is judged, not who stayed for a result on the
spot. A norm that lies within the interval of the mean can be met or not: the runs cannot tell, and
that is said. A mean over years may meet a norm that every other year misses: so the years that meet
it are counted as well.
"""

from dataclasses import dataclass

from simulator.language import N_, _
from simulator.measures import Bound, Estimate, MeasureKey, Occurrence, Verdict, times_met
from simulator.measures.keys import from_outside
from simulator.reports.certainty import periods, share_text, times_text
from simulator.reports.document import Text, Tone
from simulator.reports.figures import COUNT, MINUTES, PERCENT, Unit, number
from simulator.reports.run.score_lines import Standing, standing_of
from simulator.results.result import Result
from simulator.scenario import Scenario
from simulator.scenario.clocks import SECONDS_PER_MINUTE
from simulator.scenario.quantities import Duration

_VERDICTS = {
    Verdict.MET: N_("{norm}: met"),
    Verdict.UNCLEAR: N_("{norm}: unclear"),
    Verdict.MISSED: N_("{norm}: not met"),
}

_WITH_TIMES = {
    Verdict.MET: N_("{said}, in {times}"),
    Verdict.UNCLEAR: N_("{said}, met in {times}"),
    Verdict.MISSED: N_("{said}, met in {times}"),
}


MEAN_WAIT = {2022: 30, 2025: 15}
"""Most minutes of the mean wait of a visit by the year from which, each until the next: Decision
468/QĐ-TTg. No newer norm of the country is known."""


@dataclass(frozen=True, slots=True)
class Norm:
    """What the waits of a Center are held against, where and when they are."""

    minutes: float
    key: MeasureKey
    """The measure that is held against it."""
    name: str
    standing: Standing
    """Where it is written."""
    since: int | None = None
    """Year from which it holds, if that is known."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A norm, held against a result."""

    verdict: Verdict
    norm: Norm
    estimate: Estimate
    """What it is judged by."""
    unit: Unit
    met: Occurrence
    """In how many of the replications that have something to judge it holds."""
    periods: str
    """What these are called."""

    @property
    def text(self) -> str:
        """The verdict as a line, its sign first, with the share of replications that meet it.

        One replication is all that it may be judged by: then chance is not allowed for.
        """
        said = _(_VERDICTS[self.verdict]).format(norm=self.norm.name)
        if self.met.of == 1:
            return f"{self.verdict} {_('{said}, in one run').format(said=said)}"
        times = times_text(self.met, self.periods)
        return f"{self.verdict} {_(_WITH_TIMES[self.verdict]).format(said=said, times=times)}"

    @property
    def full_text(self) -> str:
        """The same with the 95 % interval of that share, where there is room."""
        return self.text if self.met.of == 1 else f"{self.text} ({share_text(self.met)})"

    @property
    def cell(self) -> Text:
        """The verdict as it stands in a table."""
        return Text(self.text, Tone[self.verdict.name], self.full_text, self.norm.standing.text)

    def data(self) -> dict[str, object]:
        """Return it for programs; it is JSON."""
        return {
            "name": self.norm.name,
            "source": self.norm.standing.text,
            "measure": str(self.norm.key),
            "verdict": self.verdict.name.lower(),
            "years": self.met.data(),
        }


def mean_wait_norm(scenario: Scenario) -> Norm | None:
    """Return the norm of the mean wait that holds for a Center in the last year that is reported.

    It is that of the scenario, or that of the country in that year; before there was any, the first
    one that was to come. None where the country is another.
    """
    key, own = from_outside("wait_mean"), scenario.scores.norms.mean_wait
    if own is not None:
        standing = standing_of(scenario, "scores.norms.mean_wait")
        return _own(own, key, N_("{minutes} min on average (own norm)"), standing)
    if scenario.calendar.country != "VN":
        return None
    year = max((each for each in MEAN_WAIT if each <= scenario.period.to.year), default=None)
    year = year or min(MEAN_WAIT)
    name = _("{minutes} min (Decision 468, {year})").format(minutes=MEAN_WAIT[year], year=year)
    source = Standing(_("Decision 468/QĐ-TTg (2021)"), is_assumed=False)
    return Norm(MEAN_WAIT[year], key, name, source, year)


def longest_wait_norm(scenario: Scenario) -> Norm | None:
    """Return the norm of the longest wait of the place that a scenario tells of; mostly none."""
    own = scenario.scores.norms.longest_wait
    if own is None:
        return None
    key = from_outside(f"wait_within_{own.seconds / SECONDS_PER_MINUTE:.0f}")
    standing = standing_of(scenario, "scores.norms.longest_wait")
    return _own(own, key, N_("nobody over {minutes} min (own norm)"), standing)


def _own(most: Duration, key: MeasureKey, name: str, standing: Standing) -> Norm:
    minutes = most.seconds / SECONDS_PER_MINUTE
    return Norm(minutes, key, _(name).format(minutes=number(minutes, COUNT)), standing)


def judged_mean_wait(result: Result) -> Judged | None:
    """Hold the mean wait against its norm; None where there is none, or nobody came."""
    norm = mean_wait_norm(result.scenario)
    if norm is None:
        return None
    wait, bound = result[norm.key], Bound("<=", norm.minutes)
    met = times_met([bound], [result.series(norm.key)])
    if met is None:
        return None
    verdict = bound.judge(wait, norm.key.entry)
    return Judged(verdict, norm, wait, MINUTES, met, periods(result.scenario))


def judged_longest_wait(result: Result) -> Judged | None:
    """Hold the longest wait against its norm, likewise.

    Where nobody waited longer in nearly all replications, the runs cannot tell; one replication is
    taken at its word.
    """
    norm = longest_wait_norm(result.scenario)
    if norm is None:
        return None
    within, met = result[norm.key], times_met([Bound(">=", 1.0)], [result.series(norm.key)])
    if met is None:
        return None
    verdict = Verdict.MET if within.mean == 1 else Verdict.MISSED
    if within.unlike and met.times:
        verdict = Verdict.UNCLEAR
    return Judged(verdict, norm, within, PERCENT, met, periods(result.scenario))


def judged_norms(result: Result) -> list[Judged]:
    """Return all norms."""
    judged = (judged_mean_wait(result), judged_longest_wait(result))
    return [norm for norm in judged if norm]


def missed_norms(result: Result) -> list[Judged]:
    """Return the norms that are not met."""
    return [norm for norm in judged_norms(result) if norm.verdict is Verdict.MISSED]
