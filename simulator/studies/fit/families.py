"""Families: which distribution times have, judged by times that it was not fitted to.

In: times in seconds, each with the day on which it was seen. Out: a `FittedTime`: the family with
the best likelihood of the days left out, or points of the quantile function where none of them
follows the times; as a scenario writes it, with the range of its mean.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.scenario.families import Distribution
from simulator.studies.fit.ranges import Fitted, ratio

FAMILIES = ("gamma", "lognormal", "weibull", "exponential")
"""Those that are tried, the one that is taken for as good first."""

POINTS = (0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98)
"""Probabilities at which quantiles are written."""

_FOLDS = 5
_LEAST_FOR_SHAPE, _MOST_FOR_SHAPE = 20, 50_000
"""Times from which on a shape is estimated; of fewer, the mean alone is known. More than the most
would tell no more of it."""
_SHORTEST = 0.5
"""Seconds that a time of 0 was cut to: logs have whole ones."""
_FAR_OFF, _CHANCE_OFF = 0.04, 1.36
"""How far a family may be from the distribution of the times, and what chance alone may make of it
(Kolmogorov's 5 % point, over √n)."""
_CVS = (0.02, 5.0)


@dataclass(frozen=True, slots=True)
class FittedTime:
    """A distribution of a time, as it was estimated."""

    written: dict[str, Any]
    """What a scenario writes: a family and its parameters."""
    mean: Fitted
    """Its mean, in seconds."""

    @property
    def distribution(self) -> Distribution:
        """The same, as it is drawn from."""
        return Distribution.model_validate(self.written)


def fitted_time(
    seconds: NDArray[np.int64], day: NDArray[np.int64], mean: Fitted | None = None
) -> FittedTime:
    """Estimate the distribution of times.

    Parameters
    ----------
    seconds
        Times, one or more. Shape (n,).
    day
        Row of the day of each, from 0. Shape (n,).
    mean
        Their mean, where how sure it is does not depend on the days alone.
    """
    times = np.maximum(np.asarray(seconds, np.float64), _SHORTEST)
    n = len(times)
    mean = mean or ratio(np.bincount(day, times), np.bincount(day), n)
    if n < _LEAST_FOR_SHAPE or np.ptp(times) == 0:
        exact = np.ptp(times) == 0 and n > 1
        written = (
            {"constant": time_text(mean.value)} if exact else of_family("exponential", mean.value)
        )
        return FittedTime(written, mean)
    step = n // _MOST_FOR_SHAPE + 1
    times, day = times[::step], day[::step]
    name = max(FAMILIES, key=lambda family: _left_out(family, times, day))
    best = of_family(name, mean.value, _CV_OF[name](times))
    off = _distance(Distribution.model_validate(best), times)
    if off > _FAR_OFF + _CHANCE_OFF / sqrt(len(times)) and n >= 10 * _LEAST_FOR_SHAPE:
        points = np.maximum.accumulate(np.quantile(times, POINTS))
        best = {
            "quantiles": {
                str(p): time_text(x) for p, x in zip(POINTS, points.tolist(), strict=True)
            }
        }
    return FittedTime(best, mean)


def of_family(name: str, mean: float, cv: float = 1.0) -> dict[str, Any]:
    """Return how a scenario writes a family, from its mean in seconds and its cv."""
    parameters: dict[str, object] = {"mean": time_text(mean)}
    if name != "exponential":
        parameters["cv"] = float(f"{min(max(cv, _CVS[0]), _CVS[1]):.3g}")
    return {name: parameters}


def time_text(seconds: float) -> str:
    """Write a time as planners do, to a hundredth of a minute or three digits of seconds.

    Examples
    --------
    >>> time_text(45), time_text(90), time_text(754)
    ('45 s', '1.5 min', '12.57 min')
    """
    if seconds < 60:  # noqa: PLR2004  # seconds of a minute
        return f"{max(seconds, 0.0):.3g} s"
    return f"{round(seconds / 60, 2):g} min"


def _left_out(family: str, times: NDArray[np.float64], day: NDArray[np.int64]) -> float:
    """Return the mean log likelihood of times on days that a family was not fitted to.

    Where all are of one day, every fifth time is left out.
    """
    unit = day if len(np.unique(day)) >= _FOLDS else np.arange(len(times))
    fold = unit % _FOLDS
    total = 0.0
    for left in range(_FOLDS):
        out = fold == left
        if out.any() and not out.all():
            total += float(_log_density(family, *_moments(family, times[~out]), times[out]).sum())
    return total


def _moments(family: str, times: NDArray[np.float64]) -> tuple[float, float]:
    """Return the mean of the times, and the cv that makes them likeliest."""
    return float(times.mean()), _CV_OF[family](times)


def _cv_of_gamma(times: NDArray[np.float64]) -> float:
    """Return the cv whose shape k solves ln k − ψ(k) = ln mean − mean ln."""
    from scipy.optimize import brentq  # noqa: PLC0415  # heavy, and only for fits
    from scipy.special import psi  # noqa: PLC0415  # as above

    apart = np.log(times.mean()) - np.log(times).mean()
    shape = brentq(lambda k: np.log(k) - psi(k) - apart, 1e-3, 1e8) if apart > 1e-8 else 1e4  # noqa: PLR2004  # all alike
    return 1 / sqrt(shape)


def _cv_of_lognormal(times: NDArray[np.float64]) -> float:
    return sqrt(np.expm1(np.log(times).var()))


def _cv_of_weibull(times: NDArray[np.float64]) -> float:
    """Return the cv whose shape k solves Σ xᵏ ln x / Σ xᵏ − 1/k = mean ln."""
    from scipy.optimize import brentq  # noqa: PLC0415  # heavy, and only for fits
    from scipy.special import gammaln  # noqa: PLC0415  # as above

    scaled = times / times.max()
    logs = np.log(scaled)

    def score(k: float) -> float:
        powers = scaled**k
        return float((powers @ logs) / powers.sum() - 1 / k - logs.mean())

    shape = brentq(score, 0.05, 200.0)
    return sqrt(np.expm1(gammaln(1 + 2 / shape) - 2 * gammaln(1 + 1 / shape)))


_CV_OF: dict[str, Callable[[NDArray[np.float64]], float]] = {
    "gamma": _cv_of_gamma,
    "lognormal": _cv_of_lognormal,
    "weibull": _cv_of_weibull,
    "exponential": lambda _times: 1.0,
}


def _log_density(
    family: str, mean: float, cv: float, times: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the log of the chance of each time, cut to whole seconds."""
    distribution = Distribution.model_validate(of_family(family, mean, cv))
    chance = distribution.cdf(times + _SHORTEST) - distribution.cdf(times - _SHORTEST)
    return np.log(np.maximum(chance, 1e-12))


def _distance(distribution: Distribution, times: NDArray[np.float64]) -> float:
    """Return the largest distance of the distribution function from that of the times."""
    ordered = np.sort(times)
    steps = np.arange(1, len(ordered) + 1) / len(ordered)
    fitted = distribution.cdf(ordered)
    return float(
        np.maximum(np.abs(steps - fitted), np.abs(steps - 1 / len(ordered) - fitted)).max()
    )
