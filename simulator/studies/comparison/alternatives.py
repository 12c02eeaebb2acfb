"""Alternatives: the scenarios that are compared, and what they differ in.

In: scenario files, values set in all of them, and variations of the first file. Out: `Alternative`s
with names of their own, and what stands in the way of comparing them. Nothing is run here.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.language import _, ngettext
from simulator.measures import MeasureIndex
from simulator.measures.catalogue import no_measure
from simulator.measures.loading import validated
from simulator.measures.names import names_of
from simulator.scenario import Scenario, ScenarioError, read_resolved
from simulator.scenario.model_time import Period
from simulator.scenario.names import path_text
from simulator.scenario.vocabulary import OWN

if TYPE_CHECKING:
    from simulator.scenario.problems import Problem

MOST = 26
"""Scenarios that can be compared: as many as there are letters. A sweep takes more."""

MEASURES = (
    "wait_mean",
    "wait_p90",
    "wait_within_15",
    "before_due_rate",
    "on_time_rate",
    "on_time_rate_official",
    "on_time_rate_filing",
    "unaccepted",
    "overdue",
    "open_at_end",
    "cycle_time_mean",
    "overtime_hours",
    "visits_per_dossier",
    "trips_in_vain",
)
"""What scenarios are compared by if nothing else is asked for: every scenario has these."""

MORE_MEASURES = (
    "booked_wait_mean",
    "walk_in_wait_mean",
    "slots_missed",
    "on_time_rate_official_first",
    f"on_time_rate_official.{OWN}",
)
"""By what else, where all of the scenarios have it: what a change of appointments, extensions or
authority does is not seen in the others."""

_SETTING = re.compile(r"""(?:(?<=[=\s,:\[{])(?:"(?:\\.|[^"\\])*"|'(?:''|[^'])*')|[^;])+""")
"""One of several settings: up to a semicolon that is not in quotes, which open as in YAML."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """One of the scenarios that are compared; of them all, the first is the base."""

    name: str
    """What it is called; no other of the comparison is called so."""
    file: Path | None
    """Its file, as the planner named it; None where it is no file's."""
    settings: tuple[str, ...]
    """Values set in this one only, as they were typed."""
    scenario: Scenario

    @property
    def is_typed(self) -> bool:
        """Whether it has no name but the values that were typed."""
        return bool(self.settings) and self.name.startswith(", ".join(self.settings))


def settings_of(variation: str) -> tuple[str, ...]:
    """Part the values that a variation sets.

    Parameters
    ----------
    variation
        Values by path as on the command line, with semicolons between them. A semicolon within a
        value stands in quotes.

    Examples
    --------
    >>> settings_of("staff.clerks.officers=4; seal.at=headquarters")
    ('staff.clerks.officers=4', 'seal.at=headquarters')
    >>> settings_of("name='one; more'; staff.clerks.officers=4")
    ("name='one; more'", 'staff.clerks.officers=4')
    """
    return tuple(part.strip() for part in _SETTING.findall(variation) if part.strip())


def read_alternatives(
    files: Sequence[Path], *, overrides: Sequence[str] = (), variations: Sequence[str] = ()
) -> tuple[Alternative, ...]:
    """Read the scenarios that are to be compared.

    Parameters
    ----------
    files
        Scenario files, at least one.
    overrides
        Values set in all of them, as texts ``path=value``.
    variations
        Further scenarios: the first file with values set, as of `settings_of`.

    Raises
    ------
    ScenarioError
        With every problem of all of them.
    ValueError
        If a variation sets nothing, or there are fewer than two scenarios or more than `MOST`.

    Examples
    --------
    >>> found = read_alternatives(
    ...     [Path("scenarios/textbook/mm1.yaml")], variations=["staff.clerks.officers=2"]
    ... )
    >>> [alternative.name for alternative in found]
    ['mm1', 'staff.clerks.officers=2']
    """
    own = [settings_of(variation) for variation in variations]
    if not all(own):
        raise ValueError(_("--with sets nothing: write e.g. staff.counter.officers=3"))
    typed = [*((file, ()) for file in files), *((files[0], settings) for settings in own)]
    if not 2 <= len(typed) <= MOST:  # noqa: PLR2004  # a pair
        raise ValueError(
            _(
                "to compare takes two to {most} scenarios, not {n}: name files, or set values of "
                "the first with --with"
            ).format(most=MOST, n=len(typed))
        )
    scenarios: list[Scenario] = []
    problems: list[Problem] = []
    for file, settings in typed:
        try:
            scenarios.append(_read(file, overrides, settings))
        except ScenarioError as error:
            problems += error.problems
    if problems:
        raise ScenarioError(problems)
    names = _unique_names(
        [scenario.name.spoken for scenario in scenarios],
        [", ".join(settings) or path_text(file.stem) for file, settings in typed],
    )
    return tuple(
        Alternative(name, file, settings, scenario)
        for name, (file, settings), scenario in zip(names, typed, scenarios, strict=True)
    )


def usual_measures(scenarios: Iterable[Scenario]) -> tuple[str, ...]:
    """Return what scenarios are compared by if nothing else is asked for.

    Parameters
    ----------
    scenarios
        All that are compared.
    """
    return usual_among([names_of(each) for each in scenarios])


def usual_among(known: Sequence[MeasureIndex]) -> tuple[str, ...]:
    """Return the same of scenarios whose measures are known."""
    more = (name for name in MORE_MEASURES if all(name in each.names for each in known))
    return *MEASURES, *more


def comparability_problems(
    alternatives: Sequence[Alternative], measures: Sequence[str]
) -> list[str]:
    """Say what stands in the way of comparing scenarios by measures; nothing if nothing does.

    Parameters
    ----------
    alternatives
        The scenarios.
    measures
        Full names of the measures.
    """
    repeated = {name for name in measures if measures.count(name) > 1}
    return [
        *(_("{name} is named more than once").format(name=name) for name in sorted(repeated)),
        *_other_days(alternatives),
        *_unknown(alternatives, measures),
    ]


def _read(file: Path, overrides: Sequence[str], settings: Sequence[str]) -> Scenario:
    try:
        return validated(read_resolved(file, overrides=(*overrides, *settings)))
    except ScenarioError as error:
        written = {f"--set {setting}": f"--with {setting}" for setting in settings}
        problems = (
            replace(problem, file=written.get(problem.file, problem.file))
            for problem in error.problems
        )
        raise ScenarioError(problems) from error


def _unique_names(own: Sequence[str], typed: Sequence[str]) -> list[str]:
    """Name scenarios: by their own names, else as they were typed, else with a number behind."""
    names: list[str] = []
    for each, other in zip(own, typed, strict=True):
        wanted = each if own.count(each) == 1 else other
        name, times = wanted, 1
        while name in names:
            times += 1
            name = f"{wanted} ({times})"
        names.append(name)
    return names


def _other_days(alternatives: Sequence[Alternative]) -> Iterator[str]:
    base, *others = alternatives
    for other in others:
        if other.scenario.period != base.scenario.period:
            yield _(
                "“{second}” simulates {its_days}, but “{first}” {days}: only the same days can be "
                "compared"
            ).format(
                second=other.name,
                its_days=_days(other.scenario.period),
                first=base.name,
                days=_days(base.scenario.period),
            )


def _days(period: Period) -> str:
    return _("{first} to {last} after a warm-up of {days}").format(
        first=period.from_,
        last=period.to,
        days=ngettext("{n} day", "{n} days", period.warm_up_days, n=period.warm_up_days),
    )


def _unknown(alternatives: Sequence[Alternative], measures: Sequence[str]) -> Iterator[str]:
    """Tell of measures that no scenario has, or that some have not."""
    known = {each.name: names_of(each.scenario) for each in alternatives}
    for name in measures:
        without = [scenario for scenario, names in known.items() if name not in names.names]
        if len(without) == len(alternatives):
            yield no_measure(name, known[without[0]].names)
            continue
        for scenario in without:
            yield f"{scenario}: {no_measure(name, known[scenario].names)}"
