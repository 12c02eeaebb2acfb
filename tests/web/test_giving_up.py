"""What nobody waits for any more is given up, whatever was asked for."""

import asyncio
from threading import Event, Thread

import pytest

from simulator.scenario import read_resolved
from simulator.studies.running import PointError
from simulator.web import answering, desk, logs
from simulator.web.plans import DeskPlan
from simulator.web.seats import MOST_PLANS, MOST_SEATS, Seat, Seats
from simulator.web.streaming import GivenUp, alone, go_on, worked
from tests.web.conftest import CENTER
from tests.web.test_logs import drop, log
from tests.web.test_streaming import run_apart

__all__ = ["log"]  # A fixture.


class Waiting:
    """Work that goes on until it is given up."""

    def __init__(self):
        self.begun, self.ended = Event(), Event()

    def __call__(self, is_given_up):
        self.begun.set()
        while not is_given_up():
            self.ended.wait(0.01)
        self.ended.set()
        go_on(is_given_up)


class Leaving:
    """A request whose client leaves."""

    def __init__(self):
        self._messages = [{"type": "http.request"}, {"type": "http.disconnect"}]

    async def receive(self):
        await asyncio.sleep(0.01)
        return self._messages.pop(0)


def test_who_leaves_frees_the_work():
    waiting = Waiting()
    with pytest.raises(GivenUp):
        run_apart(worked(Leaving(), waiting, Event()))
    assert waiting.ended.is_set()


@pytest.mark.parametrize("error", [MemoryError, PointError])
def test_what_stands_in_the_way_of_work_is_told(client, monkeypatch, error):
    def fail(*_asked, **_named):
        raise error("no room")

    monkeypatch.setattr(desk, "day_of", fail)
    answer = client.get(f"/api/plan/{client.plan({})['plan']}/day")
    assert (answer.status_code, answer.json()["problems"][0]["message"]) == (200, "no room")


def test_whose_turn_never_came_does_not_work():
    called, begun, held = [], Event(), Event()
    first = Thread(target=lambda: alone(lambda: begun.set() or held.wait(), is_given_up=never))
    first.start()
    assert begun.wait(10)
    try:
        with pytest.raises(GivenUp):
            alone(called.append, 1, is_given_up=lambda: True)
    finally:
        held.set()
        first.join()
    assert called == []


def never():
    return False


@pytest.mark.parametrize(
    ("path", "body"),
    [("/api/fit", {}), ("/api/plan/{plan}/replay", {"day": "2021-03-02"})],
)
def test_the_next_move_ends_the_work_on_a_log(client, log, monkeypatch, path, body):
    drop(client, "log.csv", log)
    plan = client.plan({"staff.busy.officers": 2})["plan"]
    title = client.get("/api/desk").json()["title"]
    waiting, answers = Waiting(), []
    monkeypatch.setattr(logs, "fit_any", lambda _log, _office, go_on: until(go_on, waiting))
    monkeypatch.setattr(logs, "work_at", lambda _experiment, ended, _heed: waiting(ended))
    asked = Thread(
        target=lambda: answers.append(client.post(path.format(plan=plan), json=body).json())
    )
    asked.start()
    assert waiting.begun.wait(10)
    client.plan({"staff.busy.officers": 3})
    asked.join(10)
    (answer,) = answers
    assert answer["problems"][0]["message"] == "something else was asked for meanwhile"
    assert client.get("/api/desk").json()["title"] == title


def until(go_on, waiting):
    """Go on until that raises."""
    waiting.begun.set()
    while True:
        go_on()


def test_a_table_whose_plans_were_never_run_is_given_up_with_its_client(monkeypatch):
    today = DeskPlan.of(read_resolved(CENTER))
    asked = answering.Answering(1, 4, answering.Shelf())
    with pytest.raises(GivenUp):
        asked.table(today, [(today.changed({"staff.busy.officers": 2}), "more")], lambda: True)


def test_seats_are_few_and_the_idle_one_goes():
    seats = Seats(DeskPlan.of(read_resolved(CENTER)), "")
    (first, cookie), *others = (seats.begin() for _each in range(MOST_SEATS))
    work = others[0][0].given_up()
    assert seats.of(cookie) is first  # It is not idle.
    _seat, last = seats.begin()
    assert seats.of(others[0][1]) is None
    assert work.is_set()
    assert None not in (seats.of(cookie), seats.of(last))
    assert seats.of("none") is None


def test_plans_are_few_but_those_that_are_kept_stay():
    today = DeskPlan.of(read_resolved(CENTER))
    seat = Seat(today, "")
    plans = [today.changed({}) for _each in range(MOST_PLANS + 2)]
    seat.add(plans[0])
    seat.kept[plans[0].key] = "mine"
    for plan in plans[1:]:
        seat.add(plan)
    assert list(seat.plans) == [plans[0].key, *(plan.key for plan in plans[2:])]


def test_each_work_at_a_seat_gives_up_the_one_before():
    seat = Seat(DeskPlan.of(read_resolved(CENTER)), "")
    first, second = seat.given_up(), seat.given_up()
    assert (first.is_set(), second.is_set()) == (True, False)
    seat.begin(seat.today, "", None)
    assert second.is_set()
