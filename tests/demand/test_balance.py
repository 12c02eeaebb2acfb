from itertools import chain, combinations
from math import inf

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from simulator.demand.balance import balance


def subsets(things):
    things = list(things)
    return chain.from_iterable(combinations(things, n) for n in range(1, len(things) + 1))


def highest_load(work, capacity, serves):
    """The largest work ÷ capacity of those who serve any of it, over all sets of stations."""
    loads = [0.0]
    for chosen in map(list, subsets(range(len(work)))):
        total = work[chosen].sum()
        able = capacity[serves[:, chosen].any(axis=1)].sum()
        loads.append(total / able if able else inf if total else 0.0)
    return max(loads)


@st.composite
def centers(draw, least_capacity=0):
    """Work, capacities and who serves what; small whole numbers, so that loads often tie."""
    groups, stations = draw(st.integers(1, 5)), draw(st.integers(1, 6))
    work = draw(st.lists(st.integers(0, 8), min_size=stations, max_size=stations))
    capacity = draw(st.lists(st.integers(least_capacity, 8), min_size=groups, max_size=groups))
    serves = np.array(
        draw(
            st.lists(
                st.lists(st.booleans(), min_size=stations, max_size=stations),
                min_size=groups,
                max_size=groups,
            )
        )
    )
    assume(serves.any(axis=0).all())
    return np.array(work, float), np.array(capacity, float), serves


@settings(max_examples=200, deadline=None)
@given(centers())
def test_the_highest_load_is_that_of_the_worst_set_of_stations(center):
    pools = balance(*center)
    assert max((pool.load for pool in pools), default=0.0) == pytest.approx(highest_load(*center))


@settings(max_examples=200, deadline=None)
@given(centers(least_capacity=1))
def test_no_pool_could_be_relieved(center):
    work, capacity, serves = center
    pools = balance(work, capacity, serves)
    for pool in pools:
        # All groups of the pool are used to the same load, and this can be done within it.
        assert pool.load == pytest.approx(work[pool.stations].sum() / capacity[pool.groups].sum())
        within = serves[np.ix_(pool.groups, pool.stations)]
        assert highest_load(work[pool.stations], capacity[pool.groups], within) == pytest.approx(
            pool.load
        )
        # Whoever else could take some of its work has no lower load.
        higher = {group for other in pools if other.load > pool.load for group in other.groups}
        able = set(np.flatnonzero(serves[:, pool.stations].any(axis=1)))
        assert able <= higher | set(pool.groups)


@settings(max_examples=200, deadline=None)
@given(centers())
def test_work_is_in_one_pool_each_and_groups_in_one_at_most(center):
    work, _, _ = center
    pools = balance(*center)
    stations = sorted(station for pool in pools for station in pool.stations)
    groups = [group for pool in pools for group in pool.groups]
    assert stations == np.flatnonzero(work).tolist()
    assert len(groups) == len(set(groups))
    loads = [pool.load for pool in pools]
    assert loads == sorted(loads, reverse=True)


@settings(max_examples=50, deadline=None)
@given(centers(least_capacity=1), st.floats(1e-6, 1e6), st.floats(1e-6, 1e6))
def test_units_do_not_matter(center, unit_of_work, unit_of_capacity):
    work, capacity, serves = center
    pools = balance(work, capacity, serves)
    scaled = balance(unit_of_work * work, unit_of_capacity * capacity, serves)
    assert [pool.load for pool in pools] == pytest.approx(
        [pool.load * unit_of_capacity / unit_of_work for pool in scaled]
    )


def test_who_serves_what_decides_and_not_the_sums():
    work, capacity = np.array([2.0, 12.0]), np.array([10.0, 10.0])
    apart = balance(work, capacity, np.array([[True, False], [True, True]]))
    assert [pool.load for pool in apart] == pytest.approx([1.2, 0.2])
    together = balance(work, capacity, np.array([[True, True], [False, True]]))
    assert [pool.load for pool in together] == pytest.approx([0.7])


def test_a_set_of_stations_is_overloaded_although_each_alone_is_not():
    serves = np.array([[True, True, True, False], [False, False, True, True]])
    work, capacity = np.array([6.0, 6.0, 4.0, 1.0]), np.array([10.0, 10.0])
    bottleneck, rest = balance(work, capacity, serves)
    assert bottleneck.stations.tolist() == [0, 1]
    assert bottleneck.groups.tolist() == [0]
    assert bottleneck.load == pytest.approx(1.2)
    assert rest.stations.tolist() == [2, 3]
    assert rest.groups.tolist() == [1]
    assert rest.load == pytest.approx(0.5)


def test_pools_of_the_same_load_stay_apart_unless_a_group_links_them():
    work, capacity = np.array([3.0, 3.0]), np.array([6.0, 6.0])
    assert len(balance(work, capacity, np.eye(2, dtype=bool))) == 2
    assert len(balance(work, capacity, np.array([[True, True], [False, True]]))) == 1


def test_work_that_nobody_can_do_is_an_infinite_load():
    serves = np.array([[True, False, False], [False, True, True]])
    stuck, rest = balance(np.array([3.0, 4.0, 0.0]), np.array([0.0, 8.0]), serves)
    assert stuck.stations.tolist() == [0]
    assert stuck.groups.tolist() == [0]
    assert stuck.load == inf
    assert rest.load == pytest.approx(0.5)


def test_work_without_any_group_is_an_infinite_load():
    (pool,) = balance(np.array([3.0]), np.array([5.0]), np.array([[False]]))
    assert pool.load == inf
    assert len(pool.groups) == 0


def test_without_work_there_is_no_pool():
    assert balance(np.zeros(2), np.ones(2), np.ones((2, 2), bool)) == []


@pytest.mark.parametrize("small", [1e-3, 1e-6, 1e-9, 1e-12])
def test_a_small_office_beside_a_large_one_is_not_lost(small):
    work, capacity = np.array([10 * small, 3_000.0, small]), np.array([small, 5_000.0])
    serves = np.array([[True, False, True], [False, True, True]])
    pools = {tuple(pool.stations): pool.load for pool in balance(work, capacity, serves)}
    assert pools == {(0,): pytest.approx(10), (1, 2): pytest.approx(0.6, rel=1e-3)}
