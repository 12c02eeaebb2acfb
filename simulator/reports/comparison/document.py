"""What a comparison says: what changes in a sentence, then measure by measure.

In: a `Compared`, and how it came about. Out: a `Document` for the terminal and for compare.html. It
decides nothing: texts and charts are made by others.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from simulator.language import _
from simulator.reports.certainty import common_numbers_text, unlike_note
from simulator.reports.comparison.changes import Changes
from simulator.reports.comparison.side_by_side import MOST_TOLD, side_by_side
from simulator.reports.comparison.telling import (
    called,
    difference_cells,
    interval_texts,
    own_interval,
    own_mean,
    pairing_note,
    pairing_text,
    sentences,
    warnings,
)
from simulator.reports.differences import difference_text
from simulator.reports.document import (
    Charts,
    Document,
    Interval,
    Items,
    Section,
    Shown,
    Table,
    Text,
    Tone,
)
from simulator.reports.figures import ABSENT, bare_unit, counted
from simulator.reports.framing import about, answered_first, notes_below, on_terminal
from simulator.reports.labels import Names
from simulator.reports.run.answer import checked_text
from simulator.scenario.names import path_text
from simulator.signs import as_typed
from simulator.studies.comparison.running import Compared

MOST_CHANGES = 60
"""Differences of a scenario that a terminal lists; the page has all of them."""


def comparison_document(of: Compared, origin: Mapping[str, Any]) -> Document:
    """Say what a comparison has shown, in the language that is spoken.

    Parameters
    ----------
    of
        The scenarios and their differences.
    origin
        How they came about.
    """
    names = Names(of.base.scenario)
    found, tables = sentences(of), list(_differences(of))
    return Document(
        title=names.center,
        facts=[
            names.period,
            counted("{n} scenario", "{n} scenarios", len(of.alternatives)),
            counted("{n} replication of each", "{n} replications of each", of.finished),
            _("seed {seed}").format(seed=of.results[0].seed),
        ],
        warnings=warnings(of),
        body=[
            *side_by_side(of),
            *answered_first(found, _certainty(of, origin)),
            on_terminal(*found),
            on_terminal(*_scenarios_in_lines(of)),
            *map(on_terminal, tables),
            notes_below([pairing_note(), *interval_texts(of)], origin),
        ],
        chapters=lambda: _chapters(of, tables),
        sheets=lambda answer: _sheets(of, origin, answer, tables),
        version=str(origin["version"]),
        created=str(origin["created"]),
    )


def _certainty(of: Compared, origin: Mapping[str, Any]) -> Iterator[str]:
    yield common_numbers_text()
    yield from interval_texts(of)
    base = of.result(of.comparison.differences[0].first)
    shown = (
        of.result(name)[each.measure]
        for each in of.comparison.differences
        for name in (each.first, each.second)
    )
    yield unlike_note(shown, base.scenario)
    yield checked_text(origin)


def _chapters(of: Compared, tables: Sequence[Table]) -> Iterator[Section]:
    from simulator.reports.comparison.charts import (  # noqa: PLC0415  # terminals need no drawing
        difference_charts,
        load_by_group,
        waits_by_hour,
    )

    yield _compared(of)
    yield Section(
        _("What differs"), (pairing_note(), Charts(difference_charts(of)), *tables), "differences"
    )
    for title, key, drawn in (
        (_("Where citizens wait"), "waits", waits_by_hour(of)),
        (_("Load of the officers"), "officers", load_by_group(of)),
    ):
        yield Section(title, (Charts([drawn] if drawn else []),), key)


def _sheets(
    of: Compared, origin: Mapping[str, Any], answer: Section, tables: Sequence[Table]
) -> Iterator[Section]:
    yield answer
    yield _compared(of)
    yield Section(_("What differs"), (*tables, *interval_texts(of), pairing_note()))
    yield Section(_("Measures"), (_measures(of),))
    yield _about(of, origin)


def _compared(of: Compared) -> Section:
    """Return what is compared, and what the scenarios have other than the base."""
    return Section(
        _("The scenarios"), (*_asides(of), _scenarios(of), *_changes(of)), key="scenarios"
    )


def _measures(of: Compared) -> Table:
    """Return every measure over the replications of each scenario, under its name in files."""
    letters = {of.letter(each.name): of.result(each.name) for each in of.alternatives}
    names = {
        key: Names(result.scenario, longest=None)
        for result in reversed(of.results)
        for key in result.estimates
    }
    rows = tuple(
        (
            *(str(key), names[key].place(key), _(key.entry.unit)),
            *(
                Interval(result.estimates[key], bare_unit(key.entry.quantity), has_mean=True)
                if key in result.estimates
                else ABSENT
                for result in letters.values()
            ),
            _(key.entry.definition),
        )
        for key in names
    )
    heads = (_("Measure"), _("Place"), _("Unit"), *letters, _("What it says"))
    return Table("", heads, rows, is_list=True)


def _about(of: Compared, origin: Mapping[str, Any]) -> Section:
    """Return what was simulated, how often, and how to have it again."""
    names = Names(of.base.scenario)
    return about(
        {
            _("Center"): names.center,
            _("Period"): names.period,
            _("Replications"): counted(
                "{n} replication of each", "{n} replications of each", of.finished
            ),
            _("Seed"): str(of.results[0].seed),
            _("Command"): as_typed(origin["command"]),
            _("Version"): str(origin["version"]),
            **{
                _("Scenario {letter}, its hash").format(letter=of.letter(each.name)): (
                    each.scenario.hash
                )
                for each in of.alternatives
            },
        }
    )


def _scenarios_in_lines(of: Compared) -> Iterator[Text | Items]:
    """Tell all that scenarios have other than the base, where that is not told first."""
    for one in of.alternatives[1:]:
        changes = Changes.of(of, one)
        are_told = len(changes.rows()) <= MOST_TOLD
        lines = changes.asides() if are_told else changes.lines(of.letter(of.base.name))
        if not lines:
            continue
        yield Text(f"{of.letter(one.name)} {called(of, one.name)}", Tone.STRONG)
        shown = lines[:MOST_CHANGES]
        if len(lines) > MOST_CHANGES:
            shown.append(
                counted(
                    "and {n} more difference: the page has all (--out)",
                    "and {n} more differences: the page has all (--out)",
                    len(lines) - MOST_CHANGES,
                )
            )
        yield Items([Text(line, Tone.QUIET) for line in shown], depth=2)


def _scenarios(of: Compared) -> Table:
    rows = tuple(
        (
            of.letter(one.name),
            one.name,
            ABSENT if one.file is None else path_text(one.file),
            "; ".join(one.settings),
        )
        for one in of.alternatives
    )
    heads = (_("Letter"), _("Scenario"), _("File"), _("Values set"))
    return Table(_("What is compared"), heads, rows)


def _asides(of: Compared) -> Iterator[str]:
    """Tell of each scenario that has no other values, and what it has otherwise beside them."""
    for one in of.alternatives[1:]:
        changes = Changes.of(of, one)
        said = changes.asides() if changes.rows() else changes.lines(of.letter(of.base.name))
        if said:
            yield _("{scenario}: {said}").format(scenario=of.letter(one.name), said="; ".join(said))


def _changes(of: Compared) -> Iterator[Table]:
    for one in of.alternatives[1:]:
        letters = {"first": of.letter(of.base.name), "second": of.letter(one.name)}
        rows = tuple((row.what, row.first, row.second) for row in Changes.of(of, one).rows())
        title = _("Values of {second} that are not those of {first}").format(**letters)
        if rows:
            yield Table(title, (_("Value"), letters["first"], letters["second"]), rows)


def _differences(of: Compared) -> Iterator[Table]:
    """Yield a table for each pair of scenarios; the terminal has no room for their intervals."""
    for (first, second), found in of.by_pair().items():
        letters = {"first": of.letter(first), "second": of.letter(second)}
        names = Names(of.result(second).scenario, longest=None)
        yield Table(
            _("{second} compared with {first}").format(**letters),
            (
                _("Measure"),
                letters["first"],
                _("95 % interval"),
                letters["second"],
                _("95 % interval"),
                _("{second} is").format(**letters),
                *(_("Difference"), _("from"), _("to")),
                _("pairing"),
            ),
            tuple(
                (
                    names.measure_with_unit(each.measure),
                    own_mean(of, first, each),
                    own_interval(of, first, each),
                    own_mean(of, second, each),
                    own_interval(of, second, each),
                    Text(
                        difference_text(each.measure.entry, each.estimate),
                        Tone.PLAIN if each.is_seen else Tone.QUIET,
                    ),
                    *difference_cells(each),
                    pairing_text(each.pairing),
                )
                for each in found
            ),
            numbers=frozenset({1, 2, 3, 4, 6, 7, 8, 9}),
            widths=(30, 7, 7),
            shown=dict.fromkeys((2, 4), ~Shown.ON_TERMINAL)
            | dict.fromkeys((6, 7, 8), Shown.IN_WORKBOOK),
        )
