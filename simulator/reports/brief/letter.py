"""The letter: what stands around the sections of a brief, whatever it is of.

In: sections, and what they are about. Out: a `Letter` in the form of Decree 30/2020/NĐ-CP. Who
submits it, to whom, when and under which number are blanks: no result knows of them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from simulator.language import _
from simulator.reports.brief.fitting import fitting
from simulator.reports.document import (
    Block,
    Letter,
    Section,
    Sides,
    Text,
    Tone,
)
from simulator.reports.figures import day
from simulator.reports.labels import Names, shortened
from simulator.scenario import Scenario

LONGEST = 70
"""Characters of the Center's name that there is room for."""

Titled = tuple[str, Sequence[Block]]
"""What a section has, with its title."""


def letter(
    scenario: Scenario, about: str, sections: Iterable[Titled], origin: Mapping[str, Any]
) -> Letter:
    """Put a brief together, in the language that is spoken.

    Parameters
    ----------
    scenario
        That of the Center as it is.
    about
        What it is about, with a place for the Center's name.
    sections
        From the first to the last; what has nothing to show is left out.
    origin
        How the results came about.
    """
    told = [(title, blocks) for title, blocks in sections if any(blocks)]
    body = [
        *(Section(f"{n}. {title}.", blocks) for n, (title, blocks) in enumerate(told, start=1)),
        Section("", (_("Submitted for consideration and decision."),)),
    ]
    return Letter(
        title=_("SUBMISSION"),
        facts=(
            about.format(center=shortened(Names(scenario).center, LONGEST)),
            _("To: [who decides]"),
        ),
        head=tuple(_head(is_vietnamese=scenario.calendar.country == "VN")),
        body=body,
        foot=(
            Sides(
                (
                    Text(_("Sent to:"), Tone.STRONG),
                    Text(_("- as above;")),
                    Text(_("- [others];")),
                    Text(_("- file: [where].")),
                ),
                (
                    Text(_("[POSITION OF WHO SIGNS]"), Tone.STRONG),
                    Text(_("(signature, name, seal)"), Tone.QUIET),
                ),
            ),
        ),
        size=fitting(body),
        version=str(origin["version"]),
        created=str(origin["created"]),
    )


def made_by(origin: Mapping[str, Any]) -> str:
    """Say what made the numbers, and from which seed they come again."""
    made = _("Made by onestop {version} on {created}.").format(
        version=origin["version"], created=day(date.fromisoformat(str(origin["created"])[:10]))
    )
    return f"{made} {_('Seed of the chances: {seed}.').format(seed=origin['seed'])}"


def _head(*, is_vietnamese: bool) -> Iterator[Sides]:
    """Say who submits it; the country stands above what is submitted in it."""
    yield Sides(
        (Text(_("[BODY ABOVE]")), Text(_("[BODY THAT SUBMITS]"), Tone.STRONG)),
        (
            Text(_("SOCIALIST REPUBLIC OF VIET NAM"), Tone.STRONG),
            Text(_("Independence - Freedom - Happiness"), Tone.STRONG),
        )
        if is_vietnamese
        else (),
    )
    yield Sides((Text(_("No.: ……/……")),), (Text(_("[place], [day] [month] [year]"), Tone.QUIET),))
