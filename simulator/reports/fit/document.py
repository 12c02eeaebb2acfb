"""What a fit says: what the log showed, how the scenario does beside it, and what stays open.

In: a `Fit`. Out: a `Document` for the terminal and the page.
"""

from collections.abc import Iterator, Sequence

from simulator.language import _
from simulator.reports.document import Charts, Document, Items, Number, Row, Section, Table
from simulator.reports.figures import MINUTES, Unit
from simulator.reports.fit.charts import fit_charts
from simulator.reports.fit.telling import (
    arriving,
    count,
    leaving,
    left_out,
    minutes,
    rests_on,
    share,
    spread,
    unlike,
    untold,
)
from simulator.reports.framing import on_terminal
from simulator.studies.fit.held_against import Fit

_A_DAY = Unit("", decimals=1)


def fit_document(fit: Fit, *, remarks: Sequence[str], version: str, created: str) -> Document:
    """Say what was fitted, in the language that is spoken.

    Parameters
    ----------
    fit
        What was fitted.
    remarks
        What there is to say of how the log was read.
    version, created
        Of the program, and when it was made.
    """
    fitted, tables = fit.fitted, (_queues(fit), _counters(fit))
    return Document(
        title=fit.data["name"],
        facts=(rests_on(fitted),),
        warnings=(*remarks, *left_out(fitted), *unlike(fit)),
        body=[
            on_terminal(*tables),
            Section(
                _("How citizens come and leave"), [Items([*arriving(fitted), *leaving(fitted)])]
            ),
            Section(_("What the log does not tell"), [Items([*untold(fitted)])]),
        ],
        chapters=lambda: _chapters(fit, tables),
        version=version,
        created=created,
    )


def _chapters(fit: Fit, tables: Sequence[Table]) -> Iterator[Section]:
    yield Section(_("Queues and counters"), tables, "tables")
    told = _(
        "The scenario was fitted to these very days: that it is like them is the least that can be "
        "asked. How well it predicts other days, `onestop validate` says."
    )
    yield Section(_("The log and the scenario"), (told, Charts([*fit_charts(fit)])), "pictures")


def _queues(fit: Fit) -> Table:
    fitted = fit.fitted
    rows: list[Row] = []
    for queue, name in enumerate(fitted.lobby.log.queues):
        service = fitted.services[queue]
        rows.append(
            (
                name,
                Number.of(fitted.arrivals.a_day[queue].value, _A_DAY),
                minutes(service.mean) if service else _("not known"),
                spread(service.written) if service else "",
                Number.of(float(fit.seen.waits_of[queue]), MINUTES),
                Number.of(float(fit.simulated.waits_of[queue]), MINUTES),
            )
        )
    return Table(
        _("Queues"),
        (
            _("Queue"),
            _("tickets a day"),
            _("mean service (95 % range)"),
            _("family"),
            _("mean wait in the log"),
            _("simulated"),
        ),
        tuple(rows),
        numbers=frozenset({1, 4, 5}),
        is_wide=True,
    )


def _counters(fit: Fit) -> Table:
    log = fit.fitted.lobby.log
    rows: list[Row] = []
    for served, written in zip(fit.fitted.staff, fit.data["staff"].values(), strict=True):
        group, timetable = served.group, served.timetable
        rows.append(
            (
                ", ".join(log.counters[each] for each in group.counters) or _("not named"),
                count(written["officers"]),
                ", ".join(log.queues[each] for each in group.serves),
                ", ".join(log.queues[each] for each in group.helps),
                share(served.elsewhere.share if served.elsewhere else None),
                share(timetable.absent if timetable else None),
            )
        )
    return Table(
        _("Counters"),
        (
            _("Counters"),
            _("number"),
            _("serve"),
            _("help"),
            _("other work, share of the time"),
            _("days absent"),
        ),
        tuple(rows),
        numbers=frozenset({1, 4, 5}),
        is_sparse=True,
        is_wide=True,
    )
