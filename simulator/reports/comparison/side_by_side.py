"""Side by side: all scenarios in one table, what is better and what is worse, and what explains it.

In: a `Compared`. Out: the first section of page and terminal: what each scenario changes, in words,
then a row for each measure, and for each number behind them. Better and worse are told by a sign as
well as by a colour. What else there is to say is not known here.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from simulator.language import _
from simulator.measures import Estimate, quantities
from simulator.measures.judging import Verdict
from simulator.measures.measure import Better
from simulator.reports.comparison.changes import Changes
from simulator.reports.comparison.explaining import field_name
from simulator.reports.comparison.telling import called, cautions
from simulator.reports.document import Cell, Number, Row, Section, Shown, Table, Text, Tone
from simulator.reports.figures import (
    ABSENT,
    COUNT,
    Unit,
    bare_unit,
    decimals,
    decimals_alone,
)
from simulator.reports.framing import on_terminal
from simulator.reports.labels import Names, cost_title, shortened
from simulator.scenario import STEPS
from simulator.scenario.vocabulary import OWN
from simulator.studies.comparison.alternatives import usual_measures
from simulator.studies.comparison.behind import Cause, behind
from simulator.studies.comparison.running import Compared
from simulator.studies.paired import is_seen

MOST_TOLD = 3
"""Changes of a scenario that are told first; the others stand below."""

MOST_BESIDE = 4
"""Scenarios beside the base in one table: paper has room for no more."""

_LONGEST_HEAD = 80
"""Characters of a name at the head of a column; below the table it stands in full."""

_FIRST = {
    *("wait_mean", "wait_p90", "wait_within_15", "visits_per_dossier"),
    *("on_time_rate", "cycle_time_mean"),
}
"""Of the measures that are compared unasked, those that stand here whether they differ or not."""

_NEVER = {"on_time_rate_official_first", f"on_time_rate_official.{OWN}"}
"""And those that do not: they are much like another one."""


class _Line(NamedTuple):
    """A number in each scenario, and in all but the first its difference from that."""

    title: str
    unit: Unit
    better: Better | None
    """Which values are better; None where that is not known."""
    estimates: Sequence[Estimate]
    differences: Sequence[Estimate]


def side_by_side(of: Compared) -> Iterator[Section]:
    """Yield what comes of each scenario, and what is compared: for a page, and for a terminal."""
    legend = _(
        "✓ better, ✗ worse, = the same in every replication, ≈ no difference can be seen. "
        "Differences of rates are in percentage points."
    )
    letters = [of.letter(one.name) for one in of.alternatives]
    names = [shortened(called(of, one.name), _LONGEST_HEAD) for one in of.alternatives]
    heads = [f"{letter} {name}" for letter, name in zip(letters, names, strict=True)]
    lines = [*_measured(of), None, *_explaining(of)]
    below = [Text(legend, Tone.QUIET), *(Text(each, Tone.UNCLEAR) for each in cautions(of))]
    changed = _changed(of)
    yield Section("", (*_tables(lines, letters, heads), *below, changed), "across", Shown.ON_PAGE)
    yield from map(on_terminal, _tables(lines, letters, letters))
    yield on_terminal(*below)
    yield on_terminal(changed)


def _changed(of: Compared) -> Table:
    """Return what each scenario has other than the base, in words: a row for each change."""
    base, *others = of.alternatives
    rows: list[Row] = [(f"{of.letter(base.name)} {base.name}", _("what it is compared with"))]
    for one in others:
        told = [row.text() for row in Changes.of(of, one).rows()]
        told = told or [_("the same values as {letter}").format(letter=of.letter(base.name))]
        more = ["…"] if len(told) > MOST_TOLD else []
        name = of.letter(one.name) if one.is_typed else f"{of.letter(one.name)} {one.name}"
        lines = [*told[:MOST_TOLD], *more]
        rows += zip([name, *[""] * (len(lines) - 1)], lines, strict=True)
    return Table(
        _("The scenarios"), (_("Scenario"), _("What is changed")), tuple(rows), widths=(30,)
    )


def _tables(
    lines: Sequence[_Line | None], letters: Sequence[str], heads: Sequence[str]
) -> Iterator[Table]:
    """Yield one table, or as many as it takes, each with the base; None parts what explains."""
    for first in range(1, len(letters), MOST_BESIDE):
        others = range(first, min(first + MOST_BESIDE, len(letters)))
        columns = [
            heads[0],
            *(head for each in others for head in (heads[each], f"{letters[each]} − {letters[0]}")),
        ]
        parting: Row = (Text(_("What explains it"), Tone.STRONG), *[""] * len(columns))
        yield Table(
            _("Side by side"),
            ("", *columns),
            tuple(_row(line, others) if line else parting for line in lines),
            numbers=frozenset(range(1, 1 + len(columns))),
            is_wide=len(letters) > 3,  # noqa: PLR2004  # scenarios that a terminal has room for
        )


def _measured(of: Compared) -> Iterator[_Line]:
    """Yield the measures; of those that nobody has asked for, the first and what differs."""
    names, first = Names(of.base.scenario, longest=None), of.base.name
    pairs = [of.by_pair()[first, one.name] for one in of.alternatives[1:]]
    are_usual = of.measures.names == usual_measures(each.scenario for each in of.alternatives)
    for key, *found in zip(of.measures, *pairs, strict=True):
        is_left = str(key) in _NEVER or not any(each.is_seen for each in found)
        if are_usual and is_left and str(key) not in _FIRST:
            continue
        yield _Line(
            names.measure_with_unit(key),
            bare_unit(key.entry.quantity),
            key.entry.better,
            [result[key] for result in of.results],
            [each.estimate for each in found],
        )


def _explaining(of: Compared) -> Iterator[_Line]:
    found = behind(of.results)
    names, base = Names(of.base.scenario), of.letter(of.base.name)
    cost = of.base.scenario.staff_cost
    lines = {
        Cause.VISITS: (_("Visits"), COUNT),
        Cause.WAITED: (_("Waited by all citizens together, h"), COUNT),
        Cause.RECEIVED: (_("Dossiers received"), COUNT),
        Cause.OFFICERS: (_("Officers in all"), COUNT),
        Cause.COST: (cost_title(names.currency), Unit("", decimals=decimals_alone(cost, COUNT))),
        Cause.SHARE: (
            _("{field}, % of all who wait").format(field=field_name(of.results, found)),
            bare_unit(quantities.SHARE),
        ),
        Cause.LIKE_FOR_LIKE: (
            _("Mean wait at {step} if the mix were that of {base}, min").format(
                step=names.step(STEPS[0]), base=base
            ),
            bare_unit(quantities.MINUTES),
        ),
    }
    for each in found:
        yield _Line(*lines[each.cause], each.better, each.estimates, each.differences)


def _row(line: _Line, others: Iterable[int]) -> Row:
    base, differences = line.estimates[0], line.differences
    places = max(decimals(each, line.unit) for each in (base, *differences))
    cells = [line.title, _value(base, line.unit, places)]
    for each in others:
        cells += (
            _value(line.estimates[each], line.unit, places),
            _change(line, differences[each - 1]),
        )
    return tuple(cells)


def _value(estimate: Estimate, unit: Unit, places: int) -> Cell:
    return Number(estimate.mean, unit, places) if estimate.n else ABSENT


def _change(line: _Line, difference: Estimate) -> Cell:
    """Return a difference with its sign, and behind it whether it is for the better."""
    if not difference.n:
        return ABSENT
    value, places = difference.mean, decimals(difference, line.unit)
    shown = round(value * line.unit.scale, places)
    if difference.is_zero:
        tone, sign = Tone.QUIET, " ="
    elif not (is_seen(difference) and shown):
        tone, sign = Tone.QUIET, " ≈"
    elif line.better is None:
        tone, sign = Tone.PLAIN, ""
    elif (value > 0) is (line.better == "more"):
        tone, sign = Tone.MET, f" {Verdict.MET}"
    else:
        tone, sign = Tone.MISSED, f" {Verdict.MISSED}"
    return Number(value, line.unit, places, tone, before="+" if shown > 0 else "", after=sign)
