import pickle
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from scipy.integrate import quad

from simulator.scenario import load_scenario
from simulator.scenario.families import Distribution

MM1 = Path(__file__).parents[2] / "scenarios" / "textbook" / "mm1.yaml"

MIXTURE = [
    {"weight": 0.25, "constant": "2 min"},
    {"weight": 0.75, "gamma": {"mean": "12 min", "cv": 1.5}},
]
CONTINUOUS = [
    {"exponential": {"mean": "10 min"}},
    {"gamma": {"mean": "12 min", "cv": 0.6}},
    {"gamma": {"mean": "12 min", "cv": 2.0}},
    {"lognormal": {"mean": "55 min", "cv": 0.9}},
    {"weibull": {"mean": "3 h", "cv": 0.4}},
    {"weibull": {"mean": "3 h", "cv": 2.0}},
    {"triangular": {"low": "1 min", "mode": "2 min", "high": "5 min"}},
    {"triangular": {"low": "1 min", "mode": "1 min", "high": "5 min"}},
    {"triangular": {"low": "1 min", "mode": "5 min", "high": "5 min"}},
    {"uniform": {"low": "1 min", "high": "5 min"}},
    {"quantiles": {"0.1": "4 min", "0.5": "12 min", "0.9": "30 min"}},
    {"quantiles": {"0.4": "4 min", "0.5": "12 min", "0.9": "30 min"}},
]
WITH_JUMPS = [
    {"constant": "2 min"},
    {"constant": "0 s"},
    {"triangular": {"low": "2 min", "mode": "2 min", "high": "2 min"}},
    {"uniform": {"low": "2 min", "high": "2 min"}},
    {"quantiles": {"0.2": "4 min", "0.5": "4 min", "0.9": "30 min"}},
    {"mixture": MIXTURE},
    {"mixture": [{"weight": 0.5, "mixture": MIXTURE}, {"weight": 0.5, "constant": "1 h"}]},
]
ALL_FAMILIES = CONTINUOUS + WITH_JUMPS


def distribution(written, folder=None):
    return Distribution.model_validate(written, context={"folder": folder} if folder else None)


def problems(written, folder=None):
    """Return the places and messages of what is wrong with a distribution."""
    with pytest.raises(ValidationError) as caught:
        distribution(written, folder)
    return {error["loc"]: error["msg"] for error in caught.value.errors()}


@pytest.mark.parametrize("written", ALL_FAMILIES, ids=str)
def test_a_distribution_writes_itself_as_the_mapping_it_was_read_from(written):
    read = distribution(written)
    dumped = read.model_dump(mode="json", by_alias=True)
    assert dumped == written
    assert distribution(dumped) == read
    assert pickle.loads(pickle.dumps(read)) == read  # noqa: S301  # our own bytes


def test_what_is_written_otherwise_is_dumped_canonically():
    read = distribution({"quantiles": {"0.90": "30 phút", "0.1": "240s"}})
    assert read.model_dump(mode="json") == {"quantiles": {"0.1": "240 s", "0.9": "30 min"}}
    assert distribution(read.model_dump(mode="json")) == read
    cv_as_whole_number = distribution({"gamma": {"mean": "12 min", "cv": 1}})
    assert cv_as_whole_number == distribution({"gamma": {"mean": "12 min", "cv": 1.0}})


@pytest.mark.parametrize("written", CONTINUOUS, ids=str)
def test_mean_and_cv_are_those_of_the_quantile_function(written):
    read = distribution(written)

    def moment(power):
        # Halves and a substitution v = 1 − u = t³ keep the integrable end from spoiling accuracy.
        def lower(u):
            return read.quantile_seconds(np.array([u]))[0] ** power

        def upper(t):
            return read.quantile_seconds(np.array([1 - t**6]))[0] ** power * 6 * t**5

        corners = [0.1, 0.25, 0.4]
        return (
            quad(lower, 0, 0.5, points=corners, limit=200)[0]
            + quad(upper, 1e-2, 0.5 ** (1 / 6), points=[0.1 ** (1 / 6)], limit=200)[0]
        )

    mean = moment(1)
    assert read.mean_seconds == pytest.approx(mean, rel=1e-5)
    assert read.cv == pytest.approx(np.sqrt(moment(2) / mean**2 - 1), rel=1e-4)


