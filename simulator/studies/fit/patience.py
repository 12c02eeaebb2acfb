"""Patience: how long citizens wait before they leave, from tickets that mostly do not say it.

In: a `Lobby`. Out: a `Leaving`. When somebody left in silence is never seen. A ticket that is
called in vain says that the patience was shorter than the wait until then, one that is served that
it was longer; only who leaves openly tells it. To take the waits of those who are called in vain
for their patience, or to leave them out, is biased; the estimate here has all three kinds in it
(Turnbull 1976, "The empirical distribution function with arbitrarily grouped, censored and
truncated data", JRSS B 38). What no wait has tried nobody knows: there the family goes on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.demand.workload import NONE
from simulator.records import Ending
from simulator.scenario.parametric import Family, Lognormal, Weibull
from simulator.scenario.quantities import Duration
from simulator.studies.fit.families import of_family
from simulator.studies.fit.lobby import Lobby
from simulator.studies.fit.ranges import Fitted, ends_of_few, ratio

FAMILIES: dict[str, type[Weibull | Lognormal]] = {
    "exponential": Weibull,  # of cv 1
    "weibull": Weibull,
    "lognormal": Lognormal,
}


class PatienceForm(NamedTuple):
    """What patience may be."""

    family: str
    some_never_wait: bool

    @property
    def varies(self) -> bool:
        """Whether its cv is to be found."""
        return self.family != "exponential"

    @property
    def parameters(self) -> int:
        """How many there are."""
        return 1 + self.varies + self.some_never_wait


FORMS = [PatienceForm(family, some) for some in (False, True) for family in FAMILIES]
"""Those that are tried, the plainest first."""

_LEAST_GONE = 20
"""Tickets of those who left from which on a patience is estimated."""
_ALIKE = 6.0
"""Difference in Akaike's criterion up to which forms fit as well: the first of them is taken."""
_AS_LIKELY = 2.0
"""Difference up to which the range has the value of another form as well: these have as good as the
same support (Burnham and Anderson 2002, "Model selection and multimodel inference", 2.6)."""
_BINS = 60
_ROUNDS, _SETTLED = 5_000, 1e-7
_RESAMPLES = 40
_CVS = (0.05, 5.0)
_STEP = 0.3
"""How far apart the parameters are that a search begins with: left to itself it moves one that is 0
by next to nothing, and stays there."""
_LONGEST = log(2 * 86_400)
"""Logarithm of the longest mean patience, in seconds: as good as no limit."""


@dataclass(frozen=True, slots=True)
class Censored:
    """What tickets say of patience, by wait: counts. Shapes (waits,)."""

    wait: NDArray[np.float64]
    """Ends of bins of waits, in seconds, ascending."""
    typical: NDArray[np.float64]
    """Mean wait of each bin."""
    shorter: NDArray[np.float64]
    """Called in vain after this wait."""
    longer: NDArray[np.float64]
    """Served after this wait."""
    exact: NDArray[np.float64]
    """Openly left after this wait."""


@dataclass(frozen=True, slots=True)
class Leaving:
    """How citizens leave before they are served."""

    is_silent: bool
    written: dict[str, Any] | None
    """Patience as a scenario writes it; None where nobody leaves."""
    median: Fitted | None
    """Patience that half of all have, in seconds, as the family has it."""
    mean: Fitted | None
    """Its mean, in seconds, without those who never wait."""
    no_show: Fitted
    """Share of tickets whose holder goes at once."""
    in_vain: Fitted
    """Share of the calls that are in vain."""
    call_out: Fitted | None
    """Seconds that a call in vain takes; None where the log does not say."""
    curve: tuple[NDArray[np.float64], NDArray[np.float64]]
    """Waits in seconds, and the share that has left by then, without a family."""
    is_known: bool
    """Whether the log says who was called in vain, or left."""


