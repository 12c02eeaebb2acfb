"""Measured times in words: what was read from which table, and how the table was written.

In: a scenario. Out: a line a column, for pages of checks and reports. The mean stands in it, so
that a table that was meant otherwise is seen before anything is run.
"""

from simulator.language import _
from simulator.reports.figures import MINUTES, Unit, counted, number
from simulator.scenario import Scenario
from simulator.scenario.clocks import SECONDS_PER_MINUTE

_MEAN = Unit(MINUTES.sign, decimals=2)


def measured_times_lines(scenario: Scenario) -> list[str]:
    """Return a line for each column of times that a scenario reads, each column once."""
    lines = []
    for times in scenario.measured_times():
        line = _("{file}, {column}: {times}, mean {mean}").format(
            file=times.file,
            column=times.column,
            times=counted("{n} time", "{n} times", times.number_of_times),
            mean=number(times.mean_seconds / SECONDS_PER_MINUTE, _MEAN),
        )
        lines.append(", ".join(filter(None, (line, str(times.conventions)))))
    return list(dict.fromkeys(lines))


def measured_times_data(scenario: Scenario) -> list[dict[str, object]]:
    """Return the same for programs."""
    return [
        {
            "file": times.file,
            "column": times.column,
            "times": times.number_of_times,
            "mean_minutes": times.mean_seconds / SECONDS_PER_MINUTE,
            "decimal": times.conventions.decimal or None,
            "separator": times.conventions.separator or None,
        }
        for times in scenario.measured_times()
    ]
