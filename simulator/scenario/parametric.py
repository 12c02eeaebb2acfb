"""Families of service times given by a mean and a coefficient of variation, or by their ends.

In comes the inner mapping of a scenario (``{mean: 12 min, cv: 0.6}``); out comes a frozen model
that knows its mean, its coefficient of variation, its quantile function and its distribution
function, all in seconds. Drawing, tables and whole seconds are not known here.
"""

import math
from functools import lru_cache
from typing import Annotated, Protocol, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import AfterValidator, ConfigDict, Field, RootModel, model_validator

from simulator.language import N_, mistake
from simulator.scenario.quantities import LONGEST_DURATION_DAYS, Duration
from simulator.scenario.vocabulary import Between, DurationText, KeySection, Number

# Below, a time is as good as constant; above, no table of quantiles reaches far enough.
_LEAST_CV, _LARGEST_CV = 0.01, 10.0
_WEIBULL_SHAPES = (0.1, 1000.0)


# Between, no quantile of any family, which may be 10⁵ times its mean, outgrows whole seconds.
_SHORTEST_MEAN, _LONGEST_MEAN = Duration(0.001, "s"), Duration(3_660, "days")


Mean = Annotated[
    DurationText,
    AfterValidator(
        Between(
            _SHORTEST_MEAN,
            Duration(LONGEST_DURATION_DAYS, "days"),
            N_("a mean is at least 0.001 s: write {{constant: 0 s}} for no time at all"),
        )
    ),
    AfterValidator(
        Between(_SHORTEST_MEAN, _LONGEST_MEAN, N_("a mean is at most {days} days, ten years"))
    ),
]
Cv = Annotated[Number, Field(ge=_LEAST_CV, le=_LARGEST_CV)]


