"""What a scenario writes for a time that varies: a family by name and its parameters.

In comes a mapping of one key (``{gamma: {mean: 12 min, cv: 0.6}}``); out comes a frozen
`Distribution` that writes itself as the same mapping and answers with its mean, its coefficient of
variation and its quantile function, in seconds. Those that are no formula are here, points of a
quantile function and mixtures; measured times are in ``empirical``. How times are drawn is not
known here.
"""

import math
from collections.abc import Callable, Iterator, Mapping
from typing import Annotated, Any, ClassVar, Self, cast

import numpy as np
from numpy.typing import NDArray
from pydantic import (
    ConfigDict,
    Field,
    ModelWrapValidatorHandler,
    RootModel,
    SerializerFunctionWrapHandler,
    ValidationError,
    model_serializer,
    model_validator,
)
from pydantic_core import ErrorDetails

from simulator.language import N_, _, mistake
from simulator.scenario.clocks import SECONDS_PER_DAY
from simulator.scenario.empirical import Empirical
from simulator.scenario.near_matches import near_match, nearest
from simulator.scenario.number_text import plain_number
from simulator.scenario.parametric import (
    Constant,
    Exponential,
    Family,
    Gamma,
    Lognormal,
    Triangular,
    Uniform,
    Weibull,
    coefficient_of_variation,
)
from simulator.scenario.quantities import LONGEST_DURATION_DAYS, duration_in, range_in
from simulator.scenario.several import SeveralProblemsError, problem_of
from simulator.scenario.vocabulary import DurationText, KeySection, Share, Written, check_sum

__all__ = [
    "Constant",
    "Distribution",
    "Empirical",
    "Exponential",
    "Gamma",
    "Lognormal",
    "Mixture",
    "Quantiles",
    "Triangular",
    "Uniform",
    "Weibull",
    "WeightedDistribution",
]

_WEIGHT_TOLERANCE = 1e-9
_BISECTIONS = 50


