"""The tickets of one office."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from simulator.records import Ending, TicketLog
from simulator.studies.fit.fitting import fit_lobby
from simulator.studies.fit.lobby import lobby_of


def two_offices(log):
    """Return a log of two offices, each with one of the queues."""
    return replace(log, offices=("North", "South"), office=np.array([0, 1], np.int32))


def test_of_several_offices_one_is_named(log):
    with pytest.raises(ValueError, match="several offices: name one with --office: North, South"):
        lobby_of(two_offices(log))
    with pytest.raises(ValueError, match="no office 'West': there is North, South"):
        lobby_of(two_offices(log), "West")


def test_an_office_has_its_own_queues_tickets_and_counters(log):
    south = lobby_of(two_offices(log), "South").log
    own = log.queue == 1
    assert south.queues == log.queues[1:]
    assert (south.taken == log.taken[own]).all()
    names = np.array(log.counters)[log.counter[own]]
    assert (np.array(south.counters)[south.counter] == names).all()


def test_a_few_tickets_make_no_open_day(log):
    days = lobby_of(log).open_days
    sunday = 6 * 86_400 + 30_000
    at = int(np.searchsorted(log.taken, sunday))
    more = {
        name: np.insert(getattr(log, name), at, value)
        for name, value in {
            "queue": 0,
            "taken": sunday,
            "called": -1,
            "finished": -1,
            "counter": -1,
            "ending": 0,
        }.items()
    }
    tested = lobby_of(replace(log, **more))
    assert (tested.open_days == days).all()
    assert tested.day[at] == -1


def test_one_ticket_is_fitted_as_well():
    one = TicketLog.of(
        first_day=date(2025, 3, 3),
        offices=("A",),
        queues=("a",),
        counters=(),
        office=[0],
        queue=[0],
        taken=[30_000],
        called=[30_060],
        finished=[30_600],
        counter=[-1],
        ending=[Ending.UNKNOWN],
    )
    assert fit_lobby(one).arrivals.tickets == 1


def test_a_log_that_names_no_office_is_of_one(log):
    nameless = replace(log, offices=("",))
    for office in (None, ""):
        assert len(lobby_of(nameless, office).log.taken) == len(log.taken)
    with pytest.raises(ValueError, match="names no office: leave out --office"):
        lobby_of(nameless, "West")


def test_a_log_of_centuries_is_refused_and_says_so(log):
    later = log.taken.copy()
    half = len(later) // 2
    later[half:] += 200 * 366 * 86_400
    called = np.where(log.called < 0, log.called, log.called + later - log.taken)
    finished = np.where(log.finished < 0, log.finished, log.finished + later - log.taken)
    with pytest.raises(ValueError, match=r"2025-03-03 to 2225-.*dates are wrong"):
        fit_lobby(replace(log, taken=later, called=called, finished=finished))


def test_queues_of_which_nobody_was_called_are_left_out_and_named(log):
    called = np.where(log.queue == 1, -1, log.called)
    fitted = fit_lobby(replace(log, called=called))
    assert (fitted.uncalled, fitted.lobby.log.queues) == (log.queues[1:], log.queues[:1])


def test_services_that_are_all_alike_have_no_short_ones():
    n = 150
    alike = TicketLog.of(
        first_day=date(2025, 3, 3),
        offices=("A",),
        queues=("a",),
        counters=(),
        office=[0],
        queue=[0] * n,
        taken=30_000 + 60 * np.arange(n),
        called=30_010 + 60 * np.arange(n),
        finished=30_060 + 60 * np.arange(n),
        counter=[-1] * n,
        ending=[Ending.SERVED] * n,
    )
    (service,) = fit_lobby(alike).services
    assert service is not None
    assert service.written == {"constant": "50 s"}