def leaving_of(lobby: Lobby) -> Leaving:
    """Estimate how citizens leave."""
    log = lobby.log
    counts = lobby.day != NONE
    in_vain = lobby.was_called & (log.ending == Ending.CALLED_IN_VAIN)
    left = counts & (log.ending == Ending.LEFT)
    served = lobby.was_called & np.isin(log.ending, (Ending.SERVED, Ending.UNKNOWN))
    open_ends = left & (log.finished != NONE)
    is_known = bool(in_vain.any() or left.any() or (log.ending == Ending.SERVED).any())
    calls = in_vain | served
    share = ratio(lobby.count(in_vain), lobby.count(calls), int(calls.sum()))
    took = in_vain & (log.finished != NONE)
    call_out = lobby.mean(took, log.finished - log.called) if took.any() else None
    gone = int(in_vain.sum() + open_ends.sum())
    is_silent = bool(in_vain.sum() >= left.sum())
    if not is_known or gone < _LEAST_GONE:
        nothing = (np.zeros(0), np.zeros(0))
        return Leaving(
            is_silent, None, None, None, Fitted(0.0, 0), share, call_out, nothing, is_known
        )
    until = np.where(log.called != NONE, log.called, log.finished)
    wait = (until - log.taken).astype(np.float64)
    kinds = [in_vain, served & (wait > 0), open_ends]  # Who is called at once is served (R9).
    edges = _edges(wait[np.logical_or.reduce(kinds)])
    by_day = np.array([_by_day(lobby, edges, wait, chosen) for chosen in kinds])
    at = np.searchsorted(edges, wait[np.logical_or.reduce(kinds)], side="left")
    number = np.bincount(at, minlength=len(edges))
    waited = np.bincount(at, wait[np.logical_or.reduce(kinds)], minlength=len(edges))
    typical = np.divide(waited, number, out=edges.copy(), where=number > 0)
    return _fitted((edges, typical), by_day, is_silent=is_silent, share=share, call_out=call_out)


