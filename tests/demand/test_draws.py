import itertools

import numpy as np
import pytest
from scipy import stats

from simulator.demand import draw_replication
from simulator.demand.dossiers import MOST_IN_BUNDLE, draw_arrivals
from simulator.demand.draws import (
    MAX_SEED,
    MOST_DRAWS_OF_COLUMNS,
    Address,
    Draws,
    Purpose,
    fill_columns,
    name_key,
    use_of,
)
from simulator.demand.philox import words_at
from simulator.demand.workload import Channel, JobKind, same_arrays

N = 20_000


def somewhere(n=N, **parts):
    return Address.of(
        **{"who": name_key("transfer"), "day": 737_800, "index": np.arange(n), **parts}
    )


@pytest.fixture
def three_ways(transfer):
    """A procedure with everything in it that is drawn."""
    return transfer(
        channels={"counter": 0.6, "online": 0.3, "post": 0.1},
        bundle={1: 0.7, 4: 0.3},
        incomplete=0.3,
        steps={
            step: {"gamma": {"mean": "9 min", "cv": 0.6}}
            for step in ("receive", "appraise", "approve", "seal", "return")
        },
    )


def histories(workload, key):
    """Begin and route of every job of a procedure, in order."""
    jobs, ops = workload.jobs, workload.ops
    return [
        (
            int(jobs.begin[job]),
            int(jobs.dossiers[job]),
            *zip(
                ops.kind[first:end].tolist(),
                ops.amount[first:end].tolist(),
                ops.flags[first:end].tolist(),
                strict=True,
            ),
            *(tuple(workload.trips.uniform[row]) for row in ops.trips[first:end] if row >= 0),
        )
        for job, (first, end) in enumerate(itertools.pairwise(jobs.first_op))
        if workload.procedures[jobs.procedure[job]] == key
    ]


def columns(at, n, nth=0):
    """The 16-bit uniforms at some addresses, a row each."""
    rows = np.empty((len(at), n), np.uint16)
    for place, item, row in zip(at.place, at.item, rows, strict=True):
        fill_columns(1, 0, place, item, Purpose.RECEIVE_TRIPS, nth, row)
    return rows


def test_uniforms_are_uniform_between_0_and_1():
    uniform = Draws(1, 0).uniform(Purpose.RECEIVE, somewhere(200_000))
    assert uniform.min() > 0
    assert uniform.max() < 1
    assert stats.kstest(uniform, "uniform").pvalue > 1e-3


def test_columns_are_uniform_over_16_bits_and_not_alike():
    drawn = columns(somewhere(8_000), 20)
    for column in drawn.T:
        counts = np.bincount(column >> 8, minlength=256)
        assert stats.chisquare(counts).pvalue > 1e-4
    correlation = np.corrcoef(drawn.T) - np.eye(20)
    assert np.abs(correlation).max() < 5 / np.sqrt(8_000)


def test_columns_are_the_halves_of_the_words_of_three_draws_low_half_first():
    at, purpose = somewhere(1), Purpose.RECEIVE_TRIPS
    uses = [use_of(purpose, 5 * MOST_DRAWS_OF_COLUMNS + draw) for draw in range(3)]
    words = [word for use in uses for word in words_at(1, 0, at.place[0], at.item[0], use)]
    halves = [half for word in words for half in (word & 0xFFFF, word >> 16)]
    assert columns(at, 20, nth=5)[0].tolist() == halves[:20]


def test_neighbouring_addresses_are_not_correlated():
    draws = Draws(1, 0)
    here = draws.uniform(Purpose.RECEIVE, somewhere())
    others = [
        draws.uniform(Purpose.RECEIVE, somewhere(day=737_801)),
        draws.uniform(Purpose.RECEIVE, somewhere(who=name_key("transfer "))),
        draws.uniform(Purpose.RECEIVE, somewhere(), 1),
        draws.uniform(Purpose.APPRAISE, somewhere()),
        Draws(2, 0).uniform(Purpose.RECEIVE, somewhere()),
        Draws(1, 1).uniform(Purpose.RECEIVE, somewhere()),
        Draws(0, 1).uniform(Purpose.RECEIVE, somewhere()),
        np.roll(here, 1),
    ]
    for other in others:
        assert abs(np.corrcoef(here, other)[0, 1]) < 5 / np.sqrt(N)


def test_no_two_purposes_or_counts_share_a_number():
    draws = Draws(1, 0)
    numbers = [
        draws.uniform(purpose, somewhere(20), nth) for purpose in Purpose for nth in range(90)
    ]
    assert len(np.unique(numbers)) == len(Purpose) * 90 * 20


def test_columns_of_many_attempts_share_no_number():
    at, trips = somewhere(3), 102  # the most that `retries` may ask for
    drawn = np.stack([columns(at, trips, nth) for nth in range(40)])
    rows = drawn.reshape(40 * 3, trips)[:, :96].reshape(-1, 8)  # one row a draw
    assert len(np.unique(rows, axis=0)) == len(rows)


def test_a_draw_depends_on_its_address_alone():
    draws, at = Draws(5, 3), somewhere(100)
    chosen = np.array([90, 3, 3, 41])
    one_by_one = draws.uniform(Purpose.SEAL, at[chosen])
    assert one_by_one.tolist() == draws.uniform(Purpose.SEAL, at)[chosen].tolist()


