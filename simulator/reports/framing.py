"""Framing: what stands around the numbers of a run, a comparison and a sweep alike.

In: sentences that each of them has found. Out: `Section`s of a document: the head of a page, and
the notes at the foot of a terminal. Which sentences there are is not known here.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from simulator.language import _
from simulator.reports.document import Block, Items, Section, Shown, Table, Text, Tone
from simulator.reports.run.answer import agrees, checked_text


def answered_first(
    findings: Iterable[str], certainty: Iterable[str], *more: Block
) -> tuple[Section, Section]:
    """Return what a page begins with: what to look at first, and how sure it is.

    Parameters
    ----------
    findings
        The most urgent first.
    certainty
        What the numbers rest on, and what they leave open.
    more
        What stands below the findings.
    """
    return (
        Section("", (look_first(findings), *more), shown=Shown.ON_PAGE),
        how_sure(certainty),
    )


def how_sure(certainty: Iterable[str]) -> Section:
    """Return how sure a page is of what it says."""
    return Section(_("How sure it is"), (Items(tuple(certainty)),), key="sure", shown=Shown.ON_PAGE)


def look_first(findings: Iterable[str]) -> Section:
    """Return what a planner should look at first."""
    return Section(_("What to look at first"), (Items(tuple(findings), are_numbered=True),))


def on_terminal(*blocks: Block) -> Section:
    """Return blocks that a page shows elsewhere, or in another form."""
    return Section("", blocks, shown=Shown.ON_TERMINAL)


def notes_below(notes: Iterable[str], provenance: Mapping[str, Any] | None = None) -> Section:
    """Return what a terminal says below the numbers, and last what became of the check.

    Parameters
    ----------
    notes
        Each on lines of its own; empty ones are left out.
    provenance
        How the numbers came about; None where the check is told elsewhere.
    """
    texts = [Text(note, Tone.QUIET) for note in notes if note]
    if provenance:
        tone = Tone.QUIET if agrees(provenance) else Tone.MISSED
        texts.append(Text(checked_text(provenance), tone))
    return on_terminal(*texts)


def about(lines: Mapping[str, str]) -> Section:
    """Return the last sheet of a workbook: each text beside what it is about."""
    rows = tuple((Text(name, Tone.STRONG), text) for name, text in lines.items())
    return Section(_("About"), (Table("", (), rows),))
