"""What is told of a fitted lobby in words: what it rests on, and what the log does not tell.

In: a `FittedLobby`. Out: sentences, for the scenario and the document alike.
"""

from collections.abc import Iterator

import numpy as np

from simulator.demand.workload import MINUTE, NONE
from simulator.language import N_, _
from simulator.reports.figures import (
    COUNT,
    MINUTES,
    PERCENT,
    ROUND_PERCENT,
    Unit,
    counted,
    day,
    number,
)
from simulator.reports.labels import in_words
from simulator.studies.fit.fitting import FittedLobby
from simulator.studies.fit.held_against import Fit, mean_wait
from simulator.studies.fit.ranges import Fitted

_FEW_DAYS, _NAMED = 10, 3
_NOTICED = 1.0
"""Minutes of waiting by which a scenario must be off."""

FAMILIES = {
    "constant": N_("constant"),
    "exponential": N_("exponential"),
    "gamma": N_("gamma"),
    "lognormal": N_("lognormal"),
    "weibull": N_("Weibull"),
    "quantiles": N_("by quantiles"),
    "mixture": N_("mixture"),
}
"""What families are called, by their key."""


def rests_on(fitted: FittedLobby) -> str:
    """Say how many tickets and days the fit rests on."""
    lobby = fitted.lobby
    return _(
        "{tickets} of {days}, {first} to {last}",
        tickets=counted("{n} ticket", "{n} tickets", fitted.arrivals.tickets),
        days=counted("{n} day", "{n} days", len(lobby.open_days)),
        first=day(lobby.first_date),
        last=day(lobby.last_date),
    )


def left_out(fitted: FittedLobby) -> Iterator[str]:
    """Say which tickets of the log count for nothing."""
    if fitted.uncalled:
        yield _("queues of which nobody was ever called are left out: {queues}").format(
            queues=in_words(fitted.uncalled, most=_NAMED)
        )
    if apart := int(np.count_nonzero(fitted.lobby.day == NONE)):
        yield counted(
            "{n} ticket is of a day with far fewer than usual: the office is taken for closed then",
            "{n} tickets are of days with far fewer than usual: the office is taken for closed "
            "then",
            apart,
        )


def unlike(fit: Fit) -> Iterator[str]:
    """Say where citizens of the scenario wait otherwise than those of the log, beyond chance."""
    seen, simulated = mean_wait(fit.fitted.lobby), fit.simulated.mean_wait
    if seen.low is None or seen.high is None or abs(simulated - seen.value / MINUTE) < _NOTICED:
        return
    if not seen.low <= simulated * MINUTE <= seen.high:
        yield _(
            "Citizens wait {seen} on average in the log, and {simulated} in the scenario, on the "
            "very days that it was fitted to: what it says of waits is as far off.",
            seen=number(seen.value / MINUTE, MINUTES),
            simulated=number(simulated, MINUTES),
        )


def ranged(found: Fitted | None, unit: Unit, scale: float = 1.0) -> str:
    """Write the range of a value; empty where there is none."""
    if found is None or found.low is None or found.high is None:
        return ""
    ends = (number(end * scale, unit) for end in (found.low, found.high))
    return " – ".join(ends)


def minutes(found: Fitted) -> str:
    """Write a time in minutes, with its range."""
    value = number(found.value / MINUTE, MINUTES)
    range_ = ranged(found, MINUTES, 1 / MINUTE)
    return f"{value} ({range_})" if range_ else value


def arriving(fitted: FittedLobby) -> Iterator[str]:
    """Say how citizens come."""
    arrivals = fitted.arrivals
    if arrivals.early.value:
        yield _(
            "{share} of the citizens have waited for the doors to open.",
            share=number(arrivals.early.value, PERCENT),
        )
    if arrivals.day_cv is None:
        yield _("That busy days are busy for all does not show in the log.")
    for surge in arrivals.surges:
        first, last = (
            day(fitted.lobby.date_of(int(fitted.lobby.open_days[row])))
            for row in (surge.first, surge.last)
        )
        yield _(
            "From {first} to {last}, {factor} times as many tickets as usual were taken: these "
            "days count as a surge, and for nothing else.",
            first=first,
            last=last,
            factor=number(surge.factor, Unit("", decimals=1)),
        )


