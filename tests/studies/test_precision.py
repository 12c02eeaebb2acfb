import numpy as np
import pytest

from simulator import load_scenario, run
from simulator.measures import Estimate, MeasureIndex, MeasureKey, Method, student_interval
from simulator.reports.run.precision import precision_text
from simulator.studies import Precision, names_of
from simulator.studies.precision import half_width, look_ahead


def watch(series, targets, *, counts=None, **options):
    """Add replications until there are enough, as a run does."""
    names = list(series)
    values = np.column_stack([series[name] for name in names])
    number = np.ones(values.shape, np.int64) if counts is None else np.column_stack(counts)
    options.setdefault("at_most", len(values))
    watched = Precision(targets, **options).watch(MeasureIndex(map(MeasureKey, names)))
    for row in range(len(values)):
        watched.add(values[row], number[row], {})
        if watched.enough:
            break
    return watched


def test_a_half_width_is_students():
    watched = watch({"wait_mean": [9.0, 10.0, 11.0]}, {"wait_mean": 1.0})
    assert watched.half_widths["wait_mean"] == pytest.approx(4.302653 / 3**0.5)


@pytest.mark.parametrize(("target", "is_reached"), [(2.485, True), (2.484, False)])
def test_it_is_reached_where_the_half_width_is_as_asked_for(target, is_reached):
    watched = watch({"wait_mean": [9.0, 10.0, 11.0]}, {"wait_mean": target})
    assert watched.reached is is_reached


def test_five_further_replications_confirm_it():
    watched = watch({"wait_mean": [9.0, 10.0, 11.0, 10.1, 9.9] * 4}, {"wait_mean": 2.5})
    assert (watched.replications, watched.reached) == (8, True)


def test_two_replications_show_nothing():
    watched = watch({"wait_mean": [10.0, 10.1, 10.2] * 20}, {"wait_mean": 2.5})
    assert watched.replications == 3 + 5


def test_what_nearly_all_replications_have_alike_shows_nothing():
    """There is no spread to judge by until three differ: here 10.0 of the third, fourth, sixth."""
    series = [10.0, 10.1, 10.0, 10.0, 10.1, 10.0, 10.1, 10.2] + [10.1, 10.0, 9.9] * 10
    watched = watch({"wait_mean": series}, {"wait_mean": 2.5})
    assert [student_interval(np.array(series[:n])).low is None for n in range(3, 9)] == [
        *(True, True, True, True, False, False)
    ]
    assert watched.replications == 7 + 5


def test_a_precision_that_is_lost_while_it_is_confirmed_is_asked_for_anew():
    series = [9.0, 10.0, 11.0, 10.1, 9.9, 16.0] + [9.5, 10.5] * 30
    watched = watch({"wait_mean": series}, {"wait_mean": 2.5})
    widths = [half_width(student_interval(np.array(series[:n]))) for n in range(3, len(series))]
    within = [width <= 2.5 for width in widths]
    again = 3 + within.index(True, 3)
    assert within[:4] == [True, True, True, False]
    assert watched.replications == again + 5


def stops_at(series, target, most):
    """The rule said plainly: the least n from which on f(n) more are all within."""
    widths = {n: half_width(student_interval(series[:n])) for n in range(3, most + 1)}
    n = 3
    while n <= most:
        further = 5 if n <= 100 else 5 * n // 100
        last = n + further
        outside = [k for k in range(n, min(last, most) + 1) if widths[k] > target]
        if not outside:
            return min(last, most)
        n = outside[-1] + 1
    return most


def test_it_ends_where_the_rule_says_it_plainly():
    chance = np.random.default_rng(61)
    seen = set()
    for _ in range(200):
        series = chance.gamma(1.0, 2.0, 120)
        target = chance.uniform(0.3, 1.5)
        watched = watch({"wait_mean": series}, {"wait_mean": target})
        assert watched.replications == stops_at(series, target, 120)
        seen.add(watched.replications)
    assert len(seen) > 50  # they end here and there


def test_of_many_replications_one_in_twenty_more_confirms():
    series = np.random.default_rng(5).normal(10, 1, 400)
    watched = watch({"wait_mean": series}, {"wait_mean": 0.12})
    assert watched.replications == stops_at(series, 0.12, 400)
    assert 200 < watched.replications < 400
    assert [look_ahead(n) for n in (3, 100, 101, 119, 120, 250)] == [5, 5, 5, 5, 6, 12]


def test_all_measures_must_be_as_narrow_as_asked_for():
    chance = np.random.default_rng(3)
    quick, slow = chance.normal(10, 1, 200), chance.normal(50, 10, 200)
    alone = watch({"wait_mean": slow}, {"wait_mean": 2.0})
    targets = {"wait_p90": 1.0, "wait_mean": 2.0}
    both = watch({"wait_mean": slow, "wait_p90": quick, "visits": slow}, targets)
    assert both.replications == alone.replications > 50
    assert list(both.half_widths) == ["wait_p90", "wait_mean"]


