"""Answering: what a plan changes for the same citizens, again and again while it is worked.

In: today's scenario and a plan, with a shelf of replications. Out: after every replication what a
comparison says by then, as JSON, in the language that is spoken. The numbers are those of
`onestop compare` with the same seed and replications.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import TypeAlias

from simulator.language import _
from simulator.measures import Measures, Verdict
from simulator.reports.certainty import times_text
from simulator.reports.comparison.telling import (
    cautions,
    own_mean,
    sentences_of,
    warnings,
)
from simulator.reports.differences import difference_text
from simulator.reports.figures import MINUTES, mean, mean_and_interval
from simulator.reports.labels import Names
from simulator.reports.levers.wording import LeverWords
from simulator.reports.run.norms import Judged, judged_norms
from simulator.studies.comparison import Alternative, Compared, compared
from simulator.studies.comparison.alternatives import usual_among
from simulator.studies.experiment import Event, Experiment
from simulator.studies.levers import is_better
from simulator.studies.paired import Difference
from simulator.studies.precision import Until
from simulator.web.plans import DeskPlan
from simulator.web.shelf import Borrowed, Shelf
from simulator.web.streaming import IsGivenUp, Told, work_at
from simulator.web.telling import Json, cost, money

Named: TypeAlias = tuple[DeskPlan, str, Sequence[Measures]]
"""A plan, what it is called, and its replications."""

EVERY = 0.25
"""Seconds from one answer to the next at least: more often than that nobody reads."""

_MET = {Verdict.MET: True, Verdict.MISSED: False}


@dataclass(frozen=True, slots=True)
class Answering:
    """What is asked of plans: with which chances, and how often."""

    seed: int
    replications: int
    shelf: Shelf

    def _compared(self, found: Sequence[Named], finished: int) -> Compared:
        """Compare plans with the first, by the replications that all of them have."""
        alternatives = [Alternative(name, None, (), plan.scenario) for plan, name, _all in found]
        return compared(
            alternatives,
            [measures[:finished] for _plan, _name, measures in found],
            usual_among([measures[0].index for _plan, _name, measures in found]),
            seed=self.seed,
            planned=self.replications,
        )

    def first(self, today: DeskPlan) -> None:
        """Serve the first replication of today."""
        experiment = Experiment(self.seed, Until.made(1), store=Borrowed(self.shelf))
        experiment.extend([today.point])
        work_at(experiment, lambda: False)

    def beside(
        self, today: DeskPlan, plans: Sequence[tuple[DeskPlan, str]], is_given_up: IsGivenUp
    ) -> Compared:
        """Compare plans with today, by what is there of them."""
        return self._all(is_given_up, (today, _("today")), *plans)

    def table(
        self, today: DeskPlan, plans: Sequence[tuple[DeskPlan, str]], is_given_up: IsGivenUp
    ) -> Json:
        """Set plans beside today, measure by measure."""
        shown = [(None, _("today"), {}), *((plan.key, name, plan.changes) for plan, name in plans)]
        columns = [dict(zip(("plan", "name", "changes"), each, strict=True)) for each in shown]
        if not plans:
            return {"columns": columns, "rows": []}
        by_key = [(plan, plan.key) for plan in (today, *(plan for plan, _name in plans))]
        return {"columns": columns, "rows": _rows(self._all(is_given_up, *by_key))}

    def _all(self, is_given_up: IsGivenUp, *named: tuple[DeskPlan, str]) -> Compared:
        """Compare plans with the first; what of them was never run is run."""
        kept = Borrowed(self.shelf)
        experiment = self._experiment(kept, [plan for plan, _name in named])
        if not all(kept.measures(plan.source.key) for plan, _name in named):
            work_at(experiment, is_given_up)
        found = [(*each, kept.measures(each[0].source.key)) for each in named]
        return self._compared(found, min(len(measures) for _plan, _name, measures in found))

    def _experiment(self, kept: Borrowed, plans: Sequence[DeskPlan]) -> Experiment:
        experiment = Experiment(self.seed, Until.made(self.replications), store=kept, in_turn=True)
        experiment.extend({each.source.key: each.point for each in plans}.values())
        return experiment

    def answer(
        self,
        today: DeskPlan,
        plan: DeskPlan,
        tell: Callable[[Told], None],
        is_given_up: IsGivenUp,
    ) -> None:
        """Run a plan beside today, and tell what is known when both have more of it."""
        kept = Borrowed(self.shelf)
        experiment = self._experiment(kept, (plan, today))
        named = (today, _("today")), (plan, _("this plan"))
        told, due = 0, 0.0

        def heed(_event: Event | None = None) -> None:
            nonlocal told, due
            both = [(*each, kept.measures(each[0].source.key)) for each in named]
            finished = min(len(measures) for _plan, _name, measures in both)
            if finished > told and (monotonic() >= due or finished == self.replications):
                found = self._compared(both, finished)
                tell(("answer", answer(found, self.replications)))
                told, due = finished, monotonic() + EVERY

        heed()
        work_at(experiment, is_given_up, heed)
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
        "warnings": [*warnings(found), *cautions(found)] if found.finished == of else [],
        "measures": [_measure(found, each) for each in found.comparison.differences],
        "norms": [_norm(Names(plan), each) for each in judged_norms(found.results[-1])],
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
        measure = _within(Names(plan.scenario).measure_with_unit(lead.measure))
        return [said.format(measure=measure, **dict(zip(("today", "plan"), both, strict=True)))]
    lines = list(sentences_of(found, today.name, plan.name, differences))
    if not seen:
        return lines
    words = LeverWords(plan.scenario)
    verdict = words.verdict(seen[0].measure, seen[0].estimate)
    said = _("This plan beside today: {verdict}.")
    return [said.format(verdict=_within(verdict)), *lines[1:]]


def _within(title: str) -> str:
    """Write what begins with a capital as it stands within a sentence."""
    return f"{title[0].lower()}{title[1:]}"


def _norm(names: Names, judged: Judged) -> Json:
    parts = [mean(judged.estimate, judged.unit), judged.norm.name]
    if judged.met.of > 1:
        parts.append(times_text(judged.met, judged.periods))
    return {
        "label": names.measure(judged.norm.key),
        "met": _MET.get(judged.verdict),
        "text": "; ".join(parts),
    }


def _rows(found: Compared) -> list[Json]:
    """Return what plans come to, a row a measure; the first is today."""
    others = [
        [each for each in found.comparison.differences if each.second == alternative.name]
        for alternative in found.alternatives[1:]
    ]
    names = Names(found.base.scenario)
    return [
        {
            "label": names.measure_with_unit(first.measure),
            "cells": [
                own_mean(found, first.first, first).text,
                *(own_mean(found, each.second, each).text for each in (first, *rest)),
            ],
            "verdicts": ["", *(_verdict(each) for each in (first, *rest))],
        }
        for first, *rest in zip(*others, strict=True)
    ]


def _measure(found: Compared, difference: Difference) -> Json:
    names = Names(found.results[-1].scenario)
    return {
        "key": str(difference.measure),
        "label": names.measure_with_unit(difference.measure),
        "today": own_mean(found, difference.first, difference).text,
        "plan": own_mean(found, difference.second, difference).text,
        "text": difference_text(difference.measure.entry, difference.estimate),
        "verdict": _verdict(difference),
    }


def _verdict(difference: Difference) -> str:
    if difference.is_seen:
        return "better" if is_better(difference) else "worse"
    return "alike" if difference.is_none else "open"