class Family(Protocol):
    """What every family of distributions of a time, 0 or more, can tell; all in seconds."""

    @property
    def mean_seconds(self) -> float:
        """The mean."""

    @property
    def cv(self) -> float:
        """The coefficient of variation: standard deviation over mean, 0 if the mean is 0."""

    def quantile_seconds(self, u: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the least x with P(X ≤ x) ≥ u for each u in (0, 1), shape as `u`."""

    def cdf(self, seconds: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return P(X ≤ x) for each x in `seconds`, 0 or more, shape as `seconds`."""


class Constant(RootModel[DurationText]):
    """Always the same time, 0 or more."""

    model_config = ConfigDict(frozen=True)

    @property
    def mean_seconds(self) -> float:
        """The time itself, in seconds."""
        return self.root.seconds

    @property
    def cv(self) -> float:
        """Zero: nothing varies."""
        return 0.0

    def quantile_seconds(self, u: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the time at every u, in seconds."""
        return np.full_like(u, self.root.seconds)

    def cdf(self, seconds: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return 1 from the time on, 0 before."""
        return (seconds >= self.root.seconds).astype(np.float64)


class Exponential(KeySection):
    """The exponential distribution: a time without memory."""

    mean: Mean = Field(title=N_("mean"))
    """Mean time, from 0.001 s to 3,660 days."""

    @property
    def mean_seconds(self) -> float:
        """The mean in seconds."""
        return self.mean.seconds

    @property
    def cv(self) -> float:
        """One, by its shape."""
        return 1.0

    def quantile_seconds(self, u: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return −m ln(1 − u), in seconds."""
        return -self.mean.seconds * np.log1p(-u)

    def cdf(self, seconds: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return 1 − exp(−x/m)."""
        return -np.expm1(-seconds / self.mean.seconds)


class _MeanAndCv(KeySection):
    mean: Mean = Field(title=N_("mean"))
    """Mean time, from 0.001 s to 3,660 days."""
    cv: Cv = Field(title=N_("cv"))
    """Coefficient of variation: standard deviation over mean, from 0.01 to 10."""

    @property
    def mean_seconds(self) -> float:
        """The mean in seconds."""
        return self.mean.seconds


class Gamma(_MeanAndCv):
    """The gamma distribution, of shape 1/cv² and scale m·cv²."""

    def quantile_seconds(self, u: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the inverse of the regularised incomplete gamma function, in seconds."""
        from scipy.special import gammaincinv  # noqa: PLC0415  # heavy, needed only to draw

        return np.asarray(self._scale * gammaincinv(self.cv**-2, u), dtype=np.float64)

    def cdf(self, seconds: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the regularised lower incomplete gamma function."""
        from scipy.special import gammainc  # noqa: PLC0415  # heavy, needed only to draw

        return np.asarray(gammainc(self.cv**-2, seconds / self._scale))

    @property
    def _scale(self) -> float:
        return self.mean.seconds * self.cv**2


class Lognormal(_MeanAndCv):
    """The lognormal distribution: σ² = ln(1 + cv²), μ = ln m − σ²/2."""

    def quantile_seconds(self, u: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return exp(μ + σ z), z the standard normal quantile, in seconds."""
        from scipy.special import ndtri  # noqa: PLC0415  # heavy, needed only to draw

        return np.exp(self._mu + self._sigma * np.asarray(ndtri(u)))

    def cdf(self, seconds: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the standard normal distribution function at (ln x − μ)/σ."""
        from scipy.special import ndtr  # noqa: PLC0415  # heavy, needed only to draw

        logs = np.log(np.maximum(seconds, np.finfo(np.float64).tiny))
        return np.asarray(ndtr((logs - self._mu) / self._sigma))

    @property
    def _sigma(self) -> float:
        return math.sqrt(math.log1p(self.cv**2))

    @property
    def _mu(self) -> float:
        return math.log(self.mean.seconds) - self._sigma**2 / 2


class Weibull(_MeanAndCv):
    """The Weibull distribution; its shape k is solved from cv, its scale is m/Γ(1 + 1/k)."""

    def quantile_seconds(self, u: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return scale · (−ln(1 − u))^(1/k), in seconds."""
        return self._scale * (-np.log1p(-u)) ** (1 / _weibull_shape(self.cv))

    def cdf(self, seconds: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return 1 − exp(−(x/scale)^k)."""
        return -np.expm1(-((seconds / self._scale) ** _weibull_shape(self.cv)))

    @property
    def _scale(self) -> float:
        return self.mean.seconds / math.gamma(1 + 1 / _weibull_shape(self.cv))


class Triangular(KeySection):
    """The triangular distribution between low and high, with its peak at mode."""

    low: DurationText = Field(title=N_("low"))
    """Least time, 0 or more."""
    mode: DurationText = Field(title=N_("mode"))
    """Most frequent time, from low to high."""
    high: DurationText = Field(title=N_("high"))
    """Longest time."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.low.seconds <= self.mode.seconds <= self.high.seconds:
            raise mistake("low, mode and high must come in this order")
        return self

    @property
    def mean_seconds(self) -> float:
        """The mean in seconds: (low + mode + high)/3."""
        return sum(self._corners) / 3

    @property
    def cv(self) -> float:
        """The coefficient of variation; the variance is (l² + m² + h² − lm − lh − mh)/18."""
        low, mode, high = self._corners
        variance = ((high - low) ** 2 - (mode - low) * (high - mode)) / 18
        return coefficient_of_variation(self.mean_seconds, variance)

    def quantile_seconds(self, u: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the quantiles, in seconds."""
        low, mode, high = self._corners
        rising = low + np.sqrt(u * (high - low) * (mode - low))
        falling = high - np.sqrt((1 - u) * (high - low) * (high - mode))
        return np.where(u * (high - low) < mode - low, rising, falling)

    def cdf(self, seconds: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the area of the triangle up to x."""
        low, mode, high = self._corners
        if low == high:
            return (seconds >= low).astype(np.float64)
        x = np.clip(seconds, low, high)
        # A side without width is never used; any divisor but 0 does for it.
        rising = (x - low) ** 2 / ((high - low) * ((mode - low) or 1.0))
        falling = 1 - (high - x) ** 2 / ((high - low) * ((high - mode) or 1.0))
        return np.where(x < mode, rising, falling)

    @property
    def _corners(self) -> tuple[float, float, float]:
        return self.low.seconds, self.mode.seconds, self.high.seconds


class Uniform(KeySection):
    """The uniform distribution between low and high."""

    low: DurationText = Field(title=N_("low"))
    """Least time, 0 or more."""
    high: DurationText = Field(title=N_("high"))
    """Longest time."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.low.seconds > self.high.seconds:
            raise mistake("low must not be more than high")
        return self

    @property
    def mean_seconds(self) -> float:
        """The mean in seconds: (low + high)/2."""
        return (self.low.seconds + self.high.seconds) / 2

    @property
    def cv(self) -> float:
        """The coefficient of variation; the variance is (high − low)²/12."""
        return coefficient_of_variation(self.mean_seconds, self._width**2 / 12)

    def quantile_seconds(self, u: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return low + u · (high − low), in seconds."""
        return self.low.seconds + u * self._width

    def cdf(self, seconds: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return (x − low)/(high − low) between the ends."""
        if self._width == 0:
            return (seconds >= self.low.seconds).astype(np.float64)
        return np.clip((seconds - self.low.seconds) / self._width, 0, 1)

    @property
    def _width(self) -> float:
        return self.high.seconds - self.low.seconds


def coefficient_of_variation(mean: float, variance: float) -> float:
    """Return standard deviation over mean; 0 if the mean is 0, and no less for rounding errors."""
    return math.sqrt(max(variance, 0.0)) / mean if mean else 0.0


@lru_cache(maxsize=1024)
def _weibull_shape(cv: float) -> float:
    """Return k with Γ(1 + 2/k)/Γ(1 + 1/k)² = 1 + cv²; the left side falls as k grows."""
    from scipy.optimize import brentq  # noqa: PLC0415  # heavy, needed only here

    def excess(shape: float) -> float:
        return math.lgamma(1 + 2 / shape) - 2 * math.lgamma(1 + 1 / shape) - math.log1p(cv**2)

    return float(brentq(excess, *_WEIBULL_SHAPES, xtol=1e-13))