def leaving(fitted: FittedLobby) -> Iterator[str]:
    """Say how citizens leave."""
    found = fitted.leaving
    if found.in_vain.value:
        yield _("{share} of the calls are in vain.", share=number(found.in_vain.value, PERCENT))
    if found.median:
        yield _(
            "Half of all would wait {time}. A ticket called in vain tells only that its holder had "
            "left before, and one that was served that they would have waited longer: the estimate "
            "takes both for what they are.",
            time=minutes(found.median),
        )
    if found.no_show.value:
        yield _("{share} leave at once.", share=number(found.no_show.value, PERCENT))


def untold(fitted: FittedLobby) -> Iterator[str]:
    """Say what the log does not tell, and what the scenario has in its place."""
    if fitted.is_seen:
        yield _(
            "The log names no counters: that queues whose numbers of open counters change together "
            "have these counters in common is an assumption."
        )
    elif not fitted.names_counters:
        yield _(
            "The log names no counters: that each queue has counters of its own is an assumption, "
            "and their number is that of the services that run at once, as far as it is known."
        )
    yield from _of_services(fitted)
    if fitted.opening.sends_home:
        yield _(
            "Some tickets were never called: that their holders were sent home at closing is an "
            "assumption."
        )
    if len(fitted.lobby.open_days) < _FEW_DAYS:
        yield _(
            "The log has {days} only: how days differ is hardly known, and ranges are wide.",
            days=counted("{n} day", "{n} days", len(fitted.lobby.open_days)),
        )
    yield _(
        "A ticket is a visit: of dossiers, and of what is done behind the counters, the log knows "
        "nothing, but that it keeps counters from calling."
    )


def _of_services(fitted: FittedLobby) -> Iterator[str]:
    """Say what the log does not tell of services, and of those who leave before."""
    unknown = [
        name
        for name, service in zip(fitted.lobby.log.queues, fitted.services, strict=True)
        if service is None
    ]
    if unknown:
        yield _(
            "When services end is not known ({queues}): how long they last, and by how many "
            "counters, is an assumption. Only how fast tickets are called while somebody waits is "
            "known, which is the one over the other.",
            queues=in_words(unknown, most=_NAMED),
        )
    if fitted.enquiries:
        yield _(
            "Some services are far shorter than the others, {time} on average, whatever the wait: "
            "they are taken for enquiries.",
            time=minutes(fitted.enquiries.takes.mean),
        )
    if not fitted.tells_calls_in_vain:
        yield _(
            "Some services are far shorter than the others, and the more frequent the longer the "
            "wait: they are taken for calls to which nobody came."
        )
    if fitted.hurry and not fitted.tells_ends:
        yield _(
            "The log does not say when services end. How long they last, how much they quicken "
            "with the queue, and how long citizens wait before they leave in silence, were tried "
            "until the simulated waits came nearest to those of the log."
        )
    elif not fitted.leaving.is_known:
        yield _(
            "The log does not say how tickets ended: that nobody leaves before the call is an "
            "assumption."
        )
    if fitted.between:
        yield _(
            "From the end of a service to the next call it takes {time}, while somebody waits: it "
            "is counted to the service.",
            time=number(fitted.between.value, Unit(" s", decimals=0)),
        )


def spread(written: dict[str, object]) -> str:
    """Name the family of a time, and how much it varies."""
    (name, parameters), *_others = written.items()
    family = _(FAMILIES[name])
    cv = parameters.get("cv") if isinstance(parameters, dict) else None
    return f"{family}, cv {number(float(cv), Unit('', decimals=2))}" if cv else family


def share(found: Fitted | None) -> str:
    """Write a share, empty where there is none."""
    return number(found.value, ROUND_PERCENT) if found else ""


def count(value: float) -> str:
    """Write a whole number."""
    return number(value, COUNT)
