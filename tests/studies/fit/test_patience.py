"""Patience under censoring that differs from ticket to ticket."""

import numpy as np
import pytest

from simulator.studies.fit.fitting import fit_lobby
from simulator.studies.fit.patience import Censored, turnbull
from tests.studies.fit.lobbies import lobby
from tests.studies.fit.simulated import simulated_log

PATIENCE = {"weibull": {"mean": "40 min", "cv": 0.7}}
MONTH = {"from": "2025-03-03", "to": "2025-04-04"}
BUSY = {
    "land": {"officers": 1, "serves": ["receive/land"]},
    "justice": {"officers": 1, "serves": ["receive/justice"]},
}


@pytest.mark.parametrize("leaves", ["silently", "openly"])
def test_patience_is_found_again_however_citizens_leave(leaves):
    citizens = {"retries": 0, "patience": PATIENCE, "leaves": leaves, "call_out": "40 s"}
    found = fit_lobby(simulated_log(lobby(period=MONTH, staff=BUSY, citizens=citizens))).leaving
    assert found.is_silent == (leaves == "silently")
    assert found.mean.low < 2400 < found.mean.high
    if leaves == "silently":
        assert found.call_out.value == pytest.approx(40)


def test_patience_with_a_long_tail_is_found_and_nobody_is_taken_to_go_at_once():
    patience = {"lognormal": {"mean": "25 min", "cv": 1.3}}
    citizens = {"retries": 0, "patience": patience, "leaves": "silently"}
    found = fit_lobby(simulated_log(lobby(staff=BUSY, citizens=citizens))).leaving
    assert (found.no_show.value, [*found.written]) == (0, ["lognormal"])
    assert found.written["lognormal"]["cv"] == pytest.approx(1.3, abs=0.25)
    assert found.mean.low < 1500 < found.mean.high


def test_who_never_waits_is_a_share_of_its_own():
    mixture = [{"weight": 0.1, "constant": "0 min"}, {"weight": 0.9, **PATIENCE}]
    citizens = {"retries": 0, "patience": {"mixture": mixture}, "leaves": "silently"}
    found = fit_lobby(simulated_log(lobby(period=MONTH, staff=BUSY, citizens=citizens))).leaving
    assert found.no_show.low < 0.1 < found.no_show.high


def test_where_nobody_leaves_there_is_no_patience(fitted):
    assert fitted.leaving.written is None
    assert fitted.leaving.is_known


def test_calls_in_vain_alone_would_be_taken_for_short_patience():
    """Each ticket says only on which side of its wait the patience is: the estimate heeds both."""
    draw = np.random.default_rng(1)
    patience, wait = draw.exponential(30, 40_000), draw.uniform(0, 60, 40_000)
    edges = np.arange(0.0, 61.0, 2.0)
    at = np.searchsorted(edges, wait)
    in_vain = patience <= wait
    counts = [np.bincount(at[chosen], minlength=31).astype(float) for chosen in (in_vain, ~in_vain)]
    waits, left = turnbull(Censored(edges, edges, *counts, np.zeros(31)))
    truth = 1 - np.exp(-waits / 30)
    assert np.abs(left - truth)[5:25].max() < 0.05
    taken_at_their_word = np.mean(wait[in_vain] <= 20)
    assert abs(taken_at_their_word - (1 - np.exp(-20 / 30))) > 0.15
