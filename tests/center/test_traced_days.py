"""Three whole days of a small Center, against the tables worked out by hand in `traced/`.

`traced/REASONING.md` says how each line follows from the rules.
"""

import csv
from pathlib import Path

import pytest

from simulator.center.outcome import JobEnd, TripEnd
from simulator.demand.workload import FAR, JobFlag, OpFlag
from tests.center.build import Scene
from tests.center.happened import Run
from tests.center.moments import MINUTE, told
from tests.center.steps import Dossier, Op, comes_back, courier, serve, serve_citizen

FOLDER = Path(__file__).parent / "traced"
STARTS, STOPS = OpFlag.STARTS_CLOCK, OpFlag.STOPS_CLOCK

Places = dict[tuple[str, str], tuple[int, int]]
"""Job and operation of who and which step."""


def table(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Days:
    """The Center of the three days, and where to find everybody in it."""

    def __init__(self) -> None:
        both_ways = [(day, hour) for day in (0, 1, 3) for hour in (0, 1)]
        out, back = (
            [("10:00", "10:30"), ("15:30", "16:00")],
            [("11:00", "11:30"), ("16:30", "17:00")],
        )
        self.scene = Scene(
            days=4,
            closed=[2],
            cut_off="15:00",
            leaves_silently=True,
            call_out=MINUTE,
            to_headquarters=[tuple(f"{day} {at}" for at in out[nth]) for day, nth in both_ways],
            to_center=[tuple(f"{day} {at}" for at in back[nth]) for day, nth in both_ways],
        )
        self.places: Places = {}
        self.receive = self.scene.station(hurry=(1000, 900))
        self.back = self.scene.station(closing="send-home", tickets_per_day=3)
        self.appraise = self.scene.station(at_break="pause")
        self.seal = self.scene.station(at_break="pause")
        late_start = ["08:00-11:30", "13:30-17:00"]
        self.scene.officer(self.receive)
        self.scene.officer(self.back, helps=[self.receive], days=[0, 1, 3], on=late_start)
        self.scene.officer(self.appraise, days=[0])
        self.scene.officer(self.appraise, days=[1, 3], speed=1.1)
        self.scene.officer(self.seal)
        self.limit = self.scene.limit(working_days=2)
        self.first_day()
        self.later_days()

    def first_day(self) -> None:
        self.online("online", "00:15", 40 * MINUTE, 30 * MINUTE)
        for number, first, work, again in (
            (1, "08:01", 240, "09:00"),
            (2, "08:10", 180, "09:00"),
            (3, "08:20", 120, "09:00"),
            (4, "08:30", 600, "09:00"),
        ):
            self.old(number, 0, [first, again], work)
        self.visit(
            "early",
            "06:50",
            12,
            [*self.through_the_seal(3_000), comes_back(0, OpFlag.BY_SLIP), self.collect("08:30")],
        )
        self.visit("agent", "07:10", 60, [serve(self.appraise, 600, STOPS)], dossiers=12)
        self.visit("elder", "07:20", 6, priority=True)
        self.visit("asks", "08:05", 5, comes="09:15", patience=30 * MINUTE, back_after=3)
        self.visit("after-void", "08:36", 10)
        self.visit(
            "sealed",
            "09:24",
            12,
            [*self.through_the_seal(3_000), comes_back(1), self.collect("09:05")],
        )
        self.visit("missed", "09:50", 10, [*self.through_the_seal(5_401), serve(self.back, 180)])
        brought = serve_citizen(
            self.receive, 300, comes=["08:10"], flags=STARTS | OpFlag.SUPPLEMENT
        )
        asked = serve(self.appraise, 20 * MINUTE, OpFlag.HALTS_CLOCK)
        again = serve(self.appraise, 10 * MINUTE, STOPS)
        self.visit("lacking", "10:10", 10, [asked, comes_back(1), brought, again])
        self.visit("lunch", "13:00", 15, [serve(self.appraise, 10_800, STOPS)])
        self.visit("long", "16:30", 40)
        self.visit("helped", "16:45", 15)
        self.visit("last", "16:50", 10, [serve(self.appraise, 36_000, STOPS)])
        self.visit("shut-out", "17:00", 5, comes="07:00")
        self.online("night", "20:00", 6 * MINUTE, 30 * MINUTE)

    def later_days(self) -> None:
        self.old(6, 1, ["16:40", "09:00"], 120)
        self.old(7, 1, ["16:45", "07:45"], 120)
        self.visit("friday-long", "1 16:20", 60)
        self.visit("friday-helped", "1 16:30", 45)
        self.visit("friday-last", "1 16:55", 10)

    # Who comes

    def through_the_seal(self, appraisal: int) -> list[Op]:
        sealed = serve(self.seal, 300)
        return [serve(self.appraise, appraisal), courier(0), sealed, courier(1, STOPS)]

    def collect(self, comes: str) -> Op:
        return serve_citizen(self.back, 240, comes=[comes])

    def visit(
        self,
        name: str,
        arrival: str,
        minutes: int,
        route: list[Op] | None = None,
        *,
        dossiers: int = 1,
        comes: str = "08:00",
        priority: bool = False,
        patience: int = FAR,
        back_after: int = 1,
    ) -> None:
        brings = [Dossier(route, self.limit, JobFlag.ACCEPTED)] * dossiers if route else []
        number = self.scene.visit(
            self.receive,
            arrival,
            minutes * MINUTE,
            comes=[comes],
            brings=brings,
            priority=priority,
            patience=patience,
            back_after=back_after,
        )
        self.places[name, "receive"] = number, 0
        for nth in range(1, len(brings) + 1):
            self.find(name if dossiers == 1 else f"{name}-{nth}", number + nth, route or [])

    def online(self, name: str, filed: str, reception: int, appraisal: int) -> None:
        route = [serve(self.receive, reception, STARTS), serve(self.appraise, appraisal, STOPS)]
        self.find(name, self.scene.papers(filed, *route, limit=self.limit), route)

    def old(self, number: int, days: int, comes: list[str], work: int) -> None:
        """A dossier with its result ready from the first second on."""
        route = [comes_back(days), serve_citizen(self.back, work, comes=comes)]
        job = self.scene.papers(0, *route, accepted=True, flags=JobFlag.READY)
        self.find(f"old-{number}", job, route)

    def find(self, name: str, job: int, route: list[Op]) -> None:
        """Name the operations of a dossier by their stations and in their order."""
        steps = {self.receive: "receive", self.appraise: "appraise", self.seal: "seal"}
        for number, op in enumerate(route):
            if op.kind == courier(0).kind:
                step = ("courier-out", "courier-back")[op.where]
            elif op.kind == comes_back(0).kind:
                continue
            elif op.flags & OpFlag.SUPPLEMENT:
                step = "supplement"
            else:
                step = steps.get(op.where, "return")
            if (name, step) in self.places and self.places[name, step][0] == job:
                step += "-again"
            self.places[name, step] = job, number


@pytest.fixture(scope="module")
def days() -> Days:
    return Days()


@pytest.fixture(scope="module")
def run(days: Days) -> Run:
    return days.scene.run()


def test_the_table_of_services_names_every_service_and_courier_trip(days):
    rows = [(row["who"], row["step"]) for row in table("services")]
    assert sorted(rows) == sorted(days.places)


@pytest.mark.parametrize("row", table("services"), ids=lambda row: f"{row['who']} {row['step']}")
def test_each_service(days, run, row):
    job, op = days.places[row["who"], row["step"]]
    traced = [run.served_by(job, op), run.ready(job, op), run.start(job, op), run.finish(job, op)]
    assert traced == [int(row["officer"]), row["ready"], row["start"], row["finish"]]


def test_each_trip(days, run):
    expected: dict[tuple[str, str], list[tuple[str, str, str]]] = {}
    for row in table("trips"):
        trips = expected.setdefault((row["who"], row["step"]), [])
        trips.append((row["arrival"], row["gone"], row["end"]))
    trips = run.outcome.trips
    for place, rows in expected.items():
        job, op = days.places[place]
        mine = trips.op == run.workload.jobs.first_op[job] + op
        traced = zip(trips.arrival[mine], trips.gone[mine], trips.ended[mine], strict=True)
        assert [(told(a), told(b), TripEnd(end).name) for a, b, end in traced] == rows


@pytest.mark.parametrize("row", table("clocks"), ids=lambda row: row["who"])
def test_each_clock(days, run, row):
    job, _ = days.places[row["who"], "appraise"]
    traced = [run.accepted(job), run.due(job), run.result(job)]
    assert traced == [row["accepted"], row["due"], row["ready"]]


def test_work_in_pieces_overtime_and_ends(days, run):
    def stretches(who: str, step: str) -> list[tuple[str, str]]:
        return run.stretches(*days.places[who, step])

    assert stretches("asks", "receive") == [("08:40:12", "08:41:06"), ("3 09:15", "3 09:20")]
    assert stretches("sealed", "appraise") == [("11:10", "11:30"), ("13:30", "14:00")]
    assert stretches("lunch", "appraise") == [("15:50:01", "17:00"), ("1 07:30", "1 09:10:01")]
    assert stretches("last", "appraise") == [
        ("1 09:10:01", "1 11:30"),
        ("1 13:30", "1 17:00"),
        ("3 07:30", "3 10:45:29"),
    ]
    assert [run.overtime(officer) // MINUTE for officer in range(5)] == [50, 15, 0, 0, 0]
    assert set(run.outcome.jobs.ended.tolist()) == {JobEnd.DONE}