class Quantiles(RootModel[dict[str, DurationText]]):
    """Points of the quantile function by probability: ``{0.1: 4 min, 0.5: 12 min, 0.9: 30 min}``.

    Straight lines join the points; the first and the last go on to probability 0 and 1. A time that
    would be negative at probability 0 is 0 there. Probabilities are kept in increasing order,
    whatever order they are written in.
    """

    model_config = ConfigDict(frozen=True)

    def __hash__(self) -> int:
        """Return what equal points have in common."""
        return hash(tuple(self.root.items()))

    @model_validator(mode="wrap")
    @classmethod
    def _order_probabilities(cls, data: object, read: ModelWrapValidatorHandler[Self]) -> Self:
        if not isinstance(data, dict):
            return read(data)
        problems: list[ErrorDetails] = []
        keys: dict[float, str] = {}
        for key in data:
            try:
                probability = _probability(key)
            except ValueError as error:
                problems.append(problem_of(data, str(error)))
                continue
            if probability in keys:
                problems.append(problem_of(data, _("a probability is given twice")))
            keys[probability] = key
        if len(data) < 2:  # noqa: PLR2004  # a line has two ends
            problems.append(problem_of(data, _("quantiles need at least two probabilities")))
        ordered = {repr(probability): data[keys[probability]] for probability in sorted(keys)}
        try:
            quantiles = read(ordered)
        except ValidationError as error:
            if not problems:
                raise
            problems += error.errors(include_url=False)
        if problems:
            raise SeveralProblemsError(problems)
        return quantiles

    @model_validator(mode="after")
    def _check_order(self) -> Self:
        if np.any(np.diff([duration.seconds for duration in self.root.values()]) < 0):
            raise mistake("quantiles must not fall as their probabilities rise")
        if self._corners[1][-1] > LONGEST_DURATION_DAYS * SECONDS_PER_DAY:
            raise mistake("the line through the last two points goes beyond 100 years")
        return self

    @property
    def mean_seconds(self) -> float:
        """The mean of the straight lines, in seconds."""
        probabilities, seconds = self._corners
        return float(np.sum(np.diff(probabilities) * (seconds[:-1] + seconds[1:]) / 2))

    @property
    def cv(self) -> float:
        """The coefficient of variation of the straight lines."""
        probabilities, seconds = self._corners
        left, right = seconds[:-1], seconds[1:]
        squares = np.sum(np.diff(probabilities) * (left**2 + left * right + right**2) / 3)
        return coefficient_of_variation(self.mean_seconds, float(squares) - self.mean_seconds**2)

    def quantile_seconds(self, u: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the quantiles on the straight lines, in seconds."""
        return np.interp(u, *self._corners)

    def cdf(self, seconds: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the probability up to x, the largest where the lines are level."""
        probabilities, corners = self._corners
        right = np.searchsorted(corners, seconds, side="right")
        left = np.clip(right - 1, 0, len(corners) - 2)
        rise = corners[left + 1] - corners[left]
        share = (seconds - corners[left]) / np.where(rise > 0, rise, 1.0)  # level only at the ends
        inside = probabilities[left] + share * (probabilities[left + 1] - probabilities[left])
        return np.select([right == 0, right == len(corners)], [0.0, 1.0], inside)

    @property
    def _corners(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Probabilities from 0 to 1 and their times in seconds, the two ends extended."""
        p = np.array([float(key) for key in self.root])
        x = np.array([duration.seconds for duration in self.root.values()])
        at_zero = max(x[0] - (x[1] - x[0]) / (p[1] - p[0]) * p[0], 0.0)
        at_one = x[-1] + (x[-1] - x[-2]) / (p[-1] - p[-2]) * (1 - p[-1])
        return np.concatenate(([0.0], p, [1.0])), np.concatenate(([at_zero], x, [at_one]))


class Distribution(KeySection):
    """A time that varies, written as one family: ``{gamma: {mean: 12 min, cv: 0.6}}``.

    Examples
    --------
    >>> service = Distribution.model_validate({"gamma": {"mean": "12 min", "cv": 0.5}})
    >>> service.mean_seconds, service.cv
    (720.0, 0.5)
    >>> service.model_dump(mode="json")
    {'gamma': {'mean': '12 min', 'cv': 0.5}}
    """

    written: ClassVar[Written | None] = Written(N_("distribution"), can_vary=True, unit="min")

    constant: Constant | None = Field(None, title=N_("constant"))
    """Always the same time."""
    exponential: Exponential | None = Field(None, title=N_("exponential"))
    """Without memory; `mean`."""
    gamma: Gamma | None = Field(None, title=N_("gamma"))
    """`mean` and `cv`."""
    lognormal: Lognormal | None = Field(None, title=N_("lognormal"))
    """With a heavy tail; `mean` and `cv`."""
    weibull: Weibull | None = Field(None, title=N_("Weibull"))
    """`mean` and `cv`."""
    triangular: Triangular | None = Field(None, title=N_("triangular"))
    """`low`, `mode` and `high`."""
    uniform: Uniform | None = Field(None, title=N_("uniform"))
    """`low` and `high`."""
    quantiles: Quantiles | None = Field(None, title=N_("by quantiles"))
    """Times by probability, straight lines between."""
    empirical: Empirical | None = Field(None, title=N_("measured times"))
    """Measured times: `file` and `column`."""
    mixture: "Mixture | None" = Field(None, title=N_("mixture"))
    """Several distributions, each with its `weight`; the weights sum to 1."""

    @model_validator(mode="wrap")
    @classmethod
    def _check_one_family(cls, data: object, read: ModelWrapValidatorHandler[Self]) -> Self:
        if isinstance(data, dict):
            problems = [problem_of(data, message) for message in _wrong_with_families(data, cls)]
        elif isinstance(data, cls):
            return data
        else:
            problems = [problem_of(data, _distribution_due(data))]
        if not problems:
            return read(data)
        problems += _below_families(data, cls, read)
        raise SeveralProblemsError(problems)

    @model_serializer(mode="wrap")
    def _write_one_family(self, write: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return {key: value for key, value in write(self).items() if value is not None}

    @property
    def family(self) -> Family:
        """The family that is given, with its parameters."""
        given = (getattr(self, name) for name in _FAMILIES)
        return next(cast("Family", family) for family in given if family is not None)

    @property
    def mean_seconds(self) -> float:
        """The mean, in seconds."""
        return self.family.mean_seconds

    @property
    def cv(self) -> float:
        """The coefficient of variation: standard deviation over mean, 0 if the mean is 0."""
        return self.family.cv

    def quantile_seconds(self, u: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the least x with P(X ≤ x) ≥ u for each u in (0, 1), in seconds, shape as `u`."""
        return self.family.quantile_seconds(u)

    def cdf(self, seconds: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return P(X ≤ x) for each x in `seconds`, 0 or more, shape as `seconds`."""
        return self.family.cdf(seconds)


_FAMILIES = tuple(Distribution.model_fields)


def _distribution_due(data: object) -> str:
    """Return that a distribution is due, written with the time that stands in its place."""
    if spread := range_in(data):
        low, high = spread
        return _(
            "a distribution is due: write {{uniform: {{low: {low}, high: {high}}}}}",
            low=low,
            high=high,
        )
    return _(
        "a distribution is due: write its family and parameters, "
        "e.g. {{gamma: {{mean: {time}, cv: 0.6}}}} or {{constant: {time}}}",
        time=duration_in(data),
    )


def _below_families(
    data: object,
    kind: type[Distribution],
    read: Callable[[dict[str, object]], object],
) -> Iterator[ErrorDetails]:
    """Yield what `read` finds below each family that is given, or meant by a misspelt key."""
    entries = data if isinstance(data, dict) else {}
    beside = {
        key: value
        for key, value in entries.items()
        if key in kind.model_fields and key not in _FAMILIES
    }
    for key, value in entries.items():
        family = nearest(str(key), _FAMILIES)  # Itself, or the one that was misspelt.
        if key in beside or not family or value is None:
            continue
        try:
            read({**beside, family: value})
        except ValidationError as error:
            for details in error.errors(include_url=False):
                first, *rest = details["loc"]
                yield {**details, "loc": (key if first == family else first, *rest)}


def _wrong_with_families(data: Mapping[str, object], kind: type[Distribution]) -> Iterator[str]:
    """Yield what is wrong with the keys of a distribution."""
    for key in data:
        if key not in kind.model_fields:
            yield _(
                "unknown family {family!r}{hint}: write one of {families}",
                family=key,
                hint=near_match(str(key), _FAMILIES),
                families=", ".join(_FAMILIES),
            )
    named = [key for key in data if key in _FAMILIES]
    if not named and data.keys() <= kind.model_fields.keys():
        yield _("a distribution has one family, not none")
    if len(named) > 1:
        families = f" {_('and')} ".join(named)
        yield _("a distribution has one family, not {families}", families=families)
    for key in named:
        if data[key] is None:
            yield _("the parameters of {family} are missing", family=key)


class WeightedDistribution(Distribution):
    """A part of a mixture: a distribution and its weight."""

    weight: Annotated[Share, Field(gt=0)] = Field(title=N_("weight"))
    """Chance that a time comes from this part, more than 0; the weights sum to 1."""


class Mixture(RootModel[tuple[WeightedDistribution, ...]]):
    """One of several distributions by chance: ``[{weight: 0.8, constant: 2 min}, …]``."""

    model_config = ConfigDict(frozen=True)

    @model_validator(mode="after")
    def _check_weights(self) -> Self:
        check_sum(
            (part.weight for part in self.root),
            N_("the weights of a mixture sum to 1, not {total:.10g}"),
            tolerance=_WEIGHT_TOLERANCE,
        )
        return self

    @property
    def mean_seconds(self) -> float:
        """The weighted mean, in seconds."""
        return math.fsum(part.weight * part.mean_seconds for part in self.root)

    @property
    def cv(self) -> float:
        """The coefficient of variation, from the weighted mean of squares."""
        squares = math.fsum(
            part.weight * part.mean_seconds**2 * (1 + part.cv**2) for part in self.root
        )
        return coefficient_of_variation(self.mean_seconds, squares - self.mean_seconds**2)

    def quantile_seconds(self, u: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the quantiles in seconds, the distribution function inverted by bisection.

        The quantile of a mixture lies between the least and the largest of its parts' quantiles; it
        is found to 2⁻⁵⁰ of that distance.
        """
        of_parts = np.array([part.quantile_seconds(u) for part in self.root])
        below, above = of_parts.min(axis=0), of_parts.max(axis=0)
        for _halving in range(_BISECTIONS):
            middle = (below + above) / 2
            is_reached = self.cdf(middle) >= u
            below, above = np.where(is_reached, below, middle), np.where(is_reached, middle, above)
        return np.asarray(above)

    def cdf(self, seconds: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the weighted mean of the parts' distribution functions."""
        weighted = [part.weight * part.cdf(seconds) for part in self.root]
        return np.asarray(np.sum(weighted, axis=0))


Distribution.model_rebuild()


def _probability(key: object) -> float:
    """Return the probability that a key of `Quantiles` states."""
    probability = plain_number(str(key))
    if probability is None or not 0 < probability < 1:
        raise mistake("a probability between 0 and 1 is due, e.g. 0.5, not {key!r}", key=key)
    return probability