@pytest.mark.parametrize("mishaps", [0, 1, 2])
def test_a_share_that_is_one_but_for_rare_years_is_never_precise(mishaps):
    """However many dossiers a year has: 900 in 9 years were once taken for 900 chances."""
    shares = [1.0] * 20 + [0.9, 0.8][:mishaps] + [1.0] * 20
    watched = watch({"on_time_rate": shares}, {"on_time_rate": 0.01})
    assert (watched.replications, watched.reached) == (len(shares), False)
    assert watched.half_widths == {"on_time_rate": None}


def test_a_quantile_is_pooled_over_the_replications_so_far():
    chance = np.random.default_rng(6)
    late = MeasureKey("lateness_p90")
    watched = Precision({"lateness_p90": 50.0}, at_most=60).watch(MeasureIndex([late]))
    for _ in range(12):
        items = np.sort(chance.exponential(10, 20))
        watched.add(np.array([np.quantile(items, 0.9)]), np.array([20]), {late: items})
    assert watched.reached
    assert watched.half_widths["lateness_p90"] < 50


def test_a_clipped_interval_is_as_wide_as_its_longer_side():
    assert half_width(Estimate(0.2, 0.0, 0.7, 5, Method.T)) == pytest.approx(0.5)
    assert half_width(Estimate(0.9, 0.4, 1.0, 5, Method.T)) == pytest.approx(0.5)


def test_replications_that_counted_nothing_do_not_count():
    series = [np.nan] * 10 + [10.0, 10.1, 10.2] + [np.nan] * 10
    watched = watch({"cycle_time_mean": series}, {"cycle_time_mean": 1.0})
    assert watched.replications == 13 + 5


def test_what_is_never_counted_is_never_reached():
    watched = watch({"lateness_p90": [np.nan] * 20}, {"lateness_p90": 1.0})
    assert (watched.replications, watched.reached) == (20, False)
    assert watched.half_widths == {"lateness_p90": None}
    assert "lateness_p90: no interval yet, asked for ± 1.0 open hours" in precision_text(
        watched.data()
    )


def test_it_ends_at_most_where_told_and_says_that_it_was_not_reached():
    series = np.random.default_rng(1).normal(10, 5, 100)
    watched = watch({"wait_mean": series}, {"wait_mean": 0.1}, at_most=12)
    assert (watched.replications, watched.reached) == (12, False)
    assert precision_text(watched.data()).startswith(
        "The precision was NOT reached with 12 replications:\n"
    )
    assert watched.data()["reached"] is False


def test_it_ends_at_least_where_told():
    watched = watch({"wait_mean": [9.9, 10.0, 10.1] * 20}, {"wait_mean": 1.0}, at_least=20)
    assert (watched.replications, watched.reached) == (20, True)
    assert precision_text(watched.data()) == (
        "The precision was reached with 20 replications:\n"
        "  wait_mean: ± 0.039 min, asked for ± 1.0 min"
    )


def test_everything_that_is_wrong_is_told_at_once_with_a_near_match():
    index = MeasureIndex(map(MeasureKey, ("wait_mean", "on_time_rate", "utilization")))
    targets = {"wait_maen": 1.0, "on_time_rate": 2.0, "wait_mean": -1.0, "utilization": 0.5}
    with pytest.raises(ValueError, match="wait_maen") as refused:
        Precision(targets, at_most=10).watch(index)
    lines = str(refused.value).splitlines()
    assert lines[0] == "there is no measure 'wait_maen' (did you mean 'wait_mean'?)"
    assert "for two percentage points write 0.02" in lines[1]
    assert lines[2] == "wait_mean: a half-width is a number above 0, not -1"
    assert len(lines) == 3


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"targets": {}, "at_most": 9}, "needs a measure"),
        ({"targets": {"visits": 1.0}, "at_most": 2}, "after 3 replications or more, not 2"),
        ({"targets": {"visits": 1.0}, "at_most": 9, "at_least": 10}, "10 .* or more, not 9"),
    ],
)
def test_a_precision_that_cannot_be_is_refused(options, message):
    with pytest.raises(ValueError, match=message):
        Precision(**options)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("van-don-2021", {}),
        ("van-don-2021", {"demand.hours": {"9": 1.0, "10": 2.0}}),
        ("textbook/tandem", {}),
        ("textbook/mm1", {}),
    ],
)
def test_the_names_are_known_before_anything_is_drawn(name, change):
    first = {"period": {"from": "2021-03-01", "to": "2021-03-03", "warm_up": "0 days"}}
    scenario = load_scenario(f"scenarios/{name}.yaml", overrides={**first, **change})
    (one,) = run(scenario, seed=1)
    assert names_of(scenario) == one.measures.index
