"""Write published figures beside those of the scenarios of 2026.

Usage: nice python docs/published.py

Every scenario is run as often, and with the seed, that the page names. A figure is *set* where the
scenario was written with it, so that it must come out, and *comes out* where it follows from the
rest: these can be wrong, and the page says where they are and why that may be. The tables go
between the marks `published`, `no-shows` and `in-a-row` of docs/published.md.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from blocks import ROOT, put
from numpy.typing import NDArray

import simulator
from simulator.demand.workload import DAY, Channel, JobFlag, JobKind
from simulator.measures import Estimate, student_interval
from simulator.studies import Replication

FOLDER = ROOT / "scenarios"
SEED = 2026
REPLICATIONS = 20
MINUTE = 60
DESKS = {"ward": 4, "special": 5}
"""Reception counters and the one that returns results, by how the names of the files begin."""

Of = Callable[[Replication], float]
"""What one replication comes to."""


class Figure(NamedTuple):
    """A published figure, and what it is in a scenario."""

    what: str
    published: str
    source: str
    of: Of
    shown: str
    """A number as it is written, by `str.format`."""
    is_set: bool
    remark: str
    """Why the two differ, or may."""


def measure(name: str, per: float = 1) -> Of:
    """Return a measure."""
    return lambda one: per * float(one.measures[name])


def share(part: str, whole: str) -> Of:
    """Return a measure in hundredths of another."""
    return lambda one: 100 * float(one.measures[part] / one.measures[whole])


def _days(one: Replication) -> int:
    """Count the days of the period on which citizens come."""
    arrivals = one.outcome.trips.arrival[one.outcome.trips.ticketed]
    return len(np.unique(arrivals[arrivals >= one.workload.period_start] // DAY))


def visits_a_desk(desks: int) -> Of:
    """Return the visits of an open day for each desk."""
    return lambda one: float(one.measures["visits"]) / _days(one) / desks


def _accepted_on(one: Replication) -> NDArray[np.int64]:
    """Count the dossiers of the period by the day on which they are accepted."""
    accepted = one.outcome.jobs.accepted
    days = accepted[accepted >= one.workload.period_start] // DAY
    return np.unique(days, return_counts=True)[1]


def busiest_day(one: Replication) -> float:
    """Return the dossiers accepted on the day that has most of them."""
    return float(_accepted_on(one).max())


def online_share(one: Replication) -> float:
    """Return the share of accepted dossiers that were filed online, in hundredths."""
    accepted = one.outcome.jobs.accepted >= one.workload.period_start
    return 100 * float(np.mean(one.workload.jobs.channel[accepted] == Channel.ONLINE))


def filing_to_result(one: Replication) -> float:
    """Return the mean minutes from the door to the last result of who comes to certify.

    Who goes home before it, and comes again, is left out.
    """
    jobs, collected = one.workload.jobs, one.outcome.jobs.collected
    certified = jobs.procedure == one.workload.procedures.index("certification")
    visits = np.flatnonzero(
        certified & (jobs.dossiers > 0) & (jobs.begin >= one.workload.period_start)
    )
    last = np.array([collected[row + 1 : row + 1 + jobs.dossiers[row]].max() for row in visits])
    came = jobs.begin[visits]
    on_the_day = last // DAY == came // DAY
    return float((last - came)[on_the_day].mean()) / MINUTE


def service_of_booked(one: Replication) -> float:
    """Return the mean minutes of work at the counter of visits with an appointment."""
    jobs = one.workload.jobs
    is_booked = (jobs.kind == JobKind.VISIT) & (jobs.flags & JobFlag.BOOKED != 0)
    return float(one.workload.ops.amount[jobs.first_op[:-1][is_booked]].mean()) / MINUTE


def longest_wait(one: Replication) -> float:
    """Return the longest wait of the period, in minutes."""
    trips = one.outcome.trips
    waited = trips.ticketed & (trips.gone >= 0) & (trips.arrival >= one.workload.period_start)
    return float((trips.gone - trips.arrival)[waited].max()) / MINUTE


RESULT = "certification, from the door to the result, min"
VISITS = "visits an open day and desk"
SAME_DAY = Figure(
    RESULT,
    "15, mainly waiting",
    "Ba Điểm, signed by delegation at the counter (vietnam.vn 2025)",
    filing_to_result,
    "{:.0f}",
    False,
    "**differs**: the wait at the door and several papers at once are counted here",
)

BOOKED = (
    Figure(
        "booked, and not used, %",
        "11 – 26",
        "Berlin 2019 and 2023, Neukölln; Dortmund 19",
        share("slots_missed", "appointments"),
        "{:.1f}",
        True,
        "17 do not come; the rest come later than the ten minutes that a place is held",
    ),
    Figure(
        "wait with an appointment, min",
        "5",
        "the norm of Russian one-stop centers",
        measure("booked_wait_mean"),
        "{:.1f}",
        False,
        "a norm, not what was seen",
    ),
    Figure(
        "service of a booked visit, min",
        "12",
        "Berlin",
        service_of_booked,
        "{:.1f}",
        False,
        "**differs**: most are certifications, which are short",
    ),
    Figure(
        RESULT,
        "about 10",
        "Bàn Cờ",
        filing_to_result,
        "{:.0f}",
        False,
        "**differs**: several papers at once, and who comes early waits for the time",
    ),
    Figure(
        "called within 20 min, %",
        "100",
        "Ho Chi Minh City 2025: nobody waits more than 20 minutes (a target)",
        measure("wait_within_20", 100),
        "{:.1f}",
        False,
        "a target, not what was seen",
    ),
)
"""Of both scenarios with appointments."""

FIGURES: Mapping[str, Sequence[Figure]] = {
    "ward-2026": (
        SAME_DAY,
        Figure(
            VISITS,
            "21",
            "Bến Thành: 150 citizens a day, 7 at the desk (computed)",
            visits_a_desk(DESKS["ward"]),
            "{:.0f}",
            False,
            "the return counter is counted as a desk; Saturdays are mornings",
        ),
        Figure(
            "visits a new dossier",
            "2.3",
            "Phú Quốc, four days: 2,804 visitors, 1,208 new dossiers (computed)",
            measure("visits_per_dossier"),
            "{:.2f}",
            False,
            "**differs**: here most dossiers are certified on the spot, several a visit, or filed "
            "online; there citizens file, ask and collect at the counter",
        ),
        Figure(
            "on time, all, %",
            "99.2",
            "Phú Giáo",
            measure("on_time_rate_official", 100),
            "{:.2f}",
            False,
            "**differs**: nothing is mislaid, disputed or keyed in late in the model",
        ),
        Figure(
            "on time, own authority, %",
            "96.2",
            "Phú Giáo",
            measure("on_time_rate_official.own", 100),
            "{:.2f}",
            False,
            "**differs**, and more: there what is decided by others is the better part; here "
            "certifications, almost never late, are most of the own",
        ),
    ),
    "special-zone-2026": (
        Figure(
            "dossiers a working day",
            "80",
            "Vân Đồn, 3rd quarter of 2025: 5,138 (computed)",
            lambda one: float(one.measures["received"]) / _days(one),
            "{:.0f}",
            True,
            "",
        ),
        Figure(
            "filed online, %",
            "93.2",
            "Vân Đồn special zone",
            online_share,
            "{:.1f}",
            True,
            "",
        ),
        Figure(
            "on time, %",
            "99.79",
            "Vân Đồn, 3rd quarter of 2025",
            measure("on_time_rate", 100),
            "{:.2f}",
            False,
            "**differs** little: how long other agencies take is an assumption",
        ),
        Figure(
            "before due, %",
            "73.9",
            "Quảng Ninh, 2025, the whole province",
            measure("before_due_rate", 100),
            "{:.1f}",
            False,
            "**differs**: agencies may answer on the last day more often than assumed, and results "
            "may be booked when they are handed over",
        ),
        Figure(
            "on time, own authority, %",
            "96.2",
            "Phú Giáo: 99.2 of all",
            measure("on_time_rate_official.own", 100),
            "{:.1f}",
            False,
            "lower than all, as there; another Center, and the own dossiers are a tenth here",
        ),
    ),
    "ward-2026-tet": (
        Figure(
            "dossiers on the busiest day",
            "200 – 300",
            "Khánh Bình after Tết 2026",
            busiest_day,
            "{:.0f}",
            True,
            "the surge is set to it",
        ),
        Figure(
            "longest wait after Tết, min",
            "over 60",
            "press, of the first days after Tết",
            longest_wait,
            "{:.0f}",
            False,
            "nobody waits longer than three hours: an assumption",
        ),
        Figure(
            RESULT,
            "about 60",
            "a ward of Saigon in its first week, July 2025",
            filing_to_result,
            "{:.0f}",
            False,
            "the mean of three weeks, of which one is the peak; not the same surge",
        ),
        Figure(
            VISITS,
            "47",
            "Phú Quốc, four days: 2,804 visitors, 15 staff (computed)",
            visits_a_desk(DESKS["ward"]),
            "{:.0f}",
            False,
            "**differs**: there visits also ask and collect; here three weeks, the last as usual",
        ),
        Figure(
            "on time, all, %",
            "99.2",
            "Phú Giáo",
            measure("on_time_rate_official", 100),
            "{:.1f}",
            False,
            "**differs**: here are three weeks, the first of them the worst of the year",
        ),
    ),
    "ward-2026-booked-only": BOOKED,
    "ward-2026-booked": BOOKED,
}

NO_SHOWS: Sequence[tuple[str, Of, str]] = (
    ("dossiers received", measure("received"), "{:.0f}"),
    ("booked and never came", measure("no_shows"), "{:.0f}"),
    ("places booked in vain", measure("slots_missed"), "{:.0f}"),
    ("wait with an appointment, min", measure("booked_wait_mean"), "{:.1f}"),
    ("wait of walk-ins, min", measure("walk_in_wait_mean"), "{:.1f}"),
)
"""What the table of no-shows tells."""

ALL_COME = "appointments.no_show.chance=0"

YEARS = 100
"""Replications by which it is told how years differ: 20 say little of it."""

APART = ("staff.all.sick_spell=1 working days", "demand.day_memory=0")
"""No day knows of the day before."""

IN_A_ROW: Mapping[str, Sequence[str]] = {
    "days apart": APART,
    "sick five days on end": (*APART, "staff.all.sick_spell=5 working days"),
    "busy days follow busy days (0.7)": (*APART, "demand.day_memory=0.7"),
}
"""Of the scenario in which officers are short: as often sick, as many citizens."""


def replicate(name: str, *overrides: str, count: int = REPLICATIONS) -> list[Replication]:
    """Run a scenario as the page has it."""
    scenario = simulator.load_scenario(FOLDER / f"{name}.yaml", overrides=overrides)
    return list(simulator.run(scenario, replications=count, seed=SEED))


def estimated(of: Of, replications: Sequence[Replication]) -> Estimate:
    """Estimate the mean of what replications come to."""
    return student_interval(np.array([of(one) for one in replications]), lowest=0.0)


def cell(estimate: Estimate, shown: str) -> str:
    """Show an estimate with its interval."""
    mean = shown.format(estimate.mean)
    if estimate.low is None or estimate.high is None:
        return mean
    return f"{mean} ({shown.format(estimate.low)} – {shown.format(estimate.high)})"


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Write a table in Markdown."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def published_part() -> str:
    """Return a table a scenario, with its published figures beside its own."""
    parts = []
    for name, figures in FIGURES.items():
        replications = replicate(name)
        rows = [
            (
                figure.what,
                figure.source,
                figure.published,
                cell(estimated(figure.of, replications), figure.shown),
                "set" if figure.is_set else "comes out",
                figure.remark,
            )
            for figure in figures
        ]
        heads = ("figure", "source", "published", "the scenario", "it", "why they differ")
        parts.append(f"### {name}.yaml\n\n{table(heads, rows)}")
    return "\n\n".join(parts)


def no_shows_part() -> str:
    """Return what those who book and do not come cost in the scenario of a mix."""
    pair = replicate("ward-2026-booked"), replicate("ward-2026-booked", ALL_COME)
    rows = [
        (what, *(cell(estimated(of, replications), shown) for replications in pair))
        for what, of, shown in NO_SHOWS
    ]
    return table(("a year", "17 % do not come", "all come"), rows)


def in_a_row_part() -> str:
    """Return what it costs that bad days come in a row, and how much more the years differ."""
    overdue = [
        np.array([one.measures["overdue"] for one in replicate("van-don-2021", *each, count=YEARS)])
        for each in IN_A_ROW.values()
    ]
    rows = [
        ("overdue", *(cell(student_interval(each, lowest=0.0), "{:.0f}") for each in overdue)),
        ("standard deviation over the years", *(f"{each.std(ddof=1):.0f}" for each in overdue)),
        ("nine years in ten have at most", *(f"{np.quantile(each, 0.9):.0f}" for each in overdue)),
    ]
    return table(("dossiers a year", *IN_A_ROW), rows)


PARTS: Mapping[str, Callable[[], str]] = {
    "published": published_part,
    "no-shows": no_shows_part,
    "in-a-row": in_a_row_part,
}
"""The parts of the page, by their marks."""


if __name__ == "__main__":
    for mark, part in PARTS.items():
        put(mark, part())
