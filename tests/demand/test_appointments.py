"""Appointments: where slots stand, who gets which, and who keeps it."""

import numpy as np
import pytest

from simulator.center import serve
from simulator.demand import draw_replication
from simulator.demand.appointments import book, slot_loads
from simulator.demand.dossiers import draw_arrivals
from simulator.demand.draws import Draws
from simulator.demand.workload import DAY, HOUR, BookingEnd, JobFlag, JobKind, OpFlag, same_arrays
from tests.demand.conftest import prepared_of

HALF_HOURS = {"all": {"every": "30 min", "places": 2}}
ALL_BOOK = {"slots": HALF_HOURS, "horizon": "3 days"}


def booked(share=1.0, volume="20 per working day", **keys):
    """Procedures of reception alone, with some of their keys replaced."""
    takes = {"receive": {"constant": "10 min"}}
    keys = {"field": "land", "volume": volume, "booked": share, "steps": takes} | keys
    return {"transfer": keys, "birth": {**keys, "field": "justice"}}


def starts(prepared, station=0):
    """The slots of a station on the first day, in hours."""
    slots = prepared.slots
    start = slots.start[slots.first[station] : slots.first[station + 1]]
    return (start[start < DAY] / HOUR).tolist()


class TestSlots:
    """Slots stand from each opening on, where they end within it."""

    def test_they_begin_with_every_opening_and_end_within_it(self):
        slots = {"all": {"every": "90 min", "places": 2}}
        prepared = prepared_of(procedures=booked(), appointments={**ALL_BOOK, "slots": slots})
        assert starts(prepared) == [8, 9.5, 13, 14.5]  # 11:00 and 16:00 would be too long

    def test_they_start_before_the_last_ticket(self):
        queues = {"receive/land": {"last_ticket": "30 min"}, "receive": {"last_ticket": "61 min"}}
        prepared = prepared_of(procedures=booked(), appointments=ALL_BOOK, queues=queues)
        assert starts(prepared, 0)[-1] == 16.0
        assert starts(prepared, 1)[-1] == 15.5

    def test_a_field_has_its_own_and_all_the_others_have_those_of_all(self):
        slots = {"land": {"every": "1 h", "places": 5}, **HALF_HOURS}
        prepared = prepared_of(procedures=booked(), appointments={**ALL_BOOK, "slots": slots})
        assert [len(starts(prepared, station)) for station in (0, 1)] == [8, 16]
        weekdays = 20
        assert prepared.stations.places.tolist() == [8 * 5 * weekdays, 16 * 2 * weekdays]

    def test_they_follow_the_hours_of_the_day(self):
        hours = {"mon": ["08:00-10:00"], "tue": ["09:00-10:00"]}
        prepared = prepared_of(
            procedures=booked(),
            appointments=ALL_BOOK,
            calendar={"country": "none", "hours": hours},
        )
        start = prepared.slots.start[: prepared.slots.first[1]]
        on = {day: (start[start // DAY == day] % DAY / HOUR).tolist() for day in range(3)}
        assert on == {0: [8, 8.5, 9, 9.5], 1: [9, 9.5], 2: []}

    def test_the_horizon_counts_open_days_after_the_wanted_one(self):
        prepared = prepared_of(procedures=booked(), appointments={**ALL_BOOK, "horizon": "2 days"})
        thursday, friday = 3, 4
        assert (prepared.slots.until[[0, thursday, friday]] // DAY).tolist() == [3, 8, 9]

    def test_calendars_reach_as_far_as_can_be_booked(self):
        far = {**ALL_BOOK, "horizon": "300 days"}
        prepared = prepared_of(procedures=booked(), appointments=far)
        assert prepared.slots.until[-1] > 400 * DAY


def bookings(prepared, seed=3):
    """Workload and bookings of a replication."""
    workload, _roster = draw_replication(prepared, seed=seed, replication=0)
    return workload, workload.bookings


class TestWhoGetsWhich:
    """Each takes the first free place from the wanted second on, in the order of wanting."""

    def test_as_a_plain_book_would_have_it(self):
        prepared = prepared_of(
            procedures=booked(0.7, "50 per working day"),
            appointments={**ALL_BOOK, "horizon": "1 days"},
        )
        draws = Draws(3, 0)
        arrivals = draw_arrivals(prepared, draws)
        _, made = book(prepared, draws, arrivals)
        chosen = np.flatnonzero(draws.uniform(40, arrivals.address) < 0.7)
        chosen = chosen[np.argsort(arrivals.begin[chosen], kind="stable")]
        pages = [
            {int(start): 2 for start in prepared.slots.start[first:last]}
            for first, last in zip(prepared.slots.first, prepared.slots.first[1:], strict=False)
        ]
        expected = []
        for wanted, stream in zip(arrivals.begin[chosen], arrivals.stream[chosen], strict=True):
            page, until = pages[stream], prepared.slots.until[wanted // DAY]
            free = [s for s, places in page.items() if wanted <= s < until and places]
            if free:
                page[free[0]] -= 1
            expected.append(free[0] if free else wanted)
        assert made.moment.tolist() == expected
        assert set(made.ended.tolist()) <= {BookingEnd.KEPT, BookingEnd.WALKS_IN}
        assert (made.ended == BookingEnd.WALKS_IN).any()

    def test_no_slot_takes_more_than_its_places(self):
        crowd = booked(volume="60 per working day")
        _, made = bookings(prepared_of(procedures=crowd, appointments=ALL_BOOK))
        taken = made.ended == BookingEnd.KEPT
        pairs = list(zip(made.station[taken], made.moment[taken], strict=True))
        assert max(map(pairs.count, set(pairs))) == 2

    @pytest.mark.parametrize(("full", "end"), [("walk-in", "WALKS_IN"), ("lost", "GIVES_UP")])
    def test_who_finds_none_walks_in_or_never_comes(self, full, end):
        crowd = booked(volume="60 per working day")
        prepared = prepared_of(procedures=crowd, appointments={**ALL_BOOK, "full": full})
        workload, made = bookings(prepared)
        nothing = made.ended == BookingEnd[end]
        assert nothing.sum() > 100
        jobs = workload.jobs
        walk_ins = (jobs.kind == JobKind.VISIT) & ~(jobs.flags & JobFlag.BOOKED).astype(bool)
        wanted = made.moment[nothing] if full == "walk-in" else []
        assert sorted(jobs.begin[walk_ins]) == sorted(wanted)

    def test_enquiries_and_papers_never_book(self):
        enquiries = {"volume": "9 per working day", "takes": {"constant": "3 min"}}
        prepared = prepared_of(
            procedures=booked(channels={"counter": 0.5, "online": 0.5}),
            appointments=ALL_BOOK,
            demand={"enquiries": {**enquiries, "fields": {"land": 1.0}}},
        )
        workload, made = bookings(prepared)
        jobs = workload.jobs
        filing = (jobs.kind == JobKind.VISIT) & ~(jobs.flags & JobFlag.ENQUIRY).astype(bool)
        last_day = jobs.begin[filing].max() // DAY
        assert len(made.moment) >= filing.sum() > 0.9 * (made.moment < last_day * DAY).sum()
        assert not (jobs.flags[jobs.flags & JobFlag.ENQUIRY > 0] & JobFlag.BOOKED).any()

    def test_one_place_a_visit_whatever_the_bundle(self):
        prepared = prepared_of(procedures=booked(bundle={3: 1.0}), appointments=ALL_BOOK)
        workload, made = bookings(prepared)
        visits = workload.jobs.kind == JobKind.VISIT
        assert set(workload.jobs.dossiers[visits].tolist()) == {3}
        assert len(made.moment) >= visits.sum()


class TestWhoKeepsIt:
    """Late, missing, or there."""

    def test_shares_are_as_stated(self):
        rules = {
            **ALL_BOOK,
            "horizon": "20 days",
            "late": {"chance": 0.3, "by": {"exponential": {"mean": "10 min"}}},
            "grace": "10 min",
            "no_show": {"chance": 0.2, "comes_again": 0.6},
        }
        prepared = prepared_of(
            period={"from": "2021-01-04", "to": "2021-12-31"},
            procedures=booked(),
            appointments=rules,
        )
        _, made = bookings(prepared)
        n = len(made.ended)
        expected = {
            BookingEnd.LATE: 0.8 * 0.3 * np.exp(-1),
            BookingEnd.COMES_AGAIN: 0.2 * 0.6,
            BookingEnd.NO_SHOW: 0.2 * 0.4,
        }
        for end, share in expected.items():
            z = ((made.ended == end).sum() - n * share) / np.sqrt(n * share * (1 - share))
            assert abs(z) < 4

    def test_late_beyond_closing_is_turned_away_and_never_the_day_after(self):
        rules = {**ALL_BOOK, "late": {"chance": 1.0, "by": {"constant": "20 h"}}}
        prepared = prepared_of(procedures=booked(), appointments=rules)
        workload, made = bookings(prepared)
        begin = workload.jobs.begin[workload.jobs.kind == JobKind.VISIT]
        last_seconds = (made.moment // DAY + 1) * DAY - 1
        in_run = made.moment < workload.horizon
        assert sorted(begin) == sorted(last_seconds[in_run])
        assert not (workload.jobs.flags & JobFlag.BOOKED).any()

    def test_who_misses_it_comes_again_as_a_walk_in_after_comes_back(self):
        rules = {**ALL_BOOK, "no_show": {"chance": 1.0, "comes_again": 1.0, "costs": "3 min"}}
        prepared = prepared_of(
            procedures=booked(),
            appointments=rules,
            citizens={"comes_back": {"constant": "2 days"}},
        )
        workload, made = bookings(prepared)
        jobs = workload.jobs
        assert not (jobs.flags & JobFlag.BOOKED).any()
        visits = np.flatnonzero(jobs.kind == JobKind.VISIT)
        service = jobs.first_op[visits]
        is_empty = (workload.ops.flags[service] & OpFlag.EMPTY) > 0
        slots = made.moment[made.moment < workload.horizon]
        assert sorted(jobs.begin[visits[is_empty]]) == sorted(slots)
        assert set(workload.ops.amount[service[is_empty]].tolist()) == {180}
        comes = jobs.begin[visits[~is_empty]]
        following = prepared.timetable.next_open_day
        days = np.sort(following[made.moment // DAY + 2])
        assert np.sort(comes // DAY).tolist() == days[days < prepared.run_days].tolist()

    def test_who_never_comes_brings_nothing(self):
        rules = {**ALL_BOOK, "no_show": {"chance": 1.0}}
        workload, made = bookings(prepared_of(procedures=booked(), appointments=rules))
        assert len(workload.jobs.kind) == 0
        assert set(made.ended.tolist()) == {BookingEnd.NO_SHOW}

    def test_whoever_comes_draws_as_without_appointments(self):
        def dossiers(**sections):
            keys = booked(0.5, steps={"receive": {"exponential": {"mean": "9 min"}}})
            prepared = prepared_of(procedures=keys, **sections)
            workload, _roster = draw_replication(prepared, seed=4, replication=0)
            visits = np.flatnonzero(workload.jobs.kind == JobKind.VISIT)
            return sorted(workload.ops.amount[workload.jobs.first_op[visits]].tolist())

        today = {**ALL_BOOK, "horizon": "0 days"}
        few = {**today, "slots": {"all": {"every": "4 h", "places": 1}}}
        assert dossiers(appointments=today) == dossiers(appointments=few) == dossiers()


def test_constant_service_as_long_as_the_slot_and_nobody_walks_in_nobody_waits():
    slots = {"all": {"every": "15 min", "places": 2}}
    takes = {"receive": {"constant": "15 min"}, "return": {"constant": "1 min"}}
    prepared = prepared_of(
        procedures=booked(volume="70 per working day", steps=takes),
        appointments={"slots": slots, "horizon": "2 days", "full": "lost"},
        citizens={"collects": {"post": 1.0}},
        staff={
            "land": {"officers": 2, "serves": ["receive/land"]},
            "justice": {"officers": 2, "serves": ["receive/justice"]},
            "back": {"officers": 1, "serves": ["return/all"]},
        },
    )
    workload, roster = draw_replication(prepared, seed=2, replication=0)
    outcome = serve(workload, roster)
    assert len(outcome.trips.op) > 1_000
    assert (outcome.trips.gone == outcome.trips.arrival).all()
    assert outcome.worked.overtime.sum() == 0
    assert (workload.bookings.ended == BookingEnd.GIVES_UP).any()


def test_more_wanted_than_there_are_is_told():
    crowd = booked(volume="60 per working day")
    land, justice = slot_loads(prepared_of(procedures=crowd, appointments=ALL_BOOK))
    assert (land.station, justice.station) == ("receive/land", "receive/justice")
    assert land.wanted == pytest.approx(60 * 20)
    assert land.places == 16 * 2 * 20


def test_where_nobody_wants_an_appointment_nothing_is_drawn_otherwise():
    rules = {**ALL_BOOK, "late": {"chance": 1.0, "by": {"constant": "9 min"}}}
    keys = booked(0.0, steps={"receive": {"exponential": {"mean": "9 min"}}})
    (one, _), (other, _) = (
        draw_replication(prepared_of(procedures=keys, **sections), seed=4, replication=0)
        for sections in ({}, {"appointments": rules})
    )
    assert len(one.jobs.kind) > 500
    for part in ("jobs", "ops", "trips"):
        assert same_arrays(getattr(one, part), getattr(other, part))


def test_without_appointments_there_are_no_bookings():
    prepared = prepared_of()
    workload, made = bookings(prepared)
    assert (prepared.slots, len(made.ended)) == (None, 0)
    assert not workload.stations.booked_first.any()
    assert slot_loads(prepared) == ()
