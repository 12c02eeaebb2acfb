from dataclasses import dataclass

import numpy as np
import pytest

from simulator.demand.quantile_table import (
    LOWER_OCTAVES,
    TABLE_SIZE,
    UPPER_OCTAVES,
    compile_table,
    read_table,
    read_tables,
    tail_edges,
)
from simulator.scenario.families import Distribution

CVS = [0.01, 0.1, 0.6, 1.0, 2.0, 3.0]


def two_points(weight, low, high):
    return {
        "mixture": [{"weight": weight, "constant": low}, {"weight": 1 - weight, "constant": high}]
    }


SMOOTH = [
    *({family: {"mean": "12 min", "cv": cv}} for family in ("gamma", "lognormal") for cv in CVS),
    *({"weibull": {"mean": "12 min", "cv": cv}} for cv in CVS),
    {"exponential": {"mean": "10 min"}},
    {"triangular": {"low": "1 min", "mode": "2 min", "high": "5 min"}},
    {"uniform": {"low": "0 min", "high": "5 min"}},
    {"quantiles": {"0.1": "1 min", "0.33": "2 min", "0.91": "50 min"}},
    {
        "mixture": [
            {"weight": 0.6, "exponential": {"mean": "3 min"}},
            {"weight": 0.4, "lognormal": {"mean": "1 h", "cv": 2.0}},
        ]
    },
]
WITH_JUMPS = [
    {"constant": "2 min"},
    {"constant": "0 s"},
    two_points(0.9, "2 min", "60 min"),
    two_points(2 / 3, "0 min", "60 min"),
    two_points(0.74, "0 min", "60 min"),
    two_points(0.9999, "1 min", "60 min"),
    {"quantiles": {"0.3": "4 min", "0.31": "40 min", "0.9": "41 min"}},
]


def compiled(written):
    distribution = Distribution.model_validate(written)
    return distribution, compile_table(distribution)


def widths_of_cells():
    """Return the probability of each cell, in the order of the table."""
    tails = [tail_edges(LOWER_OCTAVES), tail_edges(UPPER_OCTAVES)]
    for edges in tails:
        edges[0] = 0  # the first cell stands for all that lies beyond
    return np.concatenate([np.diff(edges) for edges in tails])


def moments(table):
    """Return mean and coefficient of variation of the straight lines, integrated exactly."""
    outer, inner = table.reshape(-1, 2).T
    widths = widths_of_cells()
    mean = np.sum(widths * (outer + inner) / 2)
    square = np.sum(widths * (outer**2 + outer * inner + inner**2) / 3)
    return mean, np.sqrt(max(square - mean**2, 0)) / mean if mean else 0.0


def read(table, u):
    return np.array([read_table(table, value) for value in u])


def test_the_cells_cover_all_probabilities_once():
    assert np.all(widths_of_cells() > 0)
    assert widths_of_cells().sum() == pytest.approx(1, rel=1e-12)
    assert 2 * len(widths_of_cells()) == TABLE_SIZE


@pytest.mark.parametrize("written", SMOOTH + WITH_JUMPS, ids=str)
def test_mean_and_cv_of_the_table_are_the_familys_within_a_thousandth(written):
    distribution, table = compiled(written)
    assert table.shape == (TABLE_SIZE,)
    mean, cv = moments(table)
    assert mean == pytest.approx(distribution.mean_seconds, rel=1e-3)
    assert cv == pytest.approx(distribution.cv, rel=1e-3, abs=1e-9)


@dataclass(frozen=True)
class Step:
    """No time with some probability, an hour otherwise."""

    probability: float

    @property
    def mean_seconds(self):
        return 3600 * (1 - self.probability)

    @property
    def cv(self):
        return np.sqrt(self.probability / (1 - self.probability))

    def quantile_seconds(self, u):
        return np.where(u <= self.probability, 0.0, 3600.0)


@pytest.mark.parametrize("probability", np.append(0.259, np.linspace(0.11, 0.99, 89).round(2)))
def test_a_jump_keeps_mean_and_cv_wherever_it_falls(probability):
    step = Step(probability)
    mean, cv = moments(compile_table(step))
    assert mean == pytest.approx(step.mean_seconds, rel=2e-4)
    assert cv == pytest.approx(step.cv, rel=1e-3)


@pytest.mark.parametrize("written", SMOOTH, ids=str)
def test_the_table_reads_as_the_quantile_function_up_to_a_small_probability(written):
    distribution, table = compiled(written)
    tails = np.geomspace(2.0**-13, 0.5, 3000)
    u = np.concatenate((tails, 1 - tails))
    # A corner of the quantile function is rounded off where it falls inside a cell.
    bound = 5e-4 if "quantiles" in written else 1e-4
    assert np.abs(distribution.cdf(read(table, u)) - u).max() < bound


