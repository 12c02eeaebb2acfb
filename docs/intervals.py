"""Measure how often intervals hold what they promise, and write docs/intervals.md.

Usage: nice python docs/intervals.py [YEARS]

Fresh years of shipped scenarios are simulated, and sets of 5, 10 and 20 drawn from them with
replacement; of each set and measure the interval is taken as every command takes it. The truth is
the mean of all these years (of a pooled quantile, the quantile of all their items), so that what is
measured is the interval and nothing else. *Optimistic* is an interval that lies wholly on the
better side of the truth: a target at the truth would be called met.
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from blocks import ROOT

from simulator import load_scenario
from simulator.measures import MeasureKey, Replicated, Scope, Series, summarize
from simulator.studies import run

SCENARIOS = ("van-don-2021", "ward-2026", "special-zone-2026")
"""Of the first the fields are shown, too."""
PAGE = ROOT / "docs" / "intervals.md"
YEARS, SETS = 400, 5_000
SEED, SEED_OF_SETS = 9_812, 1
SIZES = (5, 10, 20)

HEADLINES = (
    *("wait_mean", "wait_p90", "wait_within_15", "wait_within_20", "wait_within_30"),
    *("before_due_rate", "on_time_rate", "on_time_rate_filing", "on_time_rate_official"),
    *("overdue", "cycle_time_mean", "open_at_end", "utilization", "overtime_hours"),
)
"""What the first screen is about."""

LESS_IS_BETTER = ("wait_mean", "wait_p90", "overdue", "cycle_time_mean", "open_at_end")


@dataclass(frozen=True)
class Coverage:
    """What came of the sets of one size, of one measure. Shares of all sets."""

    given: float
    """Those that have an interval."""
    covers: float
    """Of these, those that hold the truth; nan where none is given."""
    too_low: float
    """Of all, those that lie below it."""
    too_high: float
    """Of all, those that lie above it."""

    def optimistic(self, stem: str) -> float:
        """Return the share of sets by which a target at the truth would be called met."""
        return self.too_low if stem in LESS_IS_BETTER else self.too_high


def years(name: str = SCENARIOS[0], number: int = YEARS, *, seed: int = SEED) -> Replicated:
    """Simulate fresh years of a scenario."""
    scenario = load_scenario(ROOT / "scenarios" / f"{name}.yaml")
    return Replicated.of([one.measures for one in run(scenario, replications=number, seed=seed)])


def coverage(of: Replicated, key: MeasureKey | str, size: int, *, sets: int = SETS) -> Coverage:
    """Take sets of years, and see which of their intervals hold the mean of all years."""
    series = of.series(key)
    truth = summarize(series).mean
    chance = np.random.default_rng([SEED_OF_SETS, size])
    low, high = [], []
    for chosen in chance.integers(0, len(of), (sets, size)):
        found = summarize(
            Series(
                series.key,
                series.values[chosen],
                series.counts[chosen],
                [series.items[year] for year in chosen],
            )
        )
        if found.low is not None and found.high is not None:
            low.append(found.low)
            high.append(found.high)
    above, below = np.array(low) > truth, np.array(high) < truth
    return Coverage(
        given=len(low) / sets,
        covers=1 - float(above.mean() + below.mean()) if low else np.nan,
        too_low=float(below.sum()) / sets,
        too_high=float(above.sum()) / sets,
    )


SCOPES = (Scope.ALL, Scope.FIELD)
"""The Center, and its fields."""


def keys_of(
    of: Replicated, measures: Sequence[str], scopes: Sequence[Scope]
) -> Iterator[MeasureKey]:
    """Go over the measures of these scopes that vary at all."""
    for measure in measures:
        for key in of.index:
            is_headline = key.measure == measure and key.scope in scopes
            if is_headline and np.nanstd(of.series(key).values) > 0:
                yield key


def study(
    of: Replicated, measures: Sequence[str] = HEADLINES, *, scopes: Sequence[Scope] = SCOPES
) -> Mapping[tuple[MeasureKey, int], Coverage]:
    """Return the coverage of measures, in sets of every size."""
    keys = keys_of(of, measures, scopes)
    return {(key, size): coverage(of, key, size) for key in keys for size in SIZES}


def _percent(share: float) -> str:
    return "–" if np.isnan(share) else f"{100 * share:.1f}"


def table(found: Mapping[tuple[MeasureKey, int], Coverage], keys: Sequence[MeasureKey]) -> str:
    """Write a table: coverage, optimistic intervals and those that are given, by size."""
    heads = [f"{what}, n = {size}" for size in SIZES for what in ("covers %", "optimistic %")]
    lines = [
        "| measure | " + " | ".join(heads) + f" | given %, n = {SIZES[-1]} |",
        "|---|" + "--:|" * (len(heads) + 1),
    ]
    for key in keys:
        cells = []
        for size in SIZES:
            one = found[key, size]
            cells += [_percent(one.covers), _percent(one.optimistic(key.measure))]
        given = _percent(found[key, SIZES[-1]].given)
        lines.append(f"| `{key}` | " + " | ".join([*cells, given]) + " |")
    return "\n".join(lines)


def of_the_center(name: str, number: int) -> str:
    """Write the table of another Center."""
    found = study(years(name, number), scopes=(Scope.ALL,))
    return f"## `{name}.yaml`\n\n{table(found, list(dict.fromkeys(key for key, _size in found)))}"


def page(number: int) -> str:
    """Write the page."""
    first, *others = SCENARIOS
    of = years(first, number)
    found = study(of)
    keys = list(dict.fromkeys(key for key, _size in found))
    least = study(of, ("lateness_p90",))
    further = "\n\n".join(of_the_center(name, number) for name in others)
    return f"""# How often intervals hold what they promise

Made by `python docs/intervals.py`: {number} fresh years of each scenario, {SETS:,} sets of
each size drawn from them, 95 % nominal. *Optimistic* is a set by which a target at the truth would
be called met; *given* is how many have an interval at all: where fewer than three years differ from
the others there is none.

## `{first}.yaml`

{table(found, [key for key in keys if key.scope is Scope.ALL])}

{further}

## Fields of `{first}.yaml`

{table(found, [key for key in keys if key.scope is Scope.FIELD])}

## What holds less

The lateness that nine in ten overdue dossiers do not exceed is pooled over the years. A bad year
has many overdue dossiers and long delays, and most sets hold none of the worst: by field its
intervals, above all of ten years or fewer, hold less than they promise. So it is with the rate from
the filing of culture and education, which is below 100 % in few years, in the special zone with
those of land and of residence, below it in one year of three (more than nine in ten intervals of
twenty years hold the truth, and most of the others lie above it), and where of a rate near 100 %
ten years or fewer are taken: among the dossiers of the special zone one in a thousand is overdue.

{table(least, list(dict.fromkeys(key for key, _size in least)))}
"""


if __name__ == "__main__":
    asked = int(sys.argv[1]) if len(sys.argv) > 1 else YEARS
    PAGE.write_text(page(asked), encoding="utf-8")
