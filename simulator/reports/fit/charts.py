"""Pictures of a fit: what the log shows beside what the scenario does.

In: a `Fit`. Out: `Chart`s. What has nothing to show is left out.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from simulator.demand.workload import HOUR, MINUTE, NONE
from simulator.language import _
from simulator.reports.charts.drawing import BLUE, DASHED, DOT, STRONG, Drawing
from simulator.reports.charts.layouts import Upright, in_columns
from simulator.reports.charts.marks import Bars, Mark, Points
from simulator.reports.charts.svg import Chart, chart
from simulator.reports.charts.telling import listed
from simulator.reports.figures import MINUTES, Unit, number
from simulator.scenario.families import Distribution
from simulator.studies.fit.families import FittedTime
from simulator.studies.fit.held_against import TIMES, Fit

MOST_QUEUES = 4
"""Queues whose service times are drawn, those with the most tickets."""

_POINTS = 80
_FAR = 0.98
"""Share of the times up to which they are drawn."""
_ONE_DECIMAL = Unit("", decimals=1)


def fit_charts(fit: Fit) -> Iterator[Chart]:
    """Draw what the log shows beside what the scenario does."""
    hours = np.flatnonzero(fit.seen.tickets + fit.simulated.tickets)
    hours = np.arange(hours[0], hours[-1] + 1)
    yield chart(
        _by_hour(
            "fit_arrivals",
            _("Tickets by hour, in the log and simulated"),
            _("tickets a day"),
            hours,
            (fit.seen.tickets_a_day, fit.simulated.tickets_a_day),
        )
    )
    yield chart(
        _by_hour(
            "fit_waits",
            _("Mean wait by the hour in which the ticket is taken, in the log and simulated"),
            _("mean wait in minutes"),
            hours,
            (fit.seen.waits, fit.simulated.waits),
        )
    )
    if np.count_nonzero(fit.seen.serving) > 1:
        yield chart(_serving(fit))
    yield from _services(fit)
    if len(fit.fitted.leaving.curve[0]):
        yield chart(_patience(fit))


def _by_hour(
    key: str,
    title: str,
    measured: str,
    hours: NDArray[np.int64],
    both: tuple[NDArray[np.float64], NDArray[np.float64]],
) -> Drawing:
    log, simulated = (values[hours] for values in both)
    marks: list[Mark] = [
        Bars(np.nan_to_num(log), BLUE, _("log")),
        Points(simulated, DOT, _("simulated")),
    ]
    axis = _("hour in which the ticket is taken (8: from 8:00 to 8:59)")
    return Drawing(
        key,
        title,
        in_columns([str(hour) for hour in hours], measured, axis, marks).figure,
        listed(
            (str(hour), _both(one, other))
            for hour, one, other in zip(hours, log, simulated, strict=True)
        ),
    )


def _both(log: float, simulated: float) -> str:
    return _(
        "log {log}, simulated {simulated}",
        log=number(float(log), _ONE_DECIMAL),
        simulated=number(float(simulated), _ONE_DECIMAL),
    )


def _serving(fit: Fit) -> Drawing:
    both = fit.seen.serving_at, fit.simulated.serving_at
    busy = np.flatnonzero(both[0] + both[1])
    shown = slice(busy[0], busy[-1] + 1)
    log, simulated = (values[shown] for values in both)
    times = TIMES[shown] / HOUR
    return _lines(
        "fit_counters",
        _("Counters that serve through a usual day, in the log and simulated"),
        (_("counters that serve"), _("time of day")),
        ((log, _("log")), (simulated, _("simulated"))),
        places=times,
        labels={
            hour: f"{hour:.0f}" for hour in np.arange(np.ceil(times[0]), times[-1] + 1).tolist()
        },
    )


def _services(fit: Fit) -> Iterator[Chart]:
    lobby = fit.fitted.lobby
    tickets = np.bincount(lobby.log.queue, minlength=len(lobby.log.queues))
    for queue in np.argsort(-tickets, kind="stable")[:MOST_QUEUES].tolist():
        service = fit.fitted.services[queue]
        own = (lobby.log.queue == queue) & (fit.fitted.unhurried != NONE)
        seconds = fit.fitted.unhurried[own]
        if service is not None and len(seconds) > 1:
            yield chart(_service(queue, lobby.log.queues[queue], service, seconds))


def _service(queue: int, name: str, service: FittedTime, seconds: NDArray[np.int64]) -> Drawing:
    ordered = np.sort(seconds)
    places = np.linspace(0, max(float(np.quantile(ordered, _FAR)), 1.0), _POINTS)
    in_log = np.searchsorted(ordered, places, side="right") / len(ordered)
    return _shares(
        f"fit_service_{queue}",
        _(
            "Service times of “{queue}”: {mean} on average",
            queue=name,
            mean=number(service.mean.value / MINUTE, MINUTES),
        ),
        _("share of the services that are over, in %"),
        places,
        (in_log, service.distribution.cdf(places)),
    )


def _patience(fit: Fit) -> Drawing:
    leaving = fit.fitted.leaving
    waits, left = leaving.curve
    patience = Distribution.model_validate(leaving.written)
    return _shares(
        "fit_patience",
        _("Who would have left, by how long they wait: without a family, and fitted"),
        _("share that has left, in %"),
        waits,
        (left, patience.cdf(waits)),
    )


def _shares(
    key: str,
    title: str,
    measured: str,
    seconds: NDArray[np.float64],
    both: tuple[NDArray[np.float64], NDArray[np.float64]],
) -> Drawing:
    """Draw two distribution functions."""
    minutes = seconds / MINUTE
    step = float(f"{max(minutes[-1], 0.1) / 6:.0g}")
    ticks = np.arange(0, minutes[-1] + step / 2, step)
    return _lines(
        key,
        title,
        (measured, _("minutes")),
        ((100 * both[0], _("log")), (100 * both[1], _("scenario"))),
        places=minutes,
        labels={tick: f"{tick:g}" for tick in ticks.tolist()},
    )


def _lines(
    key: str,
    title: str,
    axes: tuple[str, str],
    lines: Sequence[tuple[NDArray[np.float64], str]],
    *,
    places: NDArray[np.float64],
    labels: dict[float, str],
) -> Drawing:
    marks = [
        Points(values, look, label)
        for (values, label), look in zip(lines, (STRONG, DASHED), strict=True)
    ]
    at = np.linspace(0, len(places) - 1, 7).astype(int)
    return Drawing(
        key,
        title,
        Upright(*axes, marks, places, labels).figure,
        listed(
            (number(float(places[row]), _ONE_DECIMAL), _both(lines[0][0][row], lines[1][0][row]))
            for row in at
        ),
    )