@pytest.mark.parametrize("written", ALL_FAMILIES, ids=str)
@given(st.floats(min_value=1e-6, max_value=1 - 1e-9))
def test_the_quantile_is_the_least_time_that_reaches_a_probability(written, u):
    read = distribution(written)
    quantile = read.quantile_seconds(np.array([u]))
    assert quantile.shape == (1,)
    assert quantile[0] >= 0
    assert read.cdf(quantile * (1 + 1e-9))[0] >= u - 1e-12
    earlier = quantile * (1 - 1e-6) - 1e-9
    assert earlier[0] < 0 or read.cdf(earlier)[0] <= u


@pytest.mark.parametrize("written", ALL_FAMILIES, ids=str)
def test_the_distribution_function_rises_from_0_to_1(written):
    probabilities = distribution(written).cdf(np.append(0.0, np.geomspace(1e-3, 1e9, 500)))
    assert np.all(np.diff(probabilities) >= 0)
    assert probabilities[0] >= 0
    assert probabilities[-1] == pytest.approx(1)


def test_quantiles_follow_the_formulas():
    u = np.array([0.1, 0.5, 0.9])

    def minutes(written):
        return distribution(written).quantile_seconds(u) / 60

    assert minutes({"exponential": {"mean": "10 min"}}) == pytest.approx(
        -10 * np.log([0.9, 0.5, 0.1])
    )
    # A gamma of cv 1 and a Weibull of cv 1 are exponential.
    assert minutes({"gamma": {"mean": "10 min", "cv": 1}}) == pytest.approx(
        -10 * np.log([0.9, 0.5, 0.1])
    )
    assert minutes({"weibull": {"mean": "10 min", "cv": 1}}) == pytest.approx(
        -10 * np.log([0.9, 0.5, 0.1])
    )
    # The median of a lognormal is m/√(1 + cv²).
    assert minutes({"lognormal": {"mean": "10 min", "cv": 3}})[1] == pytest.approx(np.sqrt(10))
    assert minutes({"uniform": {"low": "0 s", "high": "10 min"}}) == pytest.approx([1, 5, 9])
    assert minutes({"triangular": {"low": "0 s", "mode": "5 min", "high": "10 min"}})[1] == 5


def test_quantiles_go_on_in_straight_lines_to_both_ends():
    read = distribution({"quantiles": {"0.25": "4 min", "0.75": "6 min"}})
    assert read.quantile_seconds(np.array([0.0, 0.125, 0.5, 1.0])) / 60 == pytest.approx(
        [3, 3.5, 5, 7]
    )
    assert read.mean_seconds == 300


def test_quantiles_never_go_below_zero():
    read = distribution({"quantiles": {"0.5": "1 min", "0.75": "9 min"}})
    assert read.quantile_seconds(np.array([0.0, 0.25, 0.5])).tolist() == [0, 30, 60]


def test_a_mixture_of_constants_jumps_where_its_weights_say():
    read = distribution(
        {"mixture": [{"weight": 0.9, "constant": "2 min"}, {"weight": 0.1, "constant": "1 h"}]}
    )
    assert read.quantile_seconds(np.array([0.1, 0.899, 0.901])) == pytest.approx([120, 120, 3600])
    assert read.mean_seconds == pytest.approx(468)
    assert read.cv == pytest.approx(1044 / 468)


# Measured times


def write_csv(folder, text):
    (folder / "times.csv").write_text(text, encoding="utf-8")
    return {"empirical": {"file": "times.csv", "column": "takes"}}


