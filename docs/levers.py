"""Write the tables of what the scenarios and levers of Vân Đồn do.

Usage: nice python docs/levers.py [REPLICATIONS]

Every case is a scenario file, or some values set, beside a baseline: the same citizens with the
same needs come to both, but for what the case changes in them, so the differences are taken
replication by replication. All intervals of a table together hold with 95 %, by Bonferroni: of so
many at 95 % each, some would leave out 0 by chance. The tables go between the marks in the pages:
`removals`, what each thing that the shipped scenario heeds does; `levers`, what a planner could
change; `scenarios`, the question of every file with its answer.
"""

import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import NamedTuple

import numpy as np
from blocks import ROOT, put
from numpy.typing import NDArray

import simulator
from simulator.measures import MeasureKey
from simulator.reports.comparison.charts import scaled
from simulator.reports.differences import family_text
from simulator.studies import Comparison, Difference, paired_difference
from simulator.studies.paired import family_confidence

FOLDER = ROOT / "scenarios"
SEED = 2021
PROCESSES = 2
REPLICATIONS = 20


class Run(NamedTuple):
    """A scenario file and the values set in it."""

    file: str = "van-don-2021"
    overrides: tuple[str, ...] = ()


class Case(NamedTuple):
    """A run beside the one that it differs from."""

    run: Run
    baseline: Run = Run()


class Column(NamedTuple):
    """A measure as the tables show it."""

    measure: str
    head: str
    per: float
    digits: int


Values = Mapping[str, NDArray[np.float64]]
"""A measure by its name, one value a replication."""

COLUMNS = (
    Column("wait_mean", "mean wait, min", 1, 1),
    Column("before_due_rate", "before due, points", 100, 1),
    Column("on_time_rate", "before due or on time, points", 100, 2),
    Column("overtime_hours", "overtime, h a year", 1, 0),
)
"""What the tables show: waits in minutes, rates in percentage points."""


def setting(*overrides: str) -> Case:
    """Return the shipped scenario with some values set."""
    return Case(Run(overrides=overrides))


def file(name: str) -> Case:
    """Return another file beside the shipped one."""
    return Case(Run(f"van-don-2021-{name}"))


SEAL_AWAY = Run("van-don-2021-headquarters-seal")
QUARTERS = ", ".join(f"{quarter // 4:02}:{15 * (quarter % 4):02}" for quarter in range(30, 68))
"""Every quarter of an hour from 07:30 to 16:45."""

REMOVALS = {
    "opinions of other agencies": setting("procedures.all.consult=[]"),
    "other duties of officers": setting("staff.all.other_duties=0"),
    "leave and sickness": setting("staff.all.leave=0 working days", "staff.all.sick=0"),
    "signing hours: the vice chair signs all day": setting("staff.vice-chair.calendar=office"),
    "due-date discipline: first come, first served": setting(
        "queues.appraise.discipline=fifo", "queues.approve.discipline=fifo"
    ),
    "limits: nothing is ever due": setting("procedures.all.limit=none"),
    "incomplete dossiers, supplements and corrections": setting(
        "procedures.all.incomplete=0",
        "procedures.all.supplement.chance=0",
        "procedures.all.correction=0",
    ),
    "the morning rush: visits spread evenly": setting(
        "demand.hours={7: 1, 8: 2, 9: 2, 10: 2, 11: 1, 13: 1, 14: 2, 15: 2, 16: 2}"
    ),
    "busy and quiet days, weekdays and months": setting(
        "demand.day_cv=0", "demand.weekdays={mon: 1}", "demand.months={jan: 1}"
    ),
    "agents who bring many dossiers at once": setting("procedures.all.bundle={1: 1}"),
    "counters that help one another: each calls its own": setting(
        "staff.land-counter.helps=[]", "staff.general-counter.helps=[]"
    ),
    "closing and patience: whoever has come is served, however late": setting(
        "queues.receive.last_ticket=none",
        "queues.receive.overtime_at_most=none",
        "queues.return.overtime_at_most=none",
        "citizens.patience=none",
    ),
    "enquiries": setting("demand.enquiries.volume=0 per year"),
    "the courier's timetable, with the seal at headquarters: a trip every quarter of an hour": Case(
        Run(
            SEAL_AWAY.file,
            (f"courier.to_headquarters=[{QUARTERS}]", f"courier.to_center=[{QUARTERS}]"),
        ),
        SEAL_AWAY,
    ),
}
"""What makes the shipped scenario more than a toy, each taken away alone."""

