"""Answering: what a plan changes for the same citizens, again and again while it is worked.

In: today's scenario and a plan, with a shelf of replications. Out: after every replication what a
comparison says by then, as JSON, in the language that is spoken. The numbers are those of
`onestop compare` with the same seed and replications.
"""

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

from simulator.language import _
from simulator.measures import Measures, Verdict
from simulator.reports.certainty import times_text
from simulator.reports.comparison.telling import (
    own_mean,
    sentences_of,
    signed_mean,
    warnings,
)
from simulator.reports.differences import difference_text
from simulator.reports.document import Interval
from simulator.reports.figures import MINUTES, bare_unit, mean, mean_and_interval
from simulator.reports.labels import Names
from simulator.reports.levers.wording import LeverWords
from simulator.reports.run.norms import Judged, judged_norms
from simulator.studies.comparison import Alternative, Compared, compared
from simulator.studies.comparison.alternatives import usual_measures
from simulator.studies.experiment import Event, Experiment
from simulator.studies.levers import is_better
from simulator.studies.paired import Difference
from simulator.studies.precision import Until
from simulator.studies.running import run
from simulator.web.plans import Plan
from simulator.web.shelf import Borrowed, Shelf
from simulator.web.streaming import OneAtATime, Told
from simulator.web.telling import Json, cost, money

EVERY = 0.25
"""Seconds from one answer to the next at least: more often than that nobody reads."""

_MET = {Verdict.MET: True, Verdict.MISSED: False}


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of plans: with which chances, and how often."""

    seed: int
    replications: int
    shelf: Shelf

    def compared(
        self, today: Plan, plan: Plan, one: list[Measures], other: list[Measures], name: str = ""
    ) -> Compared:
        """Compare a plan with today by their replications."""
        alternatives = [
            Alternative(_("today"), None, (), today.scenario),
            Alternative(name or _("the plan"), None, (), plan.scenario),
        ]
        return compared(
            alternatives,
            [one, other],
            usual_measures([today.scenario, plan.scenario]),
            seed=self.seed,
            planned=self.replications,
        )

    def answer(
        self,
        today: Plan,
        plan: Plan,
        tell: Callable[[Told], None],
        is_given_up: Callable[[], bool],
    ) -> None:
        """Run a plan beside today, and tell what is known when both have more of it."""
        kept = Borrowed(self.shelf)
        until = Until.made(self.replications)
        experiment = Experiment(self.seed, until, store=kept, in_turn=True)
        points = {each.source.key: each.point for each in (plan, today)}
        experiment.extend(points.values())
        told, due = 0, 0.0

        def heed(_event: Event | None = None) -> None:
            nonlocal told, due
            both = [kept.measures(each.source.key) for each in (today, plan)]
            finished = min(map(len, both))
            if finished > told and (monotonic() >= due or finished == self.replications):
                found = self.compared(today, plan, *(each[:finished] for each in both))
                tell(("answer", answer(found, self.replications)))
                told, due = finished, monotonic() + EVERY

        heed()
        run(experiment, OneAtATime(), on_event=heed, is_cancelled=is_given_up)
        if not is_given_up():
            tell(("done", {}))


def answer(found: Compared, of: int) -> Json:
    """Say what a comparison of two scenarios has shown."""
    today, plan = (each.scenario for each in found.alternatives)
    sentence, *more = _sentences(found)
    return {
        "replications": found.finished,
        "of": of,
        "is_preliminary": found.finished < of,
        "sentence": sentence,
        "more": more,
        "warnings": warnings(found) if found.finished == of else [],
        "measures": [_measure(found, each) for each in found.comparison.differences],
        "norms": [_norm(each) for each in judged_norms(found.results[-1])],
        "cost": {
            "today": cost(today),
            "plan": cost(plan),
            "difference": money(plan, plan.staff_cost - today.staff_cost),
        }
        if today.staff_cost
        else None,
    }


def _sentences(found: Compared) -> list[str]:
    """Say first what changes most visibly, and then what else does."""
    today, plan = found.alternatives
    differences = found.comparison.differences
    seen = [each for each in differences if each.is_seen]
    if today.scenario.hash == plan.scenario.hash:
        waits = mean_and_interval(found.results[0]["wait_mean"], MINUTES)
        return [_("Today the mean wait is {wait}.").format(wait=waits)]
    if found.finished == 1:
        lead = differences[0]
        both = (own_mean(found, each, lead).text for each in (lead.first, lead.second))
        said = _("In the first replication, {measure}: {today} today, {plan} with this plan.")
        measure = Names(plan.scenario).measure_with_unit(lead.measure)
        return [said.format(measure=measure, **dict(zip(("today", "plan"), both, strict=True)))]
    lines = list(sentences_of(found, today.name, plan.name, differences))
    if not seen:
        return lines
    words = LeverWords(plan.scenario)
    verdict = words.verdict(seen[0].measure, seen[0].estimate)
    said = _("This plan beside today: {verdict}.")
    return [said.format(verdict=f"{verdict[0].lower()}{verdict[1:]}"), *lines[1:]]


def _norm(judged: Judged) -> Json:
    parts = [mean(judged.estimate, judged.unit), judged.norm.name]
    if judged.met.of > 1:
        parts.append(times_text(judged.met, judged.periods))
    return {
        "label": _(judged.norm.key.entry.title),
        "met": _MET.get(judged.verdict),
        "text": "; ".join(parts),
    }


def _measure(found: Compared, difference: Difference) -> Json:
    names = Names(found.results[-1].scenario)
    unit = bare_unit(difference.measure.entry.quantity)
    return {
        "key": str(difference.measure),
        "label": names.measure_with_unit(difference.measure),
        "unit": "",
        "today": own_mean(found, difference.first, difference).text,
        "plan": own_mean(found, difference.second, difference).text,
        "difference": signed_mean(difference),
        "interval": Interval(difference.estimate, unit).text,
        "text": difference_text(difference.measure.entry, difference.estimate),
        "verdict": _verdict(difference),
    }


def _verdict(difference: Difference) -> str:
    if difference.is_seen:
        return "better" if is_better(difference) else "worse"
    return "alike" if difference.is_none else "open"
