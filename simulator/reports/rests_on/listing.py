"""Listing: the values of a scenario by what they rest on: assumptions, sourced values, defaults.

In: `Grounds`. Out: the three first sections of the account. Values that are alike stand in one row
with the things that they belong to, procedures in one table for each field, so that a Center of
many procedures stays readable.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from simulator.language import N_, _, ngettext
from simulator.reports.document import Row, Section, Table, full_columns
from simulator.reports.figures import ABSENT, COUNT, number
from simulator.reports.labels import Names
from simulator.reports.rests_on.grounds import Grounds
from simulator.reports.run.score_lines import standing_of
from simulator.scenario import Scenario
from simulator.scenario.schema import by_names, titles
from simulator.scenario.sourcing import Path, SourcedValue

if TYPE_CHECKING:
    from simulator.reports.rests_on.wording import PlaceInWords

SECTIONS = titles(Scenario)
"""Sections of a scenario, in the order of reports."""

MOST_NAMED = 6
"""Things that a row on defaults or remarks names; of more it says only how many there are."""

_BANDS = (
    "decision_766.transparency",
    "decision_766.progress",
    "decision_766.digitisation",
    "decision_766.online",
    "decision_766.satisfaction",
    "one_stop.points",
    "one_stop.grades",
    "par_index.on_time",
)

_TRUST = N_(
    "An assumption is a sensible value for which the scenario names no source. The results hold "
    "only as far as the assumptions do. Where a number is known, write it into the scenario and "
    "its source under `sources`."
)


class Entry(NamedTuple):
    """A value in words, with its topic."""

    topic: str
    what: str
    value: str
    of: str
    source: str = ""


def assumptions(grounds: Grounds) -> Section:
    """List every value written that no source covers, or that is marked as an assumption."""
    assumed = [value for value in grounds.sourced if value.is_assumed]
    said = ngettext(
        "{n} of the {values} values in the scenario is an assumption.",
        "{n} of the {values} values in the scenario are assumptions.",
        len(assumed),
    ).format(n=number(len(assumed), COUNT), values=number(len(grounds.sourced), COUNT))
    return Section(
        _("Assumptions"),
        (
            *((said, _(_TRUST)) if assumed else (_("Every value in the scenario has a source."),)),
            _remarks(grounds, assumed),
            *_tables(_entries(grounds, assumed)),
        ),
    )


def sourced(grounds: Grounds) -> Section:
    """List every value written that has a source, with its text."""
    known = [value for value in grounds.sourced if not value.is_assumed]
    said = ngettext(
        "{n} value has a source. It is given in the words of the scenario, and was not checked by "
        "the simulator.",
        "{n} values have a source. It is given in the words of the scenario, and was not checked "
        "by the simulator.",
        len(known),
    ).format(n=number(len(known), COUNT))
    return Section(
        _("Values with a source"),
        (
            said if known else _("No value in the scenario has a source."),
            *_tables(_entries(grounds, known)),
        ),
    )


def defaults(grounds: Grounds) -> Section:
    """List what holds because the scenario says nothing of it."""
    merged = _in_order(
        _entry(grounds, path, text, by_field=False) for path, text in grounds.defaults.items()
    )
    totals = _things(grounds)
    rows = tuple(
        (f"{entry.topic} · {entry.what}", entry.value, _named(of, totals.get(entry.topic, 0)))
        for entry, of in merged
    )
    return Section(
        _("Defaults"),
        (
            _(
                "The scenario does not mention these values: they are the simulator's own. "
                "Where no source is named, they are assumptions."
            ),
            Table(_("Defaults in force"), (_("Value"), _("Default"), _("Of")), rows),
            _bands(grounds),
        ),
    )


def _entries(grounds: Grounds, values: Iterable[SourcedValue]) -> Iterator[Entry]:
    for value in values:
        text = grounds.wording.value(value.written, key=value.path[-1])
        yield _entry(grounds, value.path, text)._replace(source=value.source or "")


def _entry(grounds: Grounds, path: Path, text: str, *, by_field: bool = True) -> Entry:
    place = grounds.wording.place(path)
    topic = _(SECTIONS[place.section])
    if by_field and place.section == "procedures":
        field = grounds.scenario.procedures[path[1]].field
        topic = _("Procedures: {field}").format(field=Names(grounds.scenario).field(field))
    return Entry(topic, place.what, text, place.of)


def _tables(entries: Iterable[Entry]) -> Iterator[Table]:
    """Yield one table a topic; those of the procedures together, by field."""
    by_topic: dict[str, list[Entry]] = {}
    for entry in entries:
        by_topic.setdefault(entry.topic, []).append(entry)
    heads = (_("What"), _("Value"), _("Of"), _("Source"))
    for topic, own in by_topic.items():
        rows = [
            (entry.what, entry.value, "; ".join(of) or ABSENT, entry.source or ABSENT)
            for entry, of in _in_order(own)
        ]
        yield full_columns(topic, heads, rows)


def _in_order(entries: Iterable[Entry]) -> list[tuple[Entry, list[str]]]:
    """Put together what differs only in the thing that it is of; in the order of the keys."""
    found: dict[Entry, list[str]] = {}
    for entry in entries:
        found.setdefault(entry._replace(of=""), []).append(entry.of)
    topics = {_(topic): rank for rank, topic in enumerate(SECTIONS.values())}
    ranks = {_(key.title): rank for rank, key in enumerate(by_names().values())}

    def rank(row: tuple[Entry, list[str]]) -> tuple[int, int]:
        entry = row[0]
        return topics.get(entry.topic, 0), ranks.get(entry.what, len(ranks))

    return sorted(found.items(), key=rank)


def _named(names: list[str], total: int) -> str:
    """Name a few things, or say that it is all of them, or how many."""
    if len(names) == total > 1:
        return _("all")
    if len(names) > MOST_NAMED:
        return _("{n} of {total}").format(n=number(len(names), COUNT), total=number(total, COUNT))
    return "; ".join(names) or ABSENT


def _things(grounds: Grounds) -> dict[str, int]:
    """Return the number of things that each topic tells of."""
    scenario = grounds.scenario
    return {
        _(SECTIONS["procedures"]): len(scenario.procedures),
        _(SECTIONS["staff"]): len(scenario.staff),
        _(SECTIONS["queues"]): len({step for step, _field in scenario.stations()}),
    }


def _remarks(grounds: Grounds, assumed: list[SourcedValue]) -> Table:
    """Return what the scenario says of its assumptions, each remark once."""
    places: dict[str, dict[str, list[PlaceInWords]]] = {}
    for value in assumed:
        if value.remark:
            place = grounds.wording.place(value.path)
            what = f"{_(SECTIONS[place.section])} · {place.what}"
            places.setdefault(value.remark, {}).setdefault(what, []).append(place)
    totals = _things(grounds)
    rows: list[Row] = []
    for remark, by_what in places.items():
        of = []
        for what, found in by_what.items():
            total = totals.get(_(SECTIONS[found[0].section]), 0)
            names = [place.of for place in found if place.of]
            is_few = names and len(names) < total
            of.append(f"{what} ({_named(names, total)})" if is_few else what)
        rows.append((remark, "; ".join(of)))
    return Table(
        _("What the scenario says of its assumptions"), (_("Remark"), _("Of")), tuple(rows)
    )


def _bands(grounds: Grounds) -> Table:
    """Return the bands and points of the scores that nobody wrote, with what they rest on."""
    rows: list[Row] = []
    for keys in _BANDS:
        path = ("scores", *keys.split("."))
        default = grounds.default(path)
        if default is not None:
            standing = standing_of(grounds.scenario, f"scores.{keys}")
            rows.append((grounds.wording.place(path).what, default, standing.text))
    return Table(
        _("Points and bands of the scores"),
        (_("Value"), _("Default"), _("Rests on")),
        tuple(rows),
    )
