"""The sheets of a result beside the form: its measures, its scores, and how it came about.

In: a stored result. Out: sheets of rows. Nothing in them depends on when it was run.
"""

from collections.abc import Iterator

from openpyxl import Workbook

from simulator.language import N_, _
from simulator.measures import Estimate, Method
from simulator.reports.certainty import periods, unlike_note
from simulator.reports.document import Text, Tone
from simulator.reports.figures import COUNT, number, occurrence_text, value_unit
from simulator.reports.labels import Names
from simulator.reports.run.answer import few_replications, rests_on_text
from simulator.reports.run.norms import judged_norms
from simulator.reports.run.score_lines import Figure, Group, Line, Standing
from simulator.reports.run.scores import Scores, scores
from simulator.reports.workbook.cells import (
    Number,
    Row,
    add_sheet,
    interval_heads,
    set_heads,
    set_widths,
    spread,
    write_rows,
)
from simulator.results.result import Result
from simulator.results.run import Stored
from simulator.scenario.sourcing import sourcing
from simulator.signs import as_typed

_TAKEN = {
    Method.POOLED: N_("of all replications together"),
    Method.FEW: N_("fewer than 100 in all"),
}
"""Where a quantile of few comes from, or why there is none."""


def add_measures(workbook: Workbook, result: Result) -> None:
    """Add every measure over the replications, under its name in summary.json, to be filtered."""
    names = Names(result.scenario, longest=None)
    sheet = add_sheet(workbook, _("Measures"), header=names.center)
    heads = (_("Measure"), _("Place"), _("Unit"), _("Mean"), *interval_heads())
    more = (_("Replications"), _("Note"), _("What it says"))
    set_heads(sheet, (*heads, *more), (30, 40, 18, 12, 12, 12, 13, 26, 60))
    rows = (
        (
            *(str(key), names.place(key), _(key.entry.unit)),
            *spread(estimate, value_unit(key.entry.quantity)),
            Number(estimate.n, COUNT, 0),
            _taken(estimate),
            _(key.entry.definition),
        )
        for key, estimate in result.estimates.items()
    )
    write_rows(sheet, rows, first=2, is_wrapped=False)
    sheet.auto_filter.ref = sheet.dimensions
    # With the sentences of the last column the print would be too small to read.
    sheet.print_area = f"A1:H{sheet.max_row}"


def _taken(estimate: Estimate) -> str:
    """Say what stands in place of an interval, or what a quantile is taken over."""
    if estimate.unlike:
        return occurrence_text(estimate.unlike)
    return _(_TAKEN[estimate.method]) if estimate.method in _TAKEN else ""


def add_scores(workbook: Workbook, result: Result) -> None:
    """Add the scores: the norms of waits first, and the areas of the PAR INDEX last.

    What the simulator cannot tell has a line without numbers.
    """
    sheet = add_sheet(workbook, _("Scores"), header=Names(result.scenario).center)
    heads = (
        *(_("Score"), _("Value"), *interval_heads()),
        *(_("Points"), *interval_heads(), _("Maximum")),
        *(_("Band"), _("Note"), _("Rests on")),
    )
    set_heads(sheet, heads, (44, 11, 11, 11, 11, 11, 11, 11, 44, 44, 34))
    scored = scores(result)
    groups = (*_norms(result), *scored.groups)
    rows = [row for group in groups for row in _group_rows(group)]
    write_rows(sheet, [*rows, *_area_rows(scored)], first=2, is_wrapped=True)


def _norms(result: Result) -> list[Group]:
    """Return the norms of waits as a group of lines; none where nobody came."""
    judged = judged_norms(result)
    lines = [
        Line(
            name=norm.norm,
            value=Figure(norm.estimate, norm.unit),
            band=norm.full_text,
            standing=Standing(norm.source, is_assumed=False),
        )
        for norm in judged
    ]
    note = _("In brackets the 95 % interval of the share of {periods} that meet the norm.")
    said = [
        note.format(periods=periods(result.scenario)) if len(result.replications) > 1 else "",
        unlike_note([norm.estimate for norm in judged], result.scenario),
    ]
    title = _("Norms of the wait")
    return [Group(title, tuple(lines), " ".join(said).strip())] if lines else []


def _group_rows(group: Group) -> Iterator[Row]:
    """Yield the lines of a score below its title, and an empty row."""
    yield (Text(group.title, Tone.STRONG),)
    for line in group.lines:
        most, *_ends = _cells(line.most)
        numbers = (*_cells(line.value), *_cells(line.points), most)
        yield (line.name, *numbers, line.band, line.note, _source(line.standing))
    yield (Text(group.note, Tone.QUIET),)
    yield ()


def _area_rows(scored: Scores) -> Iterator[Row]:
    """Yield the areas of the index; what is known of their points is a text, and may be one."""
    points = (_("Points"), _("Target"), "", _("Maximum"))
    texts = (_("What a run says of it"), _("Note"), _("Rests on"))
    heads = (_("Area of the PAR INDEX"), "", "", "", *points, *texts)
    yield [Text(head, Tone.STRONG) if head else None for head in heads]
    for area in scored.areas:
        points = (area.points, area.target, "", area.maximum)
        texts = (area.reach, area.note, _source(area.standing))
        yield (f"{area.number}. {area.name}", "", "", "", *points, *texts)


def _cells(figure: Figure | None) -> Row:
    """Return a number and the ends of its interval, or what stands in place of them."""
    if figure is None:
        return None, None, None
    if not isinstance(figure.value, Estimate):
        return Number(figure.value, figure.unit, figure.unit.decimals), None, None
    mean, low, high = spread(figure.value, figure.unit)
    return mean, figure.interval if figure.value.unlike else low, high


def _source(standing: Standing | None) -> str:
    return standing.text if standing else ""


def add_about(workbook: Workbook, stored: Stored) -> None:
    """Add what was simulated, how often, and how to have it again."""
    result, provenance = stored.result, stored.provenance
    names = Names(result.scenario)
    lines = {
        _("Center"): names.center,
        _("Period"): names.period,
        _("Days simulated before it"): number(result.scenario.period.warm_up_days, COUNT),
        _("Replications"): _("{finished} of {planned}").format(
            finished=number(len(result.replications), COUNT), planned=number(result.planned, COUNT)
        ),
        _("Intervals"): " ".join(_intervals(result)),
        _("Seed"): str(result.seed),  # a text: a spreadsheet keeps 15 digits of a number
        _("Command"): as_typed(str(provenance["command"])),
        _("Version"): str(provenance["version"]),
        _("Scenario, its hash"): str(provenance["scenario_hash"]),
        _("Assumptions"): rests_on_text(sourcing(stored.written, result.scenario.sources)),
    }
    sheet = add_sheet(workbook, _("About"), header=names.center)
    set_widths(sheet, (28, 100))
    rows = ((Text(name, Tone.STRONG), text) for name, text in lines.items())
    write_rows(sheet, rows, first=1, is_wrapped=True)


def _intervals(result: Result) -> Iterator[str]:
    """Say where intervals come from, and what stands where there is none."""
    yield _("95 % over the replications; none where fewer than two have something to count.")
    if note := unlike_note(result.estimates.values(), result.scenario):
        yield note
    yield from few_replications(result)
