"""The sheets of a run: the form, the answer, what it has no room for, every measure, the scores.

In: a stored result, the form that is filled in, and the sheet of the answer. Out: `Section`s.
Nothing in them depends on when it was run.
"""

from collections.abc import Iterator
from dataclasses import replace

from simulator.language import N_, _
from simulator.measures import Estimate, Method
from simulator.reports.certainty import periods, unlike_note
from simulator.reports.document import Interval, Number, Section, Table
from simulator.reports.figures import COUNT, bare_unit, number, occurrence_text
from simulator.reports.framing import about
from simulator.reports.labels import Names
from simulator.reports.run.answer import few_replications, rests_on_text
from simulator.reports.run.appointments import appointments_section
from simulator.reports.run.form_table import FormTable
from simulator.reports.run.norms import judged_norms
from simulator.reports.run.score_lines import Figure, Group, Line
from simulator.reports.run.scores import scores
from simulator.reports.run.tables import (
    areas_table,
    authority_table,
    due_dates_table,
    score_section,
)
from simulator.results.result import Result
from simulator.results.run import Stored
from simulator.scenario.sourcing import sourcing
from simulator.signs import as_typed

_FORM = "II.06a"
_FORM_OF_OWN = "II.06a thẩm quyền"

_TAKEN = {
    Method.POOLED: N_("of all replications together"),
    Method.FEW: N_("fewer than 100 in all"),
}
"""Where a quantile of few comes from, or why there is none."""


def run_sheets(stored: Stored, form: FormTable, answer: Section) -> Iterator[Section]:
    """Yield the sheets of a run.

    Parameters
    ----------
    stored
        The result, with its scenario as written and its provenance.
    form
        The form of the first sheet.
    answer
        The sheet of the answer.
    """
    yield Section(_FORM, (form,))
    if form.own:
        yield Section(_FORM_OF_OWN, (form.own,))
    yield answer
    yield appointments_section(stored.result)
    yield Section(
        _("First dates and own authority"),
        (*due_dates_table(stored.result), *authority_table(stored.result)),
    )
    yield Section(_("Measures"), (_measures(stored.result),))
    scored = scores(stored.result)
    yield Section(_("Scores"), (_norms(stored.result), *map(score_section, scored.groups)))
    yield Section(_("The eight areas"), (areas_table(scored.areas),))
    yield _about(stored)


def _measures(result: Result) -> Table:
    """Return every measure over the replications, under its name in summary.json."""
    names = Names(result.scenario, longest=None)
    heads = (
        *(_("Measure"), _("Place"), _("Unit"), _("Mean")),
        *(_("Replications"), _("Note"), _("What it says")),
    )
    rows = tuple(
        (
            *(str(key), names.place(key), _(key.entry.unit)),
            # What stands in place of an interval is a note.
            Interval(replace(estimate, unlike=None), bare_unit(key.entry.quantity), has_mean=True),
            Number.of(estimate.n, COUNT),
            _taken(estimate),
            _(key.entry.definition),
        )
        for key, estimate in result.estimates.items()
    )
    return Table("", heads, rows, is_list=True)


def _taken(estimate: Estimate) -> str:
    """Say what stands in place of an interval, or what a quantile is taken over."""
    if estimate.unlike:
        return occurrence_text(estimate.unlike)
    return _(_TAKEN[estimate.method]) if estimate.method in _TAKEN else ""


def _norms(result: Result) -> Section:
    """Return the norms of waits, as scores are laid out; nothing where nobody came."""
    found = judged_norms(result)
    lines = tuple(
        Line(
            name=judged.norm.name,
            value=Figure(judged.estimate, judged.unit),
            band=judged.full_text,
            standing=judged.norm.standing,
        )
        for judged in found
    )
    note = _("In brackets the 95 % interval of the share of {periods} that meet the norm.")
    said = [
        note.format(periods=periods(result.scenario)) if len(result.replications) > 1 else "",
        unlike_note([judged.estimate for judged in found], result.scenario),
    ]
    return score_section(Group(_("Norms of the wait"), lines, " ".join(filter(None, said))))


def _about(stored: Stored) -> Section:
    """Return what was simulated, how often, and how to have it again."""
    result, provenance = stored.result, stored.provenance
    names = Names(result.scenario)
    return about(
        {
            _("Center"): names.center,
            _("Period"): names.period,
            _("Days simulated before it"): number(result.scenario.period.warm_up_days, COUNT),
            _("Replications"): _("{finished} of {planned}").format(
                finished=number(len(result.replications), COUNT),
                planned=number(result.planned, COUNT),
            ),
            _("Intervals"): " ".join(_intervals(result)),
            _("Seed"): str(result.seed),  # a text: a spreadsheet keeps 15 digits of a number
            _("Command"): as_typed(provenance["command"]),
            _("Version"): str(provenance["version"]),
            _("Scenario, its hash"): str(provenance["scenario_hash"]),
            _("Assumptions"): rests_on_text(sourcing(stored.written, result.scenario.sources)),
        }
    )


def _intervals(result: Result) -> Iterator[str]:
    """Say where intervals come from, and what stands where there is none."""
    yield _("95 % over the replications; none where fewer than two have something to count.")
    if note := unlike_note(result.estimates.values(), result.scenario):
        yield note
    yield from few_replications(result)
