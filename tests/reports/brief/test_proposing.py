"""Which option follows from the numbers of a comparison, and when none does."""

from dataclasses import replace
from math import ceil

import pytest

from simulator.measures import Estimate, MeasureKey, Method
from simulator.reports.brief import proposing
from simulator.reports.brief.proposing import counts_officers, proposal
from simulator.scenario.vocabulary import Label
from simulator.studies.paired import Difference
from tests.reports.conftest import held
from tests.studies.comparison.conftest import BUSY, CALM

BETTER, WORSE, OPEN = (Estimate(mean, mean - 1, mean + 1, 6, Method.T) for mean in (-5.0, 5.0, 0.5))
"""Differences of a wait; of a rate they are the other way round."""


def differing(of, *options):
    """The comparison with other differences: of each option in the wait, and in the rate."""
    found = [
        Difference(MeasureKey(name), of.base.name, option.name, estimate, 1.0)
        for option, estimates in zip(of.alternatives[1:], options, strict=True)
        for name, estimate in zip(("wait_mean", "on_time_rate"), estimates, strict=True)
    ]
    return replace(of, comparison=replace(of.comparison, differences=tuple(found)))


def costing(of, *costs):
    """The comparison, each officer of which costs so much."""
    alternatives = []
    for one, cost in zip(of.alternatives, costs, strict=True):
        staff = {
            key: group.model_copy(update={"cost": cost})
            for key, group in one.scenario.staff.items()
        }
        alternatives.append(replace(one, scenario=one.scenario.model_copy(update={"staff": staff})))
    return replace(of, alternatives=tuple(alternatives))


def normed(of, mean_wait="1000 min"):
    """The comparison, held against a norm of the Center's own."""
    return replace(of, results=tuple(held(each, mean_wait=mean_wait) for each in of.results))


def names(options):
    return [each.name for each in options]


def test_what_is_better_beyond_chance_is_proposed_and_what_does_nothing_is_not(both):
    found = proposal(both)
    assert found.proposed.name == BUSY
    assert found.weighed == found.burdened == ()


def test_where_nothing_differs_beyond_chance_nothing_is_proposed(both):
    assert proposal(differing(both, (OPEN, OPEN), (OPEN, OPEN))).proposed is None


def test_what_is_worse_is_not_proposed(both):
    found = proposal(differing(both, (WORSE, OPEN), (OPEN, BETTER)))
    assert (found.proposed, found.weighed) == (None, ())


def test_what_is_better_in_one_and_worse_in_another_is_to_be_weighed(both):
    found = proposal(differing(both, (BETTER, BETTER), (BETTER, OPEN)))
    assert (found.proposed.name, names(found.weighed)) == (CALM, [BUSY])


def test_of_several_that_meet_the_norm_the_cheapest_is_proposed(both):
    of = differing(both, (BETTER, OPEN), (BETTER, OPEN))
    assert proposal(costing(normed(of), 1, 9, 2)).proposed.name == CALM
    assert proposal(costing(normed(of), 1, 2, 9)).proposed.name == BUSY
    assert proposal(costing(of, 1, 9, 2)).proposed.name == BUSY  # no norm: it gains most


def test_what_meets_the_norm_comes_before_what_is_cheaper(both):
    of = differing(both, (BETTER, OPEN), (BETTER, OPEN))
    between = ceil(both.results[1]["wait_mean"].high)
    assert between < both.results[2]["wait_mean"].low
    assert proposal(costing(normed(of, f"{between} min"), 1, 9, 2)).proposed.name == BUSY


def test_where_the_norm_is_met_as_it_is_nothing_is_needed_and_the_gain_is_named(both):
    of = differing(both, (BETTER, OPEN), (OPEN, OPEN))
    assert proposal(of).is_needed  # there is no norm
    assert proposal(normed(of, "1 min")).is_needed
    found = proposal(normed(of))
    assert (found.is_needed, found.proposed.name, found.saving) == (False, BUSY, None)


def test_where_the_norm_is_met_what_takes_less_and_keeps_it_could_be_saved(both, monkeypatch):
    of = normed(differing(both, (BETTER, OPEN), (WORSE, OPEN)))
    assert proposal(costing(of, 9, 9, 2)).saving.name == CALM
    assert proposal(costing(of, 9, 1, 2)).saving is None  # what gains takes less still
    monkeypatch.setattr(proposing, "keeps_norms", lambda result: result is of.results[0])
    assert proposal(costing(of, 9, 9, 2)).saving is None


def test_the_norm_of_the_wait_is_not_asked_for_where_nobody_compares_by_it(comparison_of):
    assert proposal(normed(comparison_of(BUSY, measures=("visits",)))).is_needed


def test_of_those_that_chance_leaves_open_the_cheapest_is_proposed(both):
    base, busy, _calm = both.results
    of = differing(replace(both, results=(base, busy, busy)), (BETTER, OPEN), (BETTER, OPEN))
    assert proposal(costing(of, 1, 9, 2)).proposed.name == CALM
    assert proposal(costing(of, 1, 2, 9)).proposed.name == BUSY


def test_costs_that_not_all_have_or_in_other_currencies_do_not_decide(both):
    of = normed(differing(both, (BETTER, OPEN), (BETTER, OPEN)))
    assert not counts_officers(costing(of, 1, 9, 2))
    assert counts_officers(costing(of, 1, 9, 0))
    paid = costing(of, 1, 9, 2)
    base, *options = paid.alternatives
    other = base.scenario.model_copy(update={"currency": Label(vi="đồng", en="VND")})
    assert counts_officers(replace(paid, alternatives=(replace(base, scenario=other), *options)))


@pytest.mark.parametrize("name", ["overloads", "leaves_filings"])
def test_what_cannot_carry_its_load_is_not_proposed(both, monkeypatch, name):
    monkeypatch.setattr(proposing, name, lambda _result: (1,))
    found = proposal(both)
    assert (found.proposed, names(found.burdened)) == (None, [BUSY])


def test_of_other_measures_the_first_that_was_asked_for_decides(comparison_of):
    of = comparison_of(BUSY, measures=("wait_p90.receive/land", "visits"))
    assert [str(key) for key in proposing.deciding(of)] == ["wait_p90.receive/land"]
    assert proposal(of).proposed.name == BUSY
