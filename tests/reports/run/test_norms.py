"""Norms of the wait: what the mean says of them, and in how many years they hold."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from simulator.reports.run.files import summary
from simulator.reports.run.norms import judged_norms
from simulator.results.result import Result
from simulator.scenario.model_scores import WaitNorms
from simulator.scenario.model_sources import Stated
from tests.reports.conftest import PROVENANCE

# A dozen years: 15 minutes hold in seven of them, and the longest wait in one.
WAITS = [9.0, 10.0, 11.0, 12.0, 13.0, 14.0, 15.0, 15.5, 16.5, 17.5, 18.5, 19.5]
WITHIN = [1.0, *(0.99 - 0.01 * year for year in range(11))]


@pytest.fixture
def dozen(result):
    """Makes a result of a dozen replications of a period that ends on a day."""

    def make(to: str = "2025-02-28", waits=WAITS, within=WITHIN, **norms) -> Result:
        row = result.index.row
        ran = []
        for number, (wait, share) in enumerate(zip(waits, within, strict=True)):
            one = result.replications[number % 3]
            values = one.values.copy()
            values[[row("wait_mean.outside"), row("wait_within_20.outside")]] = wait, share
            ran.append(replace(one, values=values))
        until = date.fromisoformat(to)
        start = until.replace(year=until.year - 1) + timedelta(1)
        period = result.scenario.period.model_copy(update={"from_": start, "to": until})
        scores = result.scenario.scores.model_copy(update={"norms": WaitNorms(**norms)})
        scenario = result.scenario.model_copy(update={"period": period, "scores": scores})
        return Result.of(
            scenario, seed=7, planned=len(ran), replications=ran, details=result.details * 4
        )

    return make


def texts(result):
    return [norm.text for norm in judged_norms(result)]


def test_beside_the_verdict_stands_in_how_many_years_the_norm_holds(dozen):
    assert texts(dozen()) == ["? 15 min (Decision 468, 2025): unclear, met in 7 of 12 years"]


@pytest.mark.parametrize(
    ("to", "norm"),
    [
        ("2020-12-31", "✓ 30 min (Decision 468, 2022): met"),  # the first that was to come
        ("2022-12-31", "✓ 30 min (Decision 468, 2022): met"),
        ("2024-12-31", "✓ 30 min (Decision 468, 2022): met"),
        ("2025-01-01", "? 15 min (Decision 468, 2025): unclear"),
        ("2026-12-31", "? 15 min (Decision 468, 2025): unclear"),
    ],
)
def test_a_center_is_judged_by_the_norm_of_its_last_year_alone(dozen, to, norm):
    (text,) = texts(dozen(to))
    assert text.startswith(norm)


def test_a_rule_of_a_country_holds_in_no_other(dozen):
    result = dozen()
    calendar = result.scenario.calendar.model_copy(update={"country": "none"})
    abroad = result.scenario.model_copy(update={"calendar": calendar})
    assert not judged_norms(replace(result, scenario=abroad))


def test_a_center_may_have_norms_of_its_own_with_their_source(dozen):
    result = dozen(mean_wait="20 min", longest_wait="20 min")
    assert texts(result) == [
        "✓ 20 min on average (own norm): met, in 12 of 12 years",
        "✗ nobody over 20 min (own norm): not met, met in 1 of 12 years",
    ]
    assert [judged.norm.standing for judged in judged_norms(result)] == [("assumption", True)] * 2
    sources = {"scores.norms.longest_wait": Stated.model_validate("Ho Chi Minh City, 2025")}
    told = replace(result, scenario=result.scenario.model_copy(update={"sources": sources}))
    assert judged_norms(told)[1].norm.standing == ("Ho Chi Minh City, 2025", False)


def test_who_stayed_for_a_result_is_not_judged(dozen):
    # The norms are those of the mean of all: it is 10 minutes, of who comes from outside up to 20.
    result = dozen()
    row = result.index.row("wait_mean")
    assert all(
        one.values[row] != wait for one, wait in zip(result.replications, WAITS, strict=True)
    )
    (judged,) = judged_norms(result)
    assert str(judged.norm.key) == "wait_mean.outside"
    assert judged.estimate.mean == pytest.approx(sum(WAITS) / 12)


def test_where_there_is_room_the_share_of_years_has_its_interval(dozen):
    # Clopper and Pearson: of 7 in 12 0.2767 to 0.8483.
    assert judged_norms(dozen())[0].full_text.endswith("met in 7 of 12 years (27 – 85 %)")


def test_a_mean_that_is_the_same_in_all_years_is_missed_where_rare_others_could_not_change_it(
    dozen,
):
    # Of a dozen like years at most 26.5 % are others: at best the mean is 29.4 minutes.
    (easier,) = texts(dozen(waits=[40.0] * 12, mean_wait="30 min"))
    (stricter,) = texts(dozen(waits=[40.0] * 12, mean_wait="15 min"))
    assert easier.startswith("? 30 min on average (own norm): unclear")
    assert stricter.startswith("✗ 15 min on average (own norm): not met")


def test_a_replication_is_a_year_only_where_the_period_is_one(dozen):
    result = dozen()
    period = result.scenario.period.model_copy(update={"to": date(2025, 3, 2)})  # two days more
    longer = result.scenario.model_copy(update={"period": period})
    assert texts(result)[0].endswith("in 7 of 12 years")
    assert texts(replace(result, scenario=longer))[0].endswith("in 7 of 12 replications")


def test_replications_to_which_nobody_comes_are_not_counted(dozen):
    waits = [float("nan"), *WAITS[1:]]
    assert texts(dozen(waits=waits))[0].endswith("met in 6 of 11 years")


@pytest.mark.parametrize(
    ("within", "verdict"),
    [
        ([1.0] * 12, "? nobody over 20 min (own norm): unclear, met in 12 of 12 years"),
        ([0.98, *[1.0] * 11], "? nobody over 20 min (own norm): unclear, met in 11 of 12 years"),
        ([0.0] * 12, "✗ nobody over 20 min (own norm): not met, met in 0 of 12 years"),
    ],
)
def test_what_nearly_all_years_have_alike_is_certain_only_where_it_was_missed(
    dozen, within, verdict
):
    assert texts(dozen(within=within, longest_wait="20 min"))[1] == verdict


def test_the_summary_has_the_norms_with_their_years(dozen):
    norms = summary(dozen(longest_wait="20 min"), PROVENANCE)["norms"]
    assert [norm["verdict"] for norm in norms] == ["unclear", "missed"]
    assert [norm["measure"] for norm in norms] == ["wait_mean.outside", "wait_within_20.outside"]
    assert norms[0]["name"] == "15 min (Decision 468, 2025)"
    assert norms[0]["years"] == {
        "times": 7,
        "of": 12,
        "low": pytest.approx(0.2767, abs=1e-4),
        "high": pytest.approx(0.8483, abs=1e-4),
    }