def _edges(wait: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return waits between which tickets are about as many, each the end of a bin."""
    inner = np.quantile(wait, np.linspace(0, 1, _BINS + 1))
    return np.unique(np.append(0.0, inner))


def _by_day(
    lobby: Lobby,
    edges: NDArray[np.float64],
    wait: NDArray[np.float64],
    chosen: NDArray[np.bool_],
) -> NDArray[np.float64]:
    """Count tickets by open day and wait. Shape (open days, waits)."""
    at = np.searchsorted(edges, wait[chosen], side="left")
    shape = (len(lobby.open_days), len(edges))
    flat = np.ravel_multi_index((lobby.day[chosen], np.minimum(at, shape[1] - 1)), shape)
    return np.bincount(flat, minlength=shape[0] * shape[1]).reshape(shape).astype(np.float64)


def _fitted(
    bins: tuple[NDArray[np.float64], NDArray[np.float64]],
    by_day: NDArray[np.float64],
    *,
    is_silent: bool,
    share: Fitted,
    call_out: Fitted | None,
) -> Leaving:
    """Estimate patience from counts by kind, day and wait, and how sure that is."""
    seen = Censored(*bins, *by_day.sum(axis=1))
    best = {form: _best(form, seen) for form in FORMS}
    worst = {form: _worst(form, found, seen) for form, found in best.items()}
    alike = [form for form in FORMS if worst[form] <= min(worst.values()) + _ALIKE]
    form, found = alike[0], best[alike[0]]
    days = by_day.shape[1]
    samples = np.random.default_rng(days).multinomial(
        days, np.full(days, 1 / days), size=_RESAMPLES * (days > 1)
    )
    drawn = np.array(
        [_best(form, Censored(*bins, *(one @ by_day)), start=found) for one in samples]
    ).reshape(-1, 3)
    n = int(by_day.sum())

    def ranged(values: Sequence[float], others: Sequence[float]) -> Fitted:
        """Return a value with the range of its resamples, and of families that fit as well."""
        value, *resampled = values
        if days == 1:
            return Fitted(value, n)
        low_high = [*ends_of_few(value, np.array(resampled), days), *others]
        return Fitted(value, n, min(low_high), max(low_high))

    no_show, mean, cv = found
    others = [
        (each.family, *best[each])
        for each in FORMS
        if worst[each] <= min(worst.values()) + _AS_LIKELY
    ]
    written = of_family(form.family, mean, cv)
    if form.some_never_wait:
        weight = round(no_show, 4)
        written = {
            "mixture": [
                {"weight": weight, "constant": "0 min"},
                {"weight": round(1 - weight, 4), **written},
            ]
        }
    return Leaving(
        is_silent=is_silent,
        written=written,
        median=ranged(
            [_median(form.family, *one) for one in (found, *drawn)],
            [_median(*one) for one in others],
        ),
        mean=ranged([mean, *drawn[:, 1]], [one[2] for one in others]),
        no_show=ranged([no_show, *drawn[:, 0]], [one[1] for one in others]),
        in_vain=share,
        call_out=call_out,
        curve=turnbull(seen),
        is_known=True,
    )


def turnbull(seen: Censored) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return waits, and the share of citizens who have left by then: no family is assumed.

    By self-consistency: each ticket is shared out over the waits that it may mean, as all tickets
    together do, until that changes nothing. What lies beyond the longest wait is not told.
    """
    points = len(seen.wait)
    chance = np.full(points + 1, 1 / (points + 1))  # The last is beyond all waits.
    total = seen.shorter.sum() + seen.longer.sum() + seen.exact.sum()
    for _round in range(_ROUNDS):
        gathered = np.cumsum(chance)[:-1]
        below = _over(seen.shorter, gathered)
        above = _over(seen.longer, 1 - gathered)
        of_shorter = np.append(np.cumsum(below[::-1])[::-1], 0.0)
        of_longer = np.append(0.0, np.cumsum(above))
        following = (np.append(seen.exact, 0.0) + chance * (of_shorter + of_longer)) / total
        moved = np.abs(following - chance).max()
        chance = following
        if moved < _SETTLED:
            break
    return seen.wait, np.cumsum(chance)[:-1]


def _over(counts: NDArray[np.float64], share: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.divide(counts, share, out=np.zeros_like(counts), where=counts > 0)


def _chance(
    name: str, at_once: float, mean: float, cv: float, wait: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the share that has left by each wait."""
    return at_once + (1 - at_once) * _patience(name, mean, cv).cdf(wait)


def _patience(name: str, mean: float, cv: float) -> Family:
    """Return a family with its parameters as they are, not rounded and not checked."""
    return FAMILIES[name].model_construct(mean=Duration(mean, "s"), cv=cv)


def _worst(form: PatienceForm, parameters: tuple[float, float, float], seen: Censored) -> float:
    """Return twice the negative log likelihood, and 2 for each parameter (Akaike)."""
    return 2 * _misfit(form.family, *parameters, seen) + 2 * form.parameters


def _misfit(name: str, at_once: float, mean: float, cv: float, seen: Censored) -> float:
    """Return the negative log likelihood of what tickets say."""
    by_end, gone = (
        np.clip(_chance(name, at_once, mean, cv, wait), 1e-12, 1 - 1e-12)
        for wait in (seen.wait, seen.typical)
    )
    within = np.maximum(np.diff(by_end, prepend=0.0), 1e-12)
    return -float(
        seen.shorter @ np.log(gone) + seen.longer @ np.log1p(-gone) + seen.exact @ np.log(within)
    )


def _best(
    form: PatienceForm, seen: Censored, start: tuple[float, float, float] | None = None
) -> tuple[float, float, float]:
    """Return no-show share, mean and cv of the greatest likelihood."""
    from scipy.optimize import minimize  # noqa: PLC0415  # heavy, and only for fits

    left = seen.shorter.sum() + seen.exact.sum()
    stayed = max(float(seen.longer.sum()), 1.0)
    waited = float(seen.wait @ (seen.shorter + seen.longer + seen.exact))
    at_once, mean, cv = start or (0.2 * left / (left + stayed), 2 * waited / max(left, 1.0), 1.0)

    def misfit(free: NDArray[np.float64]) -> float:
        return _misfit(form.family, *_bounded(form, free), seen)

    odds = log(max(at_once, 1e-4) / (1 - at_once))
    free = np.array([log(mean), *([log(cv)] * form.varies), *([odds] * form.some_never_wait)])
    around = np.vstack([free, free + _STEP * np.eye(len(free))])
    found = minimize(
        misfit,
        free,
        method="Nelder-Mead",
        options={"initial_simplex": around, "xatol": 1e-2, "fatol": 1e-2},
    )
    return _bounded(form, found.x)


def _bounded(form: PatienceForm, free: NDArray[np.float64]) -> tuple[float, float, float]:
    """Return the parameters that unbounded numbers stand for."""
    from scipy.special import expit  # noqa: PLC0415  # heavy, and only for fits

    mean = float(np.exp(np.clip(free[0], 0.0, _LONGEST)))
    cv = float(np.clip(np.exp(free[1]), *_CVS)) if form.varies else 1.0
    return float(expit(free[-1])) if form.some_never_wait else 0.0, mean, cv


def _median(name: str, at_once: float, mean: float, cv: float) -> float:
    level = (0.5 - at_once) / (1 - at_once)
    return (
        float(_patience(name, mean, cv).quantile_seconds(np.array([level]))[0])
        if level > 0
        else 0.0
    )
