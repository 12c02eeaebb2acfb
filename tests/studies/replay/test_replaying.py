"""A day again: as it was, as a scenario has it, and with something changed."""

import numpy as np
import pytest

from simulator.studies.pools.this_process import ThisProcess
from simulator.studies.replay.replaying import Replaying
from simulator.studies.running import run

from .logs import MONDAY, log_of, snapshots_of

LAND, TAX = 0, 1
MEAN, P90, WITHIN_15, WITHIN_30 = range(4)
LOG = log_of(
    [
        *((LAND, 0, 480 + 8 * n, 480 + 8 * n + n) for n in range(50)),
        *((TAX, 0, 480 + 10 * n, None if n > 35 else 481 + 10 * n) for n in range(40)),
    ]
)


def two(n):
    return {
        "landers": {"officers": n, "serves": ["receive/land"]},
        "taxers": {"officers": 1, "serves": ["receive/tax"]},
    }


def replayed(scenario, changed=None, log=LOG, replications=6, **options):
    replaying = Replaying(scenario, changed, log, [MONDAY], **options)
    experiment = replaying.experiment(seed=1, replications=replications)
    assert replaying.answer() is None
    run(experiment, ThisProcess(), on_event=replaying.take)
    return replaying.answer()


def test_what_the_log_has_of_the_day_is_told_by_queue_and_of_all(office):
    found = replayed(office())
    assert (found.office, found.queues, found.days) == ("Center", ("Land", "Tax"), (MONDAY,))
    assert found.tickets.tolist() == [50, 40, 90]
    assert found.unserved == 4
    assert found.seen[MEAN].tolist() == pytest.approx([24.5, 1, (50 * 24.5 + 36) / 86])
    assert found.seen[WITHIN_15].tolist() == pytest.approx([16 / 50, 1, 52 / 86])
    assert found.changed is None


def test_without_a_change_of_staff_or_demand_the_same_comes_of_it(office):
    found = replayed(office(), office(name="Another"))
    assert found.modelled == found.changed
    assert (
        found.citizens.shorter.mean == found.citizens.longer.mean == found.citizens.saved.mean == 0
    )


def test_one_more_counter_is_a_change_for_its_queue_alone(office):
    found = replayed(office(staff=two(1)), office(staff=two(2)))
    land, tax, _all = range(3)
    assert found.difference[MEAN][land].mean == pytest.approx(
        found.changed[MEAN][land].mean - found.modelled[MEAN][land].mean
    )
    assert found.difference[MEAN][land].high < 0
    assert found.difference[MEAN][tax].mean == 0
    assert found.citizens.longer.mean == 0
    assert 10 < found.citizens.shorter.mean <= 50
    assert found.citizens.saved.mean * 60 == pytest.approx(
        -50 * found.difference[MEAN][land].mean, rel=0.2
    )
    assert found.citizens.stay.mean >= 0


def test_it_is_told_how_often_the_model_waits_less_than_was_seen(office):
    found = replayed(office(staff=two(9), citizens={}))
    assert found.below[:, LAND].tolist() == [1, 1, 0, 0]
    day = log_of([(LAND, 0, 480 + n, 480 + n) for n in range(30)])
    assert replayed(office(staff=two(30)), log=day).below[:, 0].tolist() == [0.5] * 4


def test_of_counters_that_were_seen_a_change_has_as_many_more_as_its_group_has(office):
    """Nobody was seen at tax; at land one, for whom the change has two."""
    seen = snapshots_of([(LAND, 0, 480, 1), (TAX, 0, 480, 0)])
    found = replayed(office(staff=two(3)), office(staff=two(4)), snapshots=seen)
    assert np.isnan(found.modelled[MEAN][TAX].mean)
    alone = replayed(office(staff=two(1)), office(staff=two(2)))
    assert found.modelled[MEAN][LAND].mean == pytest.approx(
        alone.modelled[MEAN][LAND].mean, rel=0.02
    )
    assert found.changed[MEAN][LAND].mean == pytest.approx(alone.changed[MEAN][LAND].mean, rel=0.02)


def test_intervals_hold_what_is_possible(office):
    found = replayed(office(staff=two(1)), office(staff=two(2)), replications=3)
    for each in (*found.modelled[WITHIN_15], *found.changed[WITHIN_30]):
        assert each.low is None or 0 <= each.low <= each.high <= 1
    for each in (*found.modelled[MEAN], found.gone, found.citizens.shorter):
        assert each.low is None or each.low >= 0
    assert found.difference[MEAN][LAND].low < 0


def test_calls_of_the_model_are_noted_as_those_of_the_log_are(office):
    """Two come in the five minutes before a look; the first two of the day at it.

    A service takes 7 minutes. So the first is called before it is noted to have come, and the
    second is noted as called at the next look.
    """
    seven = {"receive": {"constant": "7 min"}}
    land = {"field": "land", "volume": "1 per working day", "steps": seven}
    scenario = office(procedures={"land": land, "tax": {**land, "field": "tax"}}, citizens={})
    seen = snapshots_of([(LAND, 0, minute, 1) for minute in range(480, 960, 5)])
    came = [(LAND, 0, 480 + 20 * n, 485 + 20 * n) for n in range(10) for _each in range(2)]
    found = replayed(scenario, log=log_of(came), snapshots=seen)
    assert found.seen[MEAN].tolist() == [5, 5]
    assert found.modelled[MEAN][LAND].mean == (5 + 9 * 2.5) / 10
    between = [(*ticket[:3], ticket[3] + 1) for ticket in came]
    assert replayed(scenario, log=log_of(between), snapshots=seen).modelled[MEAN][LAND].mean == 3.5


def test_a_change_of_the_warm_up_moves_no_moment(office):
    warm = {"from": "2026-02-02", "to": "2026-12-31", "warm_up": "2 days"}
    found = replayed(office(citizens={}), office(citizens={}, period=warm))
    assert found.modelled[MEAN] == found.changed[MEAN]