def test_measured_times_come_from_a_column_beside_the_scenario(tmp_path):
    written = write_csv(tmp_path, "counter,takes\n1,2\n2,90 s\n3,0\n4,1 giờ\n")
    read = distribution(written, tmp_path)
    u = np.array([0.25, 0.26, 0.5, 0.51, 0.76, 1.0])
    assert read.quantile_seconds(u).tolist() == [0, 90, 90, 120, 3600, 3600]
    assert read.cdf(np.array([0.0, 89.0, 90.0, 4000.0])).tolist() == [0.25, 0.25, 0.5, 1]
    assert read.mean_seconds == 952.5
    assert read.cv == pytest.approx(np.std([120, 90, 0, 3600]) / 952.5)
    assert read.model_dump(mode="json") == written
    assert pickle.loads(pickle.dumps(read)) == read  # noqa: S301  # our own bytes


def test_hours_minutes_and_seconds_are_a_time_and_two_parts_of_them_are_refused(tmp_path):
    written = write_csv(tmp_path, "takes\n00:12:30\n0:01:00\n26:00:00\n")
    read = distribution(written, tmp_path)
    assert read.quantile_seconds(np.array([0.1, 0.5, 0.9])).tolist() == [60, 750, 26 * 3600]
    found = problems(write_csv(tmp_path, "takes\n12:30\n"), tmp_path)["empirical",]
    assert "times.csv:2: 12:30: can be read in two ways: write 00:12:30 (minutes and" in found


def test_units_and_decimals_are_read_in_the_way_of_the_table(tmp_path):
    written = write_csv(tmp_path, "takes\n1,5 phút\n90 s\n1,125 min\n")
    assert distribution(written, tmp_path).mean_seconds == pytest.approx((90 + 90 + 67.5) / 3)


def test_times_that_were_changed_make_another_scenario(tmp_path):
    center = tmp_path / "center.yaml"
    times = "{empirical: {file: times.csv, column: takes}}"
    center.write_text(
        MM1.read_text(encoding="utf-8").replace("{exponential: {mean: 7.5 min}}", times),
        encoding="utf-8",
    )
    hashes = []
    for text in ("takes\n3\n", "takes\n4\n", "takes;x\n3;0\n"):
        write_csv(tmp_path, text)
        hashes.append(load_scenario(center).hash)
    assert hashes[0] == hashes[2] != hashes[1]


def test_measured_times_inside_a_mixture_are_found_too(tmp_path):
    part = {"weight": 1, **write_csv(tmp_path, "takes\n3\n")}
    assert distribution({"mixture": [part]}, tmp_path).mean_seconds == 180


def test_a_byte_order_mark_before_the_headings_is_no_part_of_them(tmp_path):
    assert distribution(write_csv(tmp_path, "\N{BOM}takes\n3\n"), tmp_path).mean_seconds == 180


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("take\n1\n", "no column 'takes' .did you mean 'take'"),
        ("", "no column 'takes'"),
        ("takes\n", "no rows"),
        ("takes\n1\nlong\n", "times.csv:3: long: a duration is a number and a unit"),
        ("takes,x\n1,1\n,2\n", "times.csv:3: an empty cell"),
        ("takes\n-1\n", "times.csv:2: -1: a duration must not be negative"),
        ("takes\nnan\n", "times.csv:2: nan: a duration must be a finite number"),
    ],
)
def test_a_column_that_cannot_be_read_names_the_line(tmp_path, text, message):
    found = problems(write_csv(tmp_path, text), tmp_path)
    assert list(found) == [("empirical",)]
    assert message.replace(".did", "(did") in found["empirical",]


def test_a_path_without_a_text_file_is_a_problem(tmp_path):
    written = {"empirical": {"file": "times.csv", "column": "takes"}}
    assert "cannot be read: No such file" in problems(written, tmp_path)["empirical",]
    (tmp_path / "times.csv").mkdir()
    assert "it is a folder, not a file" in problems(written, tmp_path)["empirical",]
    (tmp_path / "times.csv").rmdir()
    (tmp_path / "times.csv").write_bytes(b"takes\n\xff\xfe\n")
    assert "not a text file in UTF-8" in problems(written, tmp_path)["empirical",]


# Problems