@pytest.mark.parametrize("out_of_range", [-1, MAX_SEED + 1])
def test_a_seed_or_replication_out_of_range_is_refused(out_of_range):
    with pytest.raises(ValueError, match=f"seed .* not {out_of_range}"):
        Draws(out_of_range, 0)
    with pytest.raises(ValueError, match=f"replication .* not {out_of_range}"):
        Draws(0, out_of_range)


@pytest.mark.parametrize("edge", [0, MAX_SEED])
def test_seeds_and_replications_reach_both_ends_of_their_range(edge):
    assert 0 < Draws(edge, edge).uniform(Purpose.COUNT, somewhere(1))[0] < 1


def test_a_replication_alone_is_that_of_a_batch(prepared, three_ways):
    batch = prepared(procedures={"transfer": three_ways})
    drawn = [draw_replication(batch, seed=9, replication=i) for i in range(4)]
    alone = draw_replication(prepared(procedures={"transfer": three_ways}), seed=9, replication=2)
    assert same_arrays(drawn[2][0], alone[0])
    assert same_arrays(drawn[2][1], alone[1])
    assert not same_arrays(drawn[1][0].jobs, alone[0].jobs)


def test_adding_a_procedure_changes_no_draw_of_another(prepared, three_ways):
    certificate = {**three_ways, "field": "justice", "volume": "90 per working day"}
    alone = prepared(procedures={"transfer": three_ways})
    beside = prepared(procedures={"certificate": certificate, "transfer": three_ways})
    before, _ = draw_replication(alone, seed=3, replication=1)
    after, _ = draw_replication(beside, seed=3, replication=1)
    assert len(after.jobs.kind) > 3 * len(before.jobs.kind)
    assert histories(after, "transfer") == histories(before, "transfer")


def test_another_period_meets_the_same_citizens_on_the_same_days(prepared, three_ways):
    procedures = {"transfer": three_ways}
    late = prepared(period={"from": "2021-01-11", "to": "2021-01-31"}, procedures=procedures)
    long = prepared(procedures=procedures)
    week = 7 * 86_400
    of_late = draw_arrivals(late, Draws(3, 0))
    of_long = draw_arrivals(long, Draws(3, 0))
    after = of_long.begin >= week
    assert np.array_equal(of_late.begin, of_long.begin[after] - week)
    assert np.array_equal(of_late.size, of_long.size[after])


def test_more_demand_adds_citizens_and_changes_none(prepared, three_ways):
    def arrivals(volume):
        procedure = {**three_ways, "volume": volume}
        drawn = draw_arrivals(prepared(procedures={"transfer": procedure}), Draws(3, 0))
        at = zip(drawn.address.place.tolist(), drawn.address.item.tolist(), strict=True)
        what = zip(drawn.begin.tolist(), drawn.size.tolist(), strict=True)
        return dict(zip(at, what, strict=True))

    fewer, more = arrivals("20 per working day"), arrivals("22 per working day")
    assert len(more) > len(fewer)
    assert fewer.items() <= more.items()


def test_a_likelier_event_happens_to_the_same_dossiers_and_to_some_more(prepared, three_ways):
    def receptions(chance):
        procedure = {**three_ways, "incomplete": chance}
        workload, _ = draw_replication(
            prepared(procedures={"transfer": procedure}), seed=3, replication=0
        )
        received = np.add.reduceat(
            workload.ops.where == workload.stations.step.tolist().index(0),
            workload.jobs.first_op[:-1],
        )
        return received[workload.jobs.kind == JobKind.DOSSIER]

    rarely, often = receptions(0.2), receptions(0.25)
    assert (often >= rarely).all()
    assert (often > rarely).any()


def test_the_numbers_of_a_day_vary_apart_by_way_in(prepared, three_ways):
    even = {**three_ways, "channels": {"counter": 0.5, "post": 0.5}, "bundle": {1: 1.0}}
    year = {"from": "2021-01-01", "to": "2021-12-31"}
    arrivals = draw_arrivals(prepared(period=year, procedures={"transfer": even}), Draws(3, 0))
    counts = np.zeros((len(Channel), 365))
    np.add.at(counts, (arrivals.channel, arrivals.begin // 86_400), 1)
    counter, post = counts[:, counts.any(axis=0)][[Channel.COUNTER, Channel.POST]]
    assert abs(np.corrcoef(counter, post)[0, 1]) < 0.3


def test_an_index_that_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="more than 4294967295 draws"):
        somewhere(1, index=[2**32])
    with pytest.raises(ValueError, match="more than 1048576 arrivals"):
        somewhere(1, index=[2**20]).first_within(4096)
    assert somewhere(1, index=[2**20 - 1]).first_within(4096) + 4095 == 2**32 - 1


def test_the_dossiers_of_all_arrivals_have_addresses_of_their_own(prepared, transfer):
    most = transfer(bundle={1000: 1.0}, volume="20000 per working day")
    one_day = prepared(
        period={"from": "2021-01-04", "to": "2021-01-04"}, procedures={"transfer": most}
    )
    arrivals = draw_arrivals(one_day, Draws(1, 0))
    first = arrivals.address.first_within(MOST_IN_BUNDLE)
    assert arrivals.size.sum() > 10_000
    assert (np.diff(np.sort(first)) >= arrivals.size.max()).all()
