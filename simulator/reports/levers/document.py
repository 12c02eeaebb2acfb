"""What a study of levers says: which help most, ranked, and what each of them makes worse.

In: `Levers`, and how they came about. Out: a `Document` for the terminal, the page and the
workbook. Texts are made by others.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from simulator.language import N_, _
from simulator.reports.certainty import (
    assumptions_text,
    common_numbers_text,
    periods,
    times_text,
    unlike_note,
)
from simulator.reports.comparison.charts import scaled
from simulator.reports.comparison.telling import few_replications
from simulator.reports.differences import family_text
from simulator.reports.document import (
    Cell,
    Charts,
    Document,
    Interval,
    Items,
    Number,
    Row,
    Section,
    Shown,
    Table,
    Tone,
)
from simulator.reports.figures import (
    ABSENT,
    COUNT,
    Unit,
    bare_unit,
    cost_unit,
    counted,
    decimals,
    number,
)
from simulator.reports.framing import about, answered_first, notes_below, on_terminal
from simulator.reports.levers.telling import Telling
from simulator.reports.levers.wording import officers_by_cost_text
from simulator.reports.run.answer import checked_text
from simulator.signs import as_typed
from simulator.studies.levers import LEADING, ON_TIME, WAIT, Levers, Pulled
from simulator.studies.paired import Difference

_HEADS = {WAIT: N_("wait, min"), ON_TIME: N_("on time, points")}
"""Heads of the columns of what levers are ranked by."""

_OFFICERS = Unit("", decimals=1)

_NOTHING = 1e-9
"""Of rounding."""

MOST = 12
"""Levers that a terminal shows; the page has all of them."""


def levers_document(levers: Levers, origin: Mapping[str, Any]) -> Document:
    """Say what levers do, in the language that is spoken.

    Parameters
    ----------
    levers
        What they do.
    origin
        How it came about: `simulator.results.provenance`.
    """
    telling = Telling(levers)
    names, found = telling.names, lever_findings(levers)
    of_levers = lever_notes(levers)
    return Document(
        title=names.center,
        facts=[
            names.period,
            counted("{n} lever", "{n} levers", len(levers.pulled)),
            counted("{n} replication of each", "{n} replications of each", levers.finished),
            _("seed {seed}").format(seed=levers.base.seed),
        ],
        warnings=few_replications(levers.finished),
        body=[
            *answered_first(found, _certainty(levers, origin)),
            on_terminal(Items(found, are_numbered=True)),
            on_terminal(lever_table(levers, most=MOST)),
            notes_below(of_levers, origin),
        ],
        chapters=lambda: _chapters(levers, _charts(levers)),
        sheets=lambda answer: (
            answer,
            *_chapters(levers),
            about(
                {
                    _("Center"): names.center,
                    _("Period"): names.period,
                    _("Seed"): str(levers.base.seed),
                    _("Command"): as_typed(origin["command"]),
                    _("Version"): str(origin["version"]),
                }
            ),
        ),
        version=str(origin["version"]),
        created=str(origin["created"]),
    )


def lever_findings(levers: Levers) -> list[str]:
    """Say which levers to pull first, and which effects are not what one would think."""
    telling = Telling(levers)
    best = [telling.sentence(each) for each in levers.best]
    none = _("No lever is seen to help: what citizens wait and what is late stays as it is.")
    return [*(best or [none]), *telling.turning(), *filter(None, [telling.spare()])]


def lever_notes(levers: Levers) -> list[str]:
    """Say how levers are ranked, and with what confidence their intervals hold."""
    ranked = _(
        "Ranked by the share of the wait, and of what is late, that each takes away for each "
        "officer that it takes; what takes less than half an officer counts as half of one. What "
        "it costs beside officers is not known."
    )
    family = family_text(levers.leading.pairs, levers.leading.measures, levers.leading.confidence)
    worse = _("What gets worse is judged by further {n} differences, which hold together too.")
    return [
        ranked,
        officers_by_cost_text() if levers.base.scenario.staff_cost else "",
        family,
        worse.format(n=number(len(levers.others.differences), COUNT)),
        _(
            "{all} replications, for which the citizens were drawn {drawn} times: levers of "
            "staffing share them."
        ).format(
            all=number(levers.finished * (1 + len(levers.pulled)), COUNT),
            drawn=number(levers.finished * (1 + levers.demanding), COUNT),
        ),
    ]


def lever_table(levers: Levers, *, most: int | None = None) -> Table:
    """Set levers one below the other, the one that helps most for each officer first.

    Parameters
    ----------
    levers
        What they do.
    most
        Rows, of levers that help; all levers when absent.
    """
    telling = Telling(levers)
    shown = levers.pulled if most is None else levers.helping[:most]
    titles = [_(_HEADS[key]) for key in LEADING]
    n = len(titles)
    heads = (
        _("Lever"),
        *titles,
        *titles,
        _("officers"),
        _("a year, {currency}").format(currency=cost_unit(telling.names.currency)),
        *(_("{measure}, for an officer").format(measure=title) for title in titles),
        *(_("{measure}: worse in").format(measure=telling.names.measure(key)) for key in LEADING),
        _("What gets worse"),
    )
    return Table(
        _("Levers"),
        heads,
        tuple(_row(telling, each) for each in shown),
        numbers=frozenset(range(1, 3 + 3 * n)),
        widths=(40, 9, 9, 8),
        shown=dict.fromkeys(range(1, 1 + n), Shown.ON_TERMINAL)
        | dict.fromkeys(range(1 + n, 1 + 2 * n), ~Shown.ON_TERMINAL)
        | dict.fromkeys(range(2 + 2 * n, len(heads)), ~Shown.ON_TERMINAL),
        is_sparse=True,
        is_list=most is None,
    )


def _row(telling: Telling, pulled: Pulled) -> Row:
    gains = pulled.gains.values()
    losing = (
        times_text(each, periods(telling.levers.base.scenario)) for each in pulled.losing.values()
    )
    return (
        telling.name(pulled),
        *map(_mean, gains),
        *(Interval(each.estimate, _unit(each), has_mean=True) for each in gains),
        _signed(pulled.effort.officers, _OFFICERS),
        _signed(pulled.effort.money, COUNT),
        *(_for_an_officer(pulled, each) for each in gains),
        *losing,
        telling.worse(pulled) or ABSENT,
    )


def _mean(difference: Difference) -> Number:
    """Return the mean of a difference with its sign; what is not seen explains what is."""
    unit, mean = _unit(difference), difference.estimate.mean
    tone = Tone.PLAIN if difference.is_seen else Tone.QUIET
    places = decimals(difference.estimate, unit)
    sign = "+" if round(mean * unit.scale, places) > 0 else ""
    return Number(mean, unit, places, tone, before=sign)


def _signed(effort: float | None, unit: Unit) -> Cell:
    """Return what a lever takes, or saves; nothing where it is none."""
    if effort is None or abs(effort) < _NOTHING:
        return ABSENT
    return Number(effort, unit, unit.decimals, before="+" if effort > 0 else "")


def _for_an_officer(pulled: Pulled, difference: Difference) -> Cell:
    """Return what an officer more gains; nothing for what takes none, or saves some."""
    if pulled.officers <= 0 or pulled.effort.is_none:
        return ABSENT
    return Interval(
        scaled(difference.estimate, 1 / pulled.officers), _unit(difference), has_mean=True
    )


def _unit(difference: Difference) -> Unit:
    return bare_unit(difference.measure.entry.quantity)


def _charts(levers: Levers) -> Charts:
    from simulator.reports.levers.charts import lever_charts  # noqa: PLC0415  # terminals need no drawing

    return Charts(lever_charts(Telling(levers)))


def _chapters(levers: Levers, *drawn: Charts) -> Iterator[Section]:
    telling, said = Telling(levers), filter(None, lever_notes(levers)[:2])
    yield Section(_("What would help"), (*said, *drawn, lever_table(levers)), "levers")
    rows = tuple((telling.name(each), telling.changes(each)) for each in levers.pulled)
    yield Section(
        _("What each lever changes"),
        (Table("", (_("Lever"), _("Values that are other ones")), rows, is_list=True),),
        "changes",
    )


def _certainty(levers: Levers, origin: Mapping[str, Any]) -> Iterator[str]:
    yield common_numbers_text()
    yield from lever_notes(levers)[2:]
    yield assumptions_text()
    shown = (each.estimate for pulled in levers.pulled for each in pulled.gains.values())
    yield unlike_note(shown, levers.base.scenario)
    yield checked_text(origin)