LEVERS = {
    "training: a tenth faster, half the mistakes": file("trained"),
    "discipline: half the sick days, a third less of other duties": file("discipline"),
    "two to three dossiers in ten move online": file("online"),
    "the second seal at headquarters": file("headquarters-seal"),
    "appraisal, approval and seal at headquarters": file("headquarters"),
    "certified copies collected later": file("certification-later"),
    "the justice counter helps the land counter, too": file("helping-counters"),
    "pooled counters": file("pooled-counters"),
    "an hour longer a day": setting("calendar.hours={mon-fri: [07:00-11:30, 13:00-17:00]}"),
    "an extra desk at the land counter": setting("staff.land-counter.officers=4"),
    "one officer fewer at the land counter": setting("staff.land-counter.officers=2"),
    "one officer more at the bottleneck (land specialists)": setting(
        "staff.land-office.officers=8"
    ),
    "one officer more elsewhere (seal clerk)": setting("staff.seal-clerk.officers=2"),
}
"""What a planner could change, each alone."""

AFTER_TET = Run("van-don-2021-tet")
WARD = Run("ward-2026")
SPECIAL_ZONE = Run("special-zone-2026")
BASELINES = {
    AFTER_TET.file: Run(overrides=("period.from=2021-02-17", "period.to=2021-03-05")),
    "van-don-2021-tet-prepared": AFTER_TET,
    "van-don-2021-summer-leave": Run(overrides=("period.from=2021-07-01", "period.to=2021-08-31")),
    WARD.file: WARD,
    "ward-2026-tet": Run(WARD.file, ("period.from=2026-02-23", "period.to=2026-03-13")),
    "ward-2026-booked": WARD,
    "ward-2026-booked-only": WARD,
    SPECIAL_ZONE.file: SPECIAL_ZONE,
}
"""What a file is compared with, where it is not the shipped scenario over its whole year."""

QUANG_YEN, HOA_XUAN = Run("quang-yen-2025"), Run("hoa-xuan-2025")
HELPED = Run(HOA_XUAN.file, ("staff.other-counters.helps=[receive/land]",))
ANCHORS: dict[str, tuple[str, tuple[tuple[Run, str], ...]]] = {
    QUANG_YEN.file: (
        "who comes from 7 to 8 waits {:.0f} min; from 8 to 9 {:.0f} min, some over lunch",
        ((QUANG_YEN, "wait_mean.07h"), (QUANG_YEN, "wait_mean.08h")),
    ),
    HOA_XUAN.file: (
        "others work {:.0%} of their hours; if they help, land waits {:.0f} → {:.0f} min",
        (
            (HOA_XUAN, "utilization.other-counters"),
            (HOA_XUAN, "wait_mean.receive/land"),
            (HELPED, "wait_mean.receive/land"),
        ),
    ),
}
"""Of Centers that are compared with nothing: the sentence, and the measures in it."""


def replicate(run: Run, replications: int) -> Values:
    """Return all measures of a run."""
    scenario = simulator.load_scenario(FOLDER / f"{run.file}.yaml", overrides=run.overrides)
    each = [one.measures for one in simulator.run(scenario, replications=replications, seed=SEED)]
    return dict(zip(each[0].keys(), np.column_stack([one.values for one in each]), strict=True))


def cell(difference: Difference, column: Column) -> str:
    """Show a difference with its interval, in bold where the interval leaves out 0."""
    estimate = scaled(difference.estimate, column.per)
    if estimate.low is None or estimate.high is None:
        return signed(estimate.mean, column)
    ends = f"{signed(estimate.low, column)} to {signed(estimate.high, column)}"
    text = f"{signed(estimate.mean, column)} ({ends})"
    return f"**{text}**" if difference.is_seen else text


def signed(value: float, column: Column) -> str:
    """Show a difference with its sign; what rounds to nothing has none."""
    text = f"{value:+.{column.digits}f}"
    return text[1:] if float(text) == 0 else text.replace("-", "−")