@pytest.mark.parametrize(
    ("written", "place", "message"),
    [
        ({"gama": {"mean": "1 min"}}, (), "unknown family 'gama' (did you mean 'gamma'?)"),
        ({"weight": 1, "constant": "1 s"}, (), "unknown family 'weight'"),
        ({}, (), "one family, not none"),
        ({"constant": "1 s", "uniform": {}}, (), "one family, not constant and uniform"),
        ({"gamma": None}, (), "the parameters of gamma are missing"),
        ("12 min", (), "write its family"),
        (12, (), "write its family"),
        ({"gamma": {"mean": "12", "cv": 0.6}}, ("gamma", "mean"), "needs a unit"),
        ({"gamma": {"mean": 12, "cv": 0.6}}, ("gamma", "mean"), "needs a unit"),
        ({"gamma": {"mean": "0 min", "cv": 0.6}}, ("gamma", "mean"), "at least 0.001 s"),
        ({"gamma": {"mean": "12 min"}}, ("gamma", "cv"), "Field required"),
        ({"gamma": {"mean": "12 min", "cv": 0}}, ("gamma", "cv"), "0.01"),
        ({"gamma": {"mean": "12 min", "cv": 11}}, ("gamma", "cv"), "10"),
        ({"gamma": {"mean": "12 min", "cv": True}}, ("gamma", "cv"), "valid number"),
        ({"gamma": {"mean": "12 min", "cv": "0.6"}}, ("gamma", "cv"), "valid number"),
        ({"gamma": {"mean": "12 min", "cv": float("nan")}}, ("gamma", "cv"), "finite number"),
        ({"gamma": {"mean": "1 s", "cv": 1, "cw": 1}}, ("gamma", "cw"), "not permitted"),
        ({"constant": "-1 min"}, ("constant",), "negative"),
        ({"constant": 2}, ("constant",), "needs a unit"),
        (
            {"triangular": {"low": "2 min", "mode": "1 min", "high": "3 min"}},
            ("triangular",),
            "in this order",
        ),
        ({"uniform": {"low": "2 min", "high": "1 min"}}, ("uniform",), "not be more than high"),
        ({"quantiles": {"0.5": "1 min"}}, ("quantiles",), "at least two"),
        ({"quantiles": {"0": "1 min", "0.5": "2 min"}}, ("quantiles",), "not '0'"),
        ({"quantiles": {"0.5": "1 min", "1": "2 min"}}, ("quantiles",), "not '1'"),
        ({"quantiles": {"low": "1 min", "0.5": "2 min"}}, ("quantiles",), "not 'low'"),
        ({"quantiles": {"0.5": "1 min", "0.50": "2 min"}}, ("quantiles",), "given twice"),
        ({"quantiles": {"0.1": "2 min", "0.5": "1 min"}}, ("quantiles",), "must not fall"),
        ({"quantiles": {"0.1": "1 min", "0.5": "2"}}, ("quantiles", "0.5"), "needs a unit"),
        ({"mixture": []}, ("mixture",), "sum to 1, not 0"),
        ({"mixture": MIXTURE[:1]}, ("mixture",), "sum to 1, not 0.25"),
        ({"mixture": [{"constant": "1 s"}]}, ("mixture", 0, "weight"), "Field required"),
        ({"mixture": [{"weight": 1, "constan": "1 s"}]}, ("mixture", 0), "mean 'constant'"),
        (
            {"mixture": [{"weight": 1, "gamma": {"mean": "1 s", "cv": -1}}]},
            ("mixture", 0, "gamma", "cv"),
            "0.01",
        ),
    ],
)
def test_a_problem_is_told_at_its_place(written, place, message):
    found = problems(written)
    assert list(found) == [place]
    assert message in found[place]


def test_all_problems_are_told_at_once():
    assert set(problems({"weibull": {"mean": "1", "cv": 0, "x": 1}})) == {
        ("weibull", "mean"),
        ("weibull", "cv"),
        ("weibull", "x"),
    }


def test_a_distribution_cannot_be_changed():
    with pytest.raises(ValidationError):
        distribution({"constant": "1 s"}).constant = None
