"""How each kind of number moves."""

import pytest

from simulator.scenario.families import Distribution
from simulator.scenario.schema import by_names
from simulator.studies.assumptions import moved

Written = object


@pytest.mark.parametrize(
    ("key", "written", "down", "up"),
    [
        ("demand.day_cv", 0.1, 0.08, 0.12),
        ("demand.day_cv", 1.9, 1.52, 2.0),
        ("procedures.volume", "80 mỗi ngày làm việc", "64 per working day", "96 per working day"),
        ("procedures.limit", "16 working hours", "12.8 working hours", "19.2 working hours"),
        ("procedures.limit", "2 working days", "1 working days", "3 working days"),
        ("procedures.limit", "20 working days", "16 working days", "24 working days"),
        ("procedures.limit", "same day", "same day", "same day"),
        ("procedures.incomplete", "20 %", 0.166666666667, 0.230769230769),
        ("procedures.incomplete", 0, 0, 0),
        ("procedures.consult.chance", 1.0, 1.0, 1.0),
        ("citizens.call_out", "1 min", "0.8 min", "1.2 min"),
        ("citizens.call_out", "1 days", "0.8 days", "1 days"),
        ("citizens.patience", "none", "none", "none"),
        ("queues.tickets_per_day", "none", "none", "none"),
        ("queues.tickets_per_day", 100, 80, 120),
        ("staff.officers", 1, 1, 2),
        ("staff.officers", 3, 2, 4),
        ("staff.officers", 20, 16, 24),
        ("staff.changes.officers", -1, -2, 0),
        ("staff.speed", 1.111, 0.889, 1.333),
        ("staff.leave", "12 working days", "10 working days", "14 working days"),
    ],
)
def test_a_number_moves_by_a_fifth_within_what_its_key_takes(
    key: str, written: Written, down: Written, up: Written
) -> None:
    known = by_names()[tuple(key.split("."))]
    assert [moved(written, known, position) for position in (-1, 1)] == [down, up]


@pytest.mark.parametrize(
    "written",
    [
        {"constant": "2 min"},
        {"exponential": {"mean": "1.5 h"}},
        {"gamma": {"mean": "12 phút", "cv": 0.6}},
        {"lognormal": {"mean": "3 days", "cv": 1.0}},
        {"weibull": {"mean": "90 s", "cv": 0.5}},
        {"triangular": {"low": "1 min", "mode": "2 min", "high": "6 min"}},
        {"uniform": {"low": "1 min", "high": "2 min"}},
        {"quantiles": {"0.1": "4 min", "0.5": "12 min", "0.9": "30 min"}},
        {"mixture": ({"weight": 0.8, "constant": "2 min"}, {"weight": 0.2, "constant": "9 min"})},
    ],
)
def test_the_mean_of_a_distribution_moves_and_its_cv_stays(written: dict[str, object]) -> None:
    key = by_names()["procedures", "steps"]
    before, after = map(Distribution.model_validate, (written, moved(written, key, 1)))
    assert after.mean_seconds == pytest.approx(1.2 * before.mean_seconds)
    assert after.cv == pytest.approx(before.cv)


@pytest.mark.parametrize(
    "written",
    [{"constant": "0 s"}, {"empirical": {"file": "times.csv", "column": "min"}}],
)
def test_no_time_and_measured_times_stay(written: dict[str, object]) -> None:
    assert moved(written, by_names()["procedures", "steps"], 1) == written


def test_a_range_says_how_far() -> None:
    key = by_names()["procedures", "steps"]
    written = {"gamma": {"mean": "12 min", "cv": 0.6}}
    ends = [moved(written, key, end, ("10 min", "0.5 h")) for end in (-1, 0.5, 1)]
    means = [{"gamma": {"mean": mean, "cv": 0.6}} for mean in ("10 min", "21 min", "30 min")]
    assert ends == means


def test_of_shares_the_first_moves_by_its_odds_and_the_others_keep_their_proportion() -> None:
    key = by_names()["procedures", "channels", "counter"]
    shares = moved({"post": 0.1, "counter": 0.5, "online": "40 %"}, key, 1)
    assert shares == {
        "post": pytest.approx(0.0909, abs=1e-4),
        "counter": pytest.approx(6 / 11),
        "online": pytest.approx(0.3636, abs=1e-4),
    }


@pytest.mark.parametrize("written", [{"counter": 1.0}, {"counter": 0, "online": 1}])
def test_all_of_a_sum_stays(written: dict[str, object]) -> None:
    assert moved(written, by_names()["procedures", "channels", "counter"], 1) == written


def test_the_least_count_of_a_bundle_moves_in_whatever_order_it_is_written() -> None:
    key = by_names()["procedures", "bundle"]
    assert moved({"12": 0.5, "2": 0.5}, key, 1)["2"] == pytest.approx(6 / 11)  # type: ignore[index]  # a mapping


@pytest.mark.parametrize(
    ("key", "written", "position"),
    [
        (("procedures", "limit"), "1 working days", -1),
        (("procedures", "limit"), "2500 working days", 1),
        (("procedures", "extension", "by"), "2500 working days", 1),
        (("procedures", "volume"), "1000000000 per year", 1),
        (("procedures", "steps"), {"constant": "36525 days"}, 1),
    ],
)
def test_what_can_be_no_more_or_no_less_stays(
    key: tuple[str, ...], written: object, position: int
) -> None:
    assert moved(written, by_names()[key], position) == written


def test_of_shares_the_one_that_is_spoken_of_moves() -> None:
    key = by_names()["procedures", "channels", "counter"]
    shares = moved({"post": 0.1, "counter": 0.5, "online": 0.4}, key, 1, (0.2, 0.7), "online")
    assert shares == {
        "online": pytest.approx(0.7),
        "counter": pytest.approx(0.25),
        "post": pytest.approx(0.05),
    }
