"""Predict each day of Warsaw's offices from the others, and write docs/validation.md.

Usage: nice python docs/validation.py

The data lie beside the project, in ../shared/data/warsaw: tickets of district offices, and the
snapshots that they were reconstructed from. Each day is predicted by a scenario that `onestop fit`
makes of the other days; its arrivals and the counters that were open are given. Takes some minutes.
"""

import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import product

import numpy as np
from blocks import ROOT
from numpy.typing import NDArray

from simulator.demand.workload import DAY
from simulator.records import Reading, Snapshots, TicketLog, read_snapshots, read_tickets
from simulator.records.from_snapshots import completed
from simulator.scenario import Scenario
from simulator.studies.fit.calls_alone import with_counters, with_pace
from simulator.studies.fit.fitting import FittedLobby, fit_lobby
from simulator.studies.fit.scenario import scenario_data
from simulator.studies.fit.services import NEVER
from simulator.studies.pools.this_process import ThisProcess
from simulator.studies.replay.source import days_of
from simulator.studies.running import run
from simulator.studies.validation.judging import MODEL, Judgement, judge
from simulator.studies.validation.queue_days import QueueDays
from simulator.studies.validation.scores import FIGURES
from simulator.studies.validation.validating import Split, Validating
from simulator.studies.validation.yardsticks import HEAD, LAST_CALLED, LENGTH, MEAN, MEDIAN

DATA = ROOT.parent / "shared" / "data" / "warsaw"
PAGE = ROOT / "docs" / "validation.md"

COPIES = ("UD_Wola", "USC_Falecka")
"""Offices whose queues are listed a second time under these names."""
UNLIKE = (date(2019, 12, 30), date(2019, 12, 31))
"""The last days of the year."""
LEAST_DAYS = 4
"""Days of a queue, from which on it is scored."""
REPLICATIONS, SEED = 10, 20_200_101
WAIT, WITHIN_15 = FIGURES.index("wait_mean"), FIGURES.index("wait_within_15")

PLAIN, WHOLE = "plain", "whole"
MODELS = {
    WHOLE: "**`onestop fit`**: shared counters, chosen by target; hurry, silent leaving",
    PLAIN: "Plain multi-server: own counters, no hurry, nobody leaves",
}
"""What is told of each model."""
YARDSTICKS = {
    MEAN: "Mean of the other days",
    MEDIAN: "Median of the other days",
    LAST_CALLED: "Last to enter service",
    HEAD: "Head of the line",
    LENGTH: "Queue length",
}
HEADS = (
    "error of the mean wait, min",
    "correlation",
    "error of the share within 15 min",
    "correlation within a queue",
    "bias, min",
)
SEEING = (LAST_CALLED, HEAD, LENGTH)


@dataclass(frozen=True)
class Records:
    """What was read."""

    all: TicketLog
    """The clean ones, and the tickets that snapshots show of the other queue-days."""
    snapshots: Snapshots


@dataclass(frozen=True)
class Task:
    """Days of an office, each to be predicted from the others by a model."""

    model: str
    office: str
    days: tuple[date, ...]


Found = dict[tuple[str, str, date], NDArray[np.float64]]
"""Figures of each replication, by office, queue and day. Shape (replications, figures)."""


@cache
def read_clean() -> Reading[TicketLog]:
    """Read the tickets of queue-days whose numbers run without a gap."""
    return read_tickets(DATA / "tickets.csv.gz")


def clean() -> TicketLog:
    """Return these tickets."""
    return read_clean().log


@cache
def records() -> Records:
    """Read the snapshots, too."""
    names = read_clean().queue_ids
    snapshots = read_snapshots(DATA / "snapshots.csv.gz", queue_names=names).log
    return Records(completed(clean(), snapshots), snapshots)


