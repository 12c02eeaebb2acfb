"""The same dossiers by other ways in: what moves online is what would have come to the counter."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from simulator.demand import draw_replication
from simulator.demand.dossiers import draw_arrivals
from simulator.demand.draws import Draws
from simulator.demand.workload import DAY, Channel, JobKind, OpKind
from tests.demand.conftest import prepared_of
from tests.demand.test_draws import histories

GAMMA = {"gamma": {"mean": "40 min", "cv": 0.8}}
MIDWEEK = {"from": "2021-01-05", "to": "2021-01-28"}  # no closed day at either end
CITIZENS = {"comes_back": {"exponential": {"mean": "2 days"}}, "collects": {"counter": 1.0}}


def center(channels, **sections):
    procedure = {
        "field": "land",
        "volume": "40 per working day",
        "limit": "10 working days",
        "channels": channels,
        "bundle": {1: 0.7, 3: 0.3},
        "incomplete": 0.3,
        "supplement": {"chance": 0.2, "never": 0.2},
        "correction": 0.1,
        "steps": dict.fromkeys(("receive", "appraise", "approve", "seal", "return"), GAMMA),
    }
    other = {**procedure, "field": "justice", "channels": {"counter": 0.5, "online": 0.5}}
    return prepared_of(
        **{
            "period": MIDWEEK,
            "procedures": {"transfer": procedure, "birth": other},
            "citizens": CITIZENS,
            "demand": {"day_cv": 0.2},
            **sections,
        }
    )


def cases(prepared, seed=5):
    """What is drawn of each case, by its address, and apart the way in."""
    drawn = draw_arrivals(prepared, Draws(seed, 0))
    at = list(zip(drawn.address.place.tolist(), drawn.address.item.tolist(), strict=True))
    what = zip(drawn.stream.tolist(), drawn.size.tolist(), strict=True)
    return dict(zip(at, what, strict=True)), dict(zip(at, drawn.channel.tolist(), strict=True))


def own_draws(prepared, seed=5):
    """What each dossier draws for itself: days until it comes again, and its work, in any order."""
    workload, _ = draw_replication(prepared, seed=seed, replication=0)
    jobs, ops = workload.jobs, workload.ops
    step = workload.stations.step[ops.where]
    drawn = []
    for job in np.flatnonzero(jobs.kind == JobKind.DOSSIER):
        own = slice(jobs.first_op[job], jobs.first_op[job + 1])
        receptions = 0 if jobs.channel[job] == Channel.COUNTER else -1  # the first is in the visit
        route = [int(jobs.procedure[job])]
        for kind, amount, at in zip(ops.kind[own], ops.amount[own], step[own], strict=True):
            receptions += kind == OpKind.SERVE and at == 0
            if kind == OpKind.SERVE and at == 0 and not receptions:
                continue
            route.append(int(amount) // DAY if kind == OpKind.DELAY else int(amount))
        drawn.append(tuple(route))
    return sorted(drawn)


def test_dossiers_that_move_online_are_those_that_would_have_come():
    today = center({"counter": 0.9, "post": 0.1})
    moved = center({"counter": 0.4, "online": 0.5, "post": 0.1})
    before, after = cases(today), cases(moved)
    assert before[0] == after[0]
    changes = {(before[1][at], after[1][at]) for at in before[1] if before[1][at] != after[1][at]}
    assert changes == {(Channel.COUNTER, Channel.ONLINE)}
    assert own_draws(today) == own_draws(moved)


def test_who_stays_at_the_counter_comes_as_before():
    today, moved = center({"counter": 1.0}), center({"counter": 0.5, "online": 0.5})
    before, after = (
        draw_replication(prepared, seed=5, replication=0)[0] for prepared in (today, moved)
    )
    assert histories(after, "birth") == histories(before, "birth")

    def at_counter(workload):
        visit = workload.jobs.channel == Channel.COUNTER
        own = workload.procedures.index("transfer") == workload.jobs.procedure
        stays = histories(workload, "transfer")
        return [history for history, is_own in zip(stays, visit[own], strict=True) if is_own]

    stayed, all_before = at_counter(after), at_counter(before)
    assert 0.3 * len(all_before) < len(stayed) < 0.7 * len(all_before)
    left = iter(all_before)
    assert all(history in left for history in stayed)  # in the same order


PARTS = st.integers(0, 6)


@st.composite
def shares(draw):
    parts = draw(st.tuples(PARTS, PARTS, PARTS).filter(any))
    names = ("post", "counter", "online")
    return {name: part / sum(parts) for name, part in zip(names, parts, strict=True)}


@settings(max_examples=25, deadline=None)
@given(one=shares(), other=shares(), seed=st.integers(0, 2**32 - 1))
def test_other_shares_of_channels_leave_the_dossiers_of_a_day(one, other, seed):
    (what, way), (what_then, way_then) = (cases(center(each), seed) for each in (one, other))
    assert what == what_then
    order = [Channel.POST, Channel.COUNTER, Channel.ONLINE]
    rank = {at: order.index(channel) for at, channel in way.items()}
    then = {at: order.index(channel) for at, channel in way_then.items()}
    by_post = other["post"] - one["post"]
    online = other["online"] - one["online"]
    if by_post <= 0 <= online:  # all borders move the same way
        assert all(then[at] >= rank[at] for at in rank)
    if abs(by_post) < 1e-12:
        assert all((then[at] == 0) == (rank[at] == 0) for at in rank)
    if abs(online) < 1e-12:
        assert all((then[at] == 2) == (rank[at] == 2) for at in rank)


def test_shares_hold_by_dossiers():
    channels = {"counter": 0.6, "online": 0.3, "post": 0.1}
    prepared = center(channels, period={"from": "2021-01-01", "to": "2021-12-31"})
    drawn = draw_arrivals(prepared, Draws(2, 0))
    own = drawn.stream == 0
    total = drawn.size[own].sum()
    for name, channel in (("counter", 0), ("online", 1), ("post", 2)):
        share = drawn.size[own & (drawn.channel == channel)].sum() / total
        assert share == pytest.approx(channels[name], abs=4 * np.sqrt(0.25 / own.sum()))
    online = own & (drawn.channel == Channel.ONLINE)
    assert is_about(int((drawn.size[online] == 3).sum()), int(online.sum()), 0.3)


def is_about(count, total, chance):
    return stats.binomtest(count, total, chance).pvalue > 1e-3


def test_online_filings_come_on_their_days_by_weight():
    prepared = center({"online": 1.0}, period={"from": "2021-01-02", "to": "2021-12-31"})
    drawn = draw_arrivals(prepared, Draws(2, 0))
    filed = drawn.begin[drawn.stream == 0] // DAY
    weekday = (filed + 5) % 7  # 2 January was a Saturday
    counts = np.bincount(weekday, minlength=7)[[5, 6, 0]]
    expected = np.array([0.2, 0.2, 1]) / 1.4 * counts.sum()
    assert stats.chisquare(counts, expected).pvalue > 1e-3


@pytest.mark.parametrize(
    "period",
    [
        {"from": "2021-01-09", "to": "2021-01-24"},  # begins and ends on closed days
        {"from": "2021-01-10", "to": "2021-01-23"},
        {"from": "2021-01-17", "to": "2021-01-17"},
        {"from": "2021-01-13", "to": "2021-01-20", "warm_up": "2 days"},
    ],
)
def test_a_date_has_the_same_dossiers_in_any_period(period):
    channels = {"counter": 0.2, "online": 0.7, "post": 0.1}
    longer = {"from": "2020-12-01", "to": "2021-02-28"}
    parts = [center(channels, period=each) for each in (period, longer)]

    def on_dates(prepared):
        drawn = draw_arrivals(prepared, Draws(3, 0))
        date = prepared.ordinals[drawn.begin // DAY]
        what = (drawn.begin % DAY, drawn.stream, drawn.channel, drawn.size, drawn.address.item)
        return set(zip(*(column.tolist() for column in (date, *what)), strict=True))

    of_part, of_all = (on_dates(prepared) for prepared in parts)
    days = set(parts[0].ordinals.tolist())
    assert of_part == {entry for entry in of_all if entry[0] in days}
    assert {entry[0] for entry in of_part} == days  # each closed day has some


def test_what_is_drawn_is_what_is_expected():
    """Size, and with it `check`, are read off the same expected numbers."""
    sections = {"period": {"from": "2021-01-02", "to": "2021-12-26"}}
    prepared = center({"counter": 0.5, "online": 0.4, "post": 0.1}, **sections)
    drawn = draw_arrivals(prepared, Draws(6, 0))
    counts = np.zeros(prepared.expected.shape)
    np.add.at(counts, (drawn.stream, drawn.channel, drawn.begin // DAY), 1)
    is_open = prepared.calendars.office.is_open_day[: prepared.run_days]
    for closed in (~is_open, is_open):
        expected = prepared.expected[..., closed].sum(axis=2)
        error = np.abs(counts[..., closed].sum(axis=2) - expected)
        assert (error < 5 * np.sqrt(expected) + 1).all()
    assert not counts[:, [Channel.COUNTER, Channel.POST]][..., ~is_open].any()