@pytest.mark.parametrize("written", SMOOTH, ids=str)
def test_the_upper_tail_is_followed_far_out(written):
    distribution, table = compiled(written)
    u = 1 - np.geomspace(2.0**-33, 2.0**-13, 500)
    assert read(table, u) == pytest.approx(distribution.quantile_seconds(u), rel=1e-3)


@pytest.mark.parametrize("written", SMOOTH + WITH_JUMPS, ids=str)
def test_a_larger_uniform_never_reads_a_shorter_time(written):
    _, table = compiled(written)
    tails = np.geomspace(2.0**-53, 0.5, 5000)
    times = read(table, np.unique(np.concatenate((tails, 1 - tails))))
    assert np.all(np.diff(times) >= -1e-9 * times[1:])
    assert times[0] >= 0


def test_the_ends_of_the_unit_interval_are_clamped():
    distribution, table = compiled({"exponential": {"mean": "10 min"}})
    furthest = distribution.quantile_seconds(np.array([1 - 2.0**-35]))[0]
    assert read_table(table, 1 - 2.0**-53) == read_table(table, 1 - 2.0**-35)
    assert read_table(table, 1 - 2.0**-53) == pytest.approx(furthest, rel=0.01)
    assert read_table(table, 2.0**-1074) == pytest.approx(600 * 2.0**-14, rel=1e-3)


@pytest.mark.parametrize("u", [0.5, np.nextafter(0.5, 0), np.nextafter(0.5, 1)])
def test_the_median_is_read_from_both_sides(u):
    _, table = compiled({"exponential": {"mean": "10 min"}})
    assert read_table(table, u) == pytest.approx(600 * np.log(2), rel=1e-5)


@pytest.mark.parametrize("octave", range(1, 12))
def test_octaves_join_without_a_step(octave):
    _, table = compiled({"exponential": {"mean": "10 min"}})
    tail = 2.0**-octave
    for u in (tail, 1 - tail):
        before, at, after = read(table, [np.nextafter(u, 0), u, np.nextafter(u, 1)])
        assert before == pytest.approx(at, rel=1e-4)
        assert after == pytest.approx(at, rel=1e-4)


def test_times_are_read_from_the_row_asked_for_in_whole_seconds():
    tables = np.stack([compiled({"constant": text})[1] for text in ("2 min", "90 s", "0 s")])
    times = read_tables(tables, np.array([1, 0, 2], dtype=np.int32), np.array([0.1, 0.5, 0.9]))
    assert times.dtype == np.int64
    assert times.tolist() == [90, 120, 0]


def test_whole_seconds_are_rounded_half_to_even():
    tables = np.stack([compiled({"constant": f"{text} s"})[1] for text in (0.5, 1.5, 2.5, 2.6)])
    which = np.arange(4, dtype=np.int32)
    assert read_tables(tables, which, np.full(4, 0.3)).tolist() == [0, 2, 2, 3]


def test_times_drawn_from_seeded_uniforms_have_the_familys_mean_and_cv():
    distribution, table = compiled({"gamma": {"mean": "12 min", "cv": 0.6}})
    u = np.random.default_rng(20210817).random(200_000)
    times = read_tables(table[np.newaxis], np.zeros(len(u), dtype=np.int32), u)
    half_width = 4 * distribution.cv / np.sqrt(len(u))
    assert times.mean() == pytest.approx(distribution.mean_seconds, rel=half_width)
    assert times.std() / times.mean() == pytest.approx(distribution.cv, rel=0.01)


def test_measured_times_keep_their_mean_and_cv(tmp_path):
    measured = np.random.default_rng(5).lognormal(2, 1, 777)
    (tmp_path / "times.csv").write_text("takes\n" + "\n".join(f"{x:.4f}" for x in measured))
    distribution = Distribution.model_validate(
        {"empirical": {"file": "times.csv", "column": "takes"}}, context={"folder": tmp_path}
    )
    mean, cv = moments(compile_table(distribution))
    assert mean == pytest.approx(distribution.mean_seconds, rel=1e-3)
    assert cv == pytest.approx(distribution.cv, rel=1e-3)


def test_equal_distributions_have_one_table_which_nobody_can_write_to():
    _, table = compiled({"quantiles": {0.1: "4 min", 0.9: "12 min"}})
    _, same = compiled({"quantiles": {0.9: "12 min", 0.1: "4 min"}})
    assert same is table
    with pytest.raises(ValueError, match="read-only"):
        table[0] = 0


def test_the_same_file_with_other_times_has_a_table_of_its_own(tmp_path):
    measured, written = tmp_path / "times.csv", {"empirical": {"file": "times.csv", "column": "t"}}
    means = []
    for times in ("t\n4\n", "t\n5\n"):
        measured.write_text(times)
        distribution = Distribution.model_validate(written, context={"folder": tmp_path})
        means.append(moments(compile_table(distribution))[0])
    assert means == pytest.approx([240, 300])