def on(log: TicketLog, days: Sequence[date]) -> TicketLog:
    """Return the tickets of some days."""
    wanted = [(day - log.first_day).days for day in days]
    return log.only(np.flatnonzero(np.isin(log.taken // DAY, wanted)))


def fitted(model: str, log: TicketLog, snapshots: Snapshots, office: str) -> FittedLobby:
    """Fit a model to days of an office."""
    lobby = fit_lobby(log, office)
    if model == PLAIN:
        return with_pace(lobby, snapshots, known=(0.0, NEVER))
    return with_pace(with_counters(lobby, snapshots), snapshots)


def predicted(task: Task) -> Found:
    """Predict each day of an office from the others."""
    data = records()
    found: Found = {}
    # When the doors open is known beforehand; of what stands on their door, days tell too little.
    opening = scenario_data(fit_lobby(data.all, task.office), "log")["calendar"]
    for day in task.days:
        others = [other for other in task.days if other != day]
        lobby = fitted(task.model, on(data.all, others), data.snapshots, task.office)
        scenario = scenario_data(lobby, "log") | {"calendar": opening}
        known = {*scenario["fields"].values()}
        log = on(data.all, [day])
        is_known = np.array([name in known for name in log.queues])
        log = log.only(np.flatnonzero(is_known[log.queue]))
        validating = Validating(
            Scenario.model_validate(scenario),
            log,
            Split((day,), (day,), is_unseen=True),
            office=task.office,
            snapshots=data.snapshots,
        )
        run(
            validating.experiment(seed=SEED, replications=REPLICATIONS),
            ThisProcess(),
            on_event=validating.take,
        )
        figures = validating.found
        for row, queue in enumerate(validating.days.queue.tolist()):
            found[task.office, log.queues[queue], day] = figures[:, :, row]
    return found


def judged(found: Found, days: Sequence[date]) -> Judgement:
    """Judge predictions of some days by the tickets of clean queue-days."""
    log = on(clean(), days)
    copies = np.isin(np.array(log.offices)[log.office], COPIES)
    all_days = QueueDays.of(log, np.flatnonzero(~copies[log.queue]))
    replications = np.full((REPLICATIONS, len(FIGURES), len(all_days)), np.nan)
    first = log.first_day.toordinal()
    for row, (queue, day) in enumerate(zip(all_days.queue, all_days.day, strict=True)):
        name = log.offices[log.office[queue]], log.queues[queue], date.fromordinal(first + day)
        if name in found:
            replications[:, :, row] = found[name]
    number = np.bincount(all_days.queue)[all_days.queue]
    return judge(
        all_days,
        replications.mean(axis=0),
        asked=number >= LEAST_DAYS,
        replications=replications,
    )


def studied(
    days: Sequence[date], pool: ProcessPoolExecutor, models: Sequence[str] = tuple(MODELS)
) -> dict[str, Judgement]:
    """Predict and judge some days, by each model."""
    log = clean()
    offices = [office for office in log.offices if office not in COPIES]
    tasks = [
        Task(model, office, tuple(day for day in days_of(log, office) if day in days))
        for model, office in product(models, offices)
    ]
    found: dict[str, Found] = {model: {} for model in models}
    for task, of_office in zip(tasks, pool.map(predicted, tasks), strict=True):
        found[task.model] |= of_office
    return {model: judged(found[model], days) for model in models}


def _row(name: str, judgement: Judgement, predictor: str) -> str:
    scores = judgement.scores[predictor]
    wait, share = scores[WAIT], scores[WITHIN_15]
    cells = (
        f"{wait.error:.1f}",
        f"{wait.correlation:.2f}",
        f"{share.error:.3f}",
        f"{wait.within:.2f}",
        f"{wait.bias:+.1f}",
    )
    return f"| {name} | " + " | ".join(cells) + " |"


def table(judged_by: dict[str, Judgement]) -> str:
    """Write the scores of the models, and of what predicts without one."""
    whole = judged_by[WHOLE]
    lines = [
        f"| | {' | '.join(HEADS)} |",
        "|---|--:|--:|--:|--:|--:|",
        *(_row(YARDSTICKS[name], whole, name) for name in (MEAN, MEDIAN)),
        *(
            _row(MODELS[model], judgement, MODEL)
            for model, judgement in reversed(judged_by.items())
        ),
    ]
    if whole.floor:
        floor = replace(whole, scores={MODEL: whole.floor})
        lines.append(
            _row("Noise floor: one run of the model predicted by the others", floor, MODEL)
        )
    lines += [_row(f"*sees the present:* {YARDSTICKS[name]}", whole, name) for name in SEEING]
    return "\n".join(lines)


def differences(judgement: Judgement) -> Iterator[str]:
    """Say by how much the model is nearer than simple guesses."""
    for name in (MEAN, MEDIAN):
        wait = judgement.differences[name][WAIT]
        difference = f"{wait.mean:+.1f} min ({wait.low:+.1f} to {wait.high:+.1f})"
        yield f"- beside the {YARDSTICKS[name].lower()}: {difference}"


def of_offices(judgement: Judgement) -> str:
    """Write the errors by office."""
    log, days = judgement.days.log, judgement.days
    office = log.office[days.queue]
    lines = [
        "| office | queue-days | mean wait seen, min | error | error of the median |",
        "|---|--:|--:|--:|--:|",
    ]
    for number in np.unique(office[judgement.judged]).tolist():
        own = judgement.judged & (office == number)
        seen = days.seen[WAIT, own]
        errors = [
            np.abs(judgement.predicted[name][WAIT, own] - seen).mean() for name in (MODEL, MEDIAN)
        ]
        cells = (f"{own.sum()}", f"{seen.mean():.1f}", *(f"{error:.1f}" for error in errors))
        lines.append(f"| {log.offices[number]} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def page(all_days: dict[str, Judgement], usual: dict[str, Judgement]) -> str:
    """Write the page."""
    whole, usual_whole = all_days[WHOLE], usual[WHOLE]
    log = clean()
    return f"""# Does it predict days that it has not seen?

Made by `python docs/validation.py` from public records of the district offices of Warsaw
(repository HaZdula/kolejkeR, from the city's open data): {len(log.taken):,} tickets of eight days,
reconstructed first-in-first-out from snapshots of who waits, one each five minutes. Each day is
predicted by the scenario that `onestop fit` makes of the other days. The arrivals of the day and
the number of open counters are given, and so are the opening hours; services, patience, who is
called next and who serves whom are the model's. Waits of the model are noted at the snapshots, as
those of the records are. Nothing is set by hand for an office.

**What is scored.** The mean wait of a queue on a day, and the share that waits at most 15 minutes:
{whole.scores[MODEL][WAIT].n} queue-days of queues with at least {LEAST_DAYS} clean days. Two
offices are left out whose queues are those of others, listed a second time
({", ".join(COPIES)}). *Correlation within a queue* is that of the deviations of log(1 + wait) from
the queue's own mean: a prediction that is the same every day has 0. The mean and the median of the
other days know nothing of the day itself. Those who *see the present* predict each ticket from what
is to be seen as it is taken, and are no rivals of a plan. The noise floor is what the model makes
of itself: no model comes nearer.

## All eight days

{table(all_days)}

The error of the model less that of a yardstick, on the same queue-days, with its 95 % interval over
office-days (eight days are few: one office on 30 December moves its end by minutes):

{chr(10).join(differences(whole))}

{of_offices(whole)}

## Without 30 and 31 December

The last days of the year are unlike the rest: on the 30th twice as many tickets are taken, and
waits are more than twice as long. Here they are neither predicted nor fitted on
({usual_whole.scores[MODEL][WAIT].n} queue-days).

{table(usual)}

{chr(10).join(differences(usual_whole))}

Where days are alike, the model comes no nearer than the mean or the median of the other days, and
knows only to a small part on which of them the wait is longer. What it is for are days that are
unlike: those of which no other day tells.

## What made the difference

- **Service quickens with the queue** (`hurry`), and **some leave without a word**, so that long
  queues hold tickets to which nobody comes. Without either, a model that is right on usual days has
  waits without end on busy ones. Usual days hardly tell the two apart; what counts is that they are
  there.
- **Counters are shared.** The records name no counters; but the numbers of open counters of some
  queues change in the same snapshots: they are the same ones. Who is called next is whoever has
  waited longest beside what is usual in their queue (`chooses: target`). First come first served
  across such queues gives them all the same wait, which is not what is seen.
- **Queues whose numbers have gaps** are served by these counters too. Their tickets are taken from
  the snapshots and simulated, but not scored. Where numbers jump, nobody has come.
- **Between two snapshots** citizens come one by one. If all of them come at the snapshot, an
  interruption of the series becomes a crowd.
- **Counters close for the day when nobody waits any more**: if the model still has a queue then,
  they stay; and no wait is longer than until the last snapshot of its day.

## What did not

- *Services of each queue fitted by themselves* where counters are shared: the waits of one are
  moved by the services of the others, and the fit follows the noise. Busy periods say which
  services are longer than others; simulated waits say how long they are all together.
- *A hurry and a patience of each queue* instead of one pair for the office: nearer on the days that
  were fitted, farther on the others.
- *The number of open counters to the power of 0.7* instead of shared counters: about as near, and
  nothing that a planner could change.
- *Hurry and patience from the days alone*: days that are alike do not tell how citizens behave when
  three times as many wait, and a fit in which nobody leaves goes astray there. So a pair must be
  better by a hundredth of the error to be one step from the usual one, a hurry of 0.2 and a
  patience of four hours.

## What it does not say

- The usual hurry and patience were chosen with these records at hand, for all offices together:
  there were no others to choose them on. Only new records will tell how far they hold elsewhere.
- Eight days are few, and of two weeks at the turn of a year.
- Arrivals and open counters are given: who will come tomorrow is another question. And no log
  proves what would have been with one more counter.
"""


if __name__ == "__main__":
    if not DATA.exists():
        sys.exit(f"the records are not there: {DATA}")
    with ProcessPoolExecutor() as pool:
        days = days_of(clean(), "UD_Bielany")
        every = studied(days, pool)
        usual = studied([day for day in days if day not in UNLIKE], pool, [WHOLE])
    PAGE.write_text(page(every, usual), encoding="utf-8")
