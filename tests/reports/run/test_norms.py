"""Norms of the wait: what the mean says of them, and in how many years they hold."""

from dataclasses import replace

import pytest

from simulator.reports.run.files import summary
from simulator.reports.run.norms import judged_norms
from simulator.results.result import Result
from tests.reports.conftest import PROVENANCE

# A dozen years: 15 minutes hold in seven of them, and the longest wait in one.
WAITS = [9.0, 10.0, 11.0, 12.0, 13.0, 14.0, 15.0, 15.5, 16.5, 17.5, 18.5, 19.5]
WITHIN = [1.0, *(0.99 - 0.01 * year for year in range(11))]


@pytest.fixture
def dozen(result):
    """Makes a result of a dozen replications of a period that ends on a day."""

    def make(to: str = "2022-02-28", waits=WAITS, within=WITHIN) -> Result:
        row = result.index.row
        ran = []
        for number, (wait, share) in enumerate(zip(waits, within, strict=True)):
            one = result.replications[number % 3]
            values = one.values.copy()
            values[[row("wait_mean"), row("wait_within_20")]] = wait, share
            ran.append(replace(one, values=values))
        period = result.scenario.period
        until = type(period.to).fromisoformat(to)
        scenario = result.scenario.model_copy(
            update={"period": period.model_copy(update={"to": until})}
        )
        return Result.of(
            scenario, seed=7, planned=len(ran), replications=ran, details=result.details * 4
        )

    return make


def texts(result):
    return [norm.text for norm in judged_norms(result)]


def test_beside_each_verdict_stands_in_how_many_years_the_norm_holds(dozen):
    assert texts(dozen()) == [
        "✓ 30 min (Decision 468, 2022): met, in 12 of 12 years",
        "? 15 min (Decision 468, 2025): unclear, met in 7 of 12 years",
        "✗ nobody over 20 min (HCM City 2025): not met, met in 1 of 12 years",
    ]


def test_where_there_is_room_the_share_of_years_has_its_interval(dozen):
    # Clopper and Pearson: of 7 in 12 0.2767 to 0.8483.
    assert judged_norms(dozen())[1].full_text.endswith("met in 7 of 12 years (27 – 85 %)")


def test_a_mean_that_is_the_same_in_all_years_is_missed_where_rare_others_could_not_change_it(
    dozen,
):
    # Of a dozen like years at most 26.5 % are others: at best the mean is 29.4 minutes.
    easier, stricter, _longest = texts(dozen(waits=[40.0] * 12))
    assert easier.startswith("? 30 min (Decision 468, 2022): unclear")
    assert stricter.startswith("✗ 15 min (Decision 468, 2025): not met")


def test_a_replication_is_a_year_only_where_the_period_is_one(dozen):
    assert texts(dozen(to="2022-03-01"))[0].endswith("in 12 of 12 years")  # 366 days
    assert texts(dozen(to="2022-03-02"))[0].endswith("in 12 of 12 replications")


def test_replications_to_which_nobody_comes_are_not_counted(dozen):
    waits = [float("nan"), *WAITS[1:]]
    assert texts(dozen(waits=waits))[1].endswith("met in 6 of 11 years")


@pytest.mark.parametrize(
    ("within", "verdict"),
    [
        ([1.0] * 12, "? nobody over 20 min (HCM City 2025): unclear, met in 12 of 12 years"),
        (
            [0.98, *[1.0] * 11],
            "? nobody over 20 min (HCM City 2025): unclear, met in 11 of 12 years",
        ),
        ([0.0] * 12, "✗ nobody over 20 min (HCM City 2025): not met, met in 0 of 12 years"),
    ],
)
def test_what_nearly_all_years_have_alike_is_certain_only_where_it_was_missed(
    dozen, within, verdict
):
    assert texts(dozen(within=within))[2] == verdict


def test_the_summary_has_the_norms_with_their_years(dozen):
    norms = summary(dozen(), PROVENANCE)["norms"]
    assert [norm["verdict"] for norm in norms] == ["met", "unclear", "missed"]
    assert norms[1]["name"] == "15 min (Decision 468, 2025)"
    assert norms[1]["years"] == {
        "times": 7,
        "of": 12,
        "low": pytest.approx(0.2767, abs=1e-4),
        "high": pytest.approx(0.8483, abs=1e-4),
    }