def compared(cases: Mapping[str, Case], results: Mapping[Run, Values]) -> Comparison:
    """Compare every case with its baseline in every column, as one family."""
    confidence = family_confidence(len(cases) * len(COLUMNS))
    differences = tuple(
        paired_difference(
            MeasureKey(column.measure),
            ("baseline", results[case.baseline][column.measure]),
            (name, results[case.run][column.measure]),
            confidence=confidence,
        )
        for name, case in cases.items()
        for column in COLUMNS
    )
    return Comparison(differences, len(cases), len(COLUMNS))


def table(cases: Mapping[str, Case], results: Mapping[Run, Values], *, corner: str) -> str:
    """Lay out cases by columns, below the level of the shipped scenario; a note says how sure."""
    shipped, comparison = results[Run()], compared(cases, results)
    levels = [
        f"{column.per * shipped[column.measure].mean():.{column.digits}f}" for column in COLUMNS
    ]
    rows: list[Sequence[str]] = [
        (corner, *(column.head for column in COLUMNS)),
        ("---",) * (1 + len(COLUMNS)),
        ("*the shipped scenario*", *(f"*{level}*" for level in levels)),
    ]
    for name in cases:
        own = [each for each in comparison.differences if each.second == name]
        rows.append((name, *map(cell, own, COLUMNS)))
    family = family_text(comparison.pairs, comparison.measures, comparison.confidence)
    note = (
        f"Paired differences over {len(shipped[COLUMNS[0].measure])} replications, seed {SEED}, in "
        "bold where the interval leaves out 0; where fewer than three replications differ from the "
        f"rest, there is none. {family}"
    )
    return "\n".join((*(f"| {' | '.join(row)} |" for row in rows), "", note))


def scenario_list(files: Iterable[str], results: Mapping[Run, Values]) -> str:
    """List the files with their question and their answer."""
    rows = (f"| `{name}.yaml` | {question(name)} | {answer(name, results)} |" for name in files)
    return "\n".join(("| scenario | asks | answer |", "|---|---|---|", *rows))


def question(name: str) -> str:
    """Return the first question of the comment that opens a file, or its first sentence."""
    lines = (FOLDER / f"{name}.yaml").read_text(encoding="utf-8").splitlines()
    opening = lines[: next(row for row, line in enumerate(lines) if not line.startswith("#"))]
    text = " ".join(line.removeprefix("#").strip() for line in opening)
    asked = re.search(r"(?:^|(?<=[.?:] ))[A-Z][^.?]*\?", text)
    return asked[0] if asked else text.partition(".")[0] + "."


def answer(name: str, results: Mapping[Run, Values]) -> str:
    """Say what came out of a file, in one line."""
    if name in ANCHORS:
        sentence, measures = ANCHORS[name]
        means = (results[run][measure].mean() for run, measure in measures)
        return sentence.format(*means).replace("%", " %")
    run = Run(name)
    baseline = BASELINES.get(name, Run())
    pairs = [results[run]] if run == baseline else [results[baseline], results[run]]

    def change(measure: str, per: float, digits: int) -> str:
        return " → ".join(f"{per * values[measure].mean():.{digits}f}" for values in pairs)

    return (
        f"wait {change('wait_mean', 1, 0)} min; before due {change('before_due_rate', 100, 0)} %; "
        f"before due or on time {change('on_time_rate', 100, 1)} %; "
        f"visits a dossier {change('visits_per_dossier', 1, 2)}"
    )


def main() -> None:
    """Run all cases and put the tables into the pages."""
    replications = int(sys.argv[1]) if len(sys.argv) > 1 else REPLICATIONS
    files = sorted(path.stem for path in FOLDER.glob("*.yaml") if "-plan-" not in path.stem)
    cases = (*REMOVALS.values(), *LEVERS.values())
    runs = dict.fromkeys(
        (*(run for case in cases for run in case), *map(Run, files), *BASELINES.values(), HELPED)
    )
    with ProcessPoolExecutor(PROCESSES) as pool:
        values = pool.map(replicate, runs, [replications] * len(runs))
        results = dict(zip(runs, values, strict=True))
    put("removals", table(REMOVALS, results, corner="without …"))
    put("levers", table(LEVERS, results, corner="lever"))
    put("scenarios", scenario_list(files, results))


if __name__ == "__main__":
    main()
