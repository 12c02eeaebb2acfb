"""The page of a comparison: compare.html, one file that opens from disk and prints on A4.

In: a `Compared`, and how it came about. Out: HTML, laid out as the page of a result. Chapters are
put together here from texts and charts that others make.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from simulator.language import _
from simulator.reports.answer import checked_text
from simulator.reports.certainty import common_numbers_text
from simulator.reports.differences import difference_text
from simulator.reports.figures import ABSENT
from simulator.reports.footnotes import unlike_note
from simulator.reports.labels import Names
from simulator.reports.page.layout import Chapter, Page, laid_out
from simulator.reports.rests_on.content import Table
from simulator.scenario.names import path_text
from simulator.studies.comparison.charts import difference_charts, load_by_group, waits_by_hour
from simulator.studies.comparison.running import Compared
from simulator.studies.comparison.telling import (
    facts,
    interval_texts,
    own_interval,
    own_mean,
    pairing_note,
    pairing_text,
    sentences,
    warnings,
)
from simulator.studies.paired import Difference


def comparison_html(of: Compared, origin: Mapping[str, Any]) -> str:
    """Return the page in the language that is spoken.

    Parameters
    ----------
    of
        The scenarios and their differences.
    origin
        How they came about: `together`.
    """
    return laid_out(
        Page(
            title=Names(of.base.scenario).center,
            facts=facts(of),
            warnings=warnings(of),
            findings=sentences(of),
            certainty=list(_certainty(of, origin)),
            chapters=list(_chapters(of)),
            version=str(origin["version"]),
            created=str(origin["created"]),
        )
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
    if note := unlike_note(shown, base.scenario):
        yield note
    yield checked_text(origin)


def _chapters(of: Compared) -> Iterator[Chapter]:
    yield Chapter(
        "scenarios",
        _("The scenarios"),
        paragraphs=tuple(_asides(of)),
        tables=(_scenarios(of), *_changes(of)),
    )
    yield Chapter(
        "differences",
        _("What differs"),
        paragraphs=(pairing_note(),),
        charts=difference_charts(of),
        tables=tuple(
            _differences(of, first, second, found)
            for (first, second), found in of.by_pair().items()
        ),
    )
    waits, load = waits_by_hour(of), load_by_group(of)
    yield Chapter("waits", _("Where citizens wait"), charts=(waits,) if waits else ())
    yield Chapter("officers", _("Load of the officers"), charts=(load,) if load else ())


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
        changes = of.changes(one)
        said = changes.asides() if changes.rows() else changes.lines(of.letter(of.base.name))
        if said:
            yield _("{scenario}: {said}").format(scenario=of.letter(one.name), said="; ".join(said))


def _changes(of: Compared) -> Iterator[Table]:
    for one in of.alternatives[1:]:
        letters = {"first": of.letter(of.base.name), "second": of.letter(one.name)}
        rows = tuple((row.what, row.first, row.second) for row in of.changes(one).rows())
        title = _("Values of {second} that are not those of {first}").format(**letters)
        if rows:
            yield Table(title, (_("Value"), letters["first"], letters["second"]), rows)


def _differences(of: Compared, first: str, second: str, found: Sequence[Difference]) -> Table:
    letters = {"first": of.letter(first), "second": of.letter(second)}
    scenario = of.result(second).scenario
    return Table(
        _("{second} compared with {first}").format(**letters),
        (
            _("Measure"),
            letters["first"],
            _("95 % interval"),
            letters["second"],
            _("95 % interval"),
            _("{second} is").format(**letters),
            _("pairing"),
        ),
        tuple(
            (
                Names(scenario).measure_with_unit(each.measure),
                own_mean(of, first, each),
                own_interval(of, first, each),
                own_mean(of, second, each),
                own_interval(of, second, each),
                difference_text(each.measure.entry, each.estimate),
                pairing_text(each.pairing),
            )
            for each in found
        ),
        numbers=frozenset({1, 2, 3, 4, 6}),
    )
