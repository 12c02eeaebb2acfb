"""The source of a replay: the tickets of a log come as they came, and all else is drawn.

In: a scenario, some days of one office of a `TicketLog`, and, where they are known, the counters
that were open. Out: a `LogSource`, which goes wherever a `Source` goes. Service, patience and
whatever else a log does not tell is drawn from the scenario by the address of the ticket, so that
the same ticket has the same draws whoever serves. What is done with a replication is not known
here.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Self

import numpy as np
from numpy.typing import NDArray

from simulator.demand import Roster, Workload, draw_workload
from simulator.demand.draws import Draws
from simulator.demand.given import GivenVisits
from simulator.demand.open_counters import OpenCounters, roster_of
from simulator.demand.workload import DAY, NONE
from simulator.language import _, mistake
from simulator.records import Snapshots, TicketLog
from simulator.scenario import Scenario
from simulator.scenario.near_matches import near_match
from simulator.scenario.quantities import Duration
from simulator.signs import shortened
from simulator.studies.source import Source

NO_WARM_UP = Duration(0, "days")

RECEIVE = "receive"
"""The step for which a ticket is taken."""

_MOST_NAMED = 400
"""Signs of names that are listed in a message."""


@dataclass(frozen=True, slots=True)
class LogSource(Source):
    """What to serve: visits as a log has them, and what a scenario says of all else.

    The log has all who come: nobody comes again after a failed trip, for missing papers or with a
    supplement, because such a visit has a ticket of its own. Nor does the source book appointments.
    """

    visits: GivenVisits = field(repr=False, compare=False)
    """In the order of the log; the jobs of the visits are in the same."""
    counters: OpenCounters | None = field(repr=False, compare=False)
    """Who is on duty; drawn from the scenario where None."""

    @classmethod
    def of_days(
        cls,
        scenario: Scenario,
        log: TicketLog,
        days: Sequence[date],
        *,
        office: str | None = None,
        counters: OpenCounters | None = None,
    ) -> Self:
        """Make a source of some days of an office.

        Parameters
        ----------
        scenario
            What is known of the office; its period is replaced by the days from the first to the
            last of those chosen, after its own warm-up, if it has any.
        log
            The tickets.
        days
            Those on which they come; on those between nobody does.
        office
            The office; it may be absent where the log has but one.
        counters
            Who is on duty; moments are counted from the first day of the log, as its own. There is
            no warm-up then.

        Raises
        ------
        ValueError
            If the log has no such office or no ticket on these days, if a queue of it is no field
            of the scenario at which anybody is received, or if the source cannot be drawn.
        """
        again = replayed_scenario(scenario, days, is_staffed=counters is not None)
        shift = (log.first_day - again.period.first_day).days * DAY
        rows = tickets_on(scenario, log, days, office=office)
        field_of = replayed_queues(scenario, log, office)
        queues, queue = np.unique(log.queue[rows], return_inverse=True)
        visits = GivenVisits.of(
            fields=tuple(field_of[each] for each in queues.tolist()),
            field=queue,
            begin=log.taken[rows] + shift,
        )
        counters = counters and counters.since(shift, until=again.period.days * DAY)
        drawn = Source.of(again)
        coming = _digest(visits.fields, visits.field, visits.begin)
        staffing = _digest(counters.groups, counters.moment, counters.officers) if counters else ""
        return cls(
            key=_digest((drawn.key, coming, staffing)),
            workload_key=_digest((drawn.workload_key, coming)),
            first_day=drawn.first_day,
            size=drawn.size,
            packed=drawn.packed,
            visits=visits,
            counters=counters,
        )

    def workload(self, seed: int, replication: int) -> Workload:
        """Draw with what they come in a replication."""
        return draw_workload(self.prepared, Draws(seed, replication), self.visits)

    def roster(self, seed: int, replication: int) -> Roster:
        """Return who is on duty in a replication: as it is given, or drawn."""
        drawn = Source.roster(self, seed, replication)
        if self.counters is None:
            return drawn
        prepared = self.prepared
        return roster_of(
            self.counters,
            drawn,
            prepared.scenario,
            prepared.station_row,
            horizon=prepared.run_days * DAY,
        )


def replayed_scenario(
    scenario: Scenario, days: Sequence[date], *, is_staffed: bool = False
) -> Scenario:
    """Return a scenario for days on which all visits are known, and all officers if `is_staffed`.

    Of a warm-up they are not known.
    """
    period: dict[str, object] = {"from_": min(days), "to": max(days)}
    if is_staffed:
        period["warm_up"] = NO_WARM_UP
    procedures = {
        name: procedure.model_copy(update={"incomplete": 0.0, "supplement": None, "booked": 0.0})
        for name, procedure in scenario.procedures.items()
    }
    return scenario.model_copy(
        update={
            "period": scenario.period.model_copy(update=period),
            "procedures": procedures,
            "citizens": scenario.citizens.model_copy(update={"retries": 0}),
            "appointments": None,
        }
    )


def office_of(log: TicketLog | Snapshots, office: str | None) -> int:
    """Return the number of an office of a log.

    Raises
    ------
    ValueError
        If there is no such office, or none is named and there are several.
    """
    if office is None and len(log.offices) == 1:
        return 0
    if office in log.offices:
        return log.offices.index(office)
    offices = shortened(", ".join(filter(None, log.offices)), _MOST_NAMED)
    if not offices:
        raise mistake("the log names no office: leave out --office")
    if office is None:
        raise mistake(
            "the log has several offices: name one with --office: {offices}", offices=offices
        )
    raise mistake(
        "the log has no office {name!r}: there is {offices}", name=office, offices=offices
    )


def days_of(log: TicketLog, office: str | None = None) -> tuple[date, ...]:
    """Return the days on which an office has tickets, ascending; raises as `office_of`."""
    own = log.office[log.queue] == office_of(log, office)
    return tuple(log.first_day + timedelta(int(day)) for day in np.unique(log.taken[own] // DAY))


def check_days(asked: Sequence[date], log: TicketLog, office: str | None = None) -> None:
    """Refuse days that are asked for and on which an office has no ticket."""
    there = days_of(log, office)
    if missing := sorted({*asked} - {*there}):
        raise mistake(
            "the log has no ticket of {days}: it is of {n} days from {first} to {last}",
            days=", ".join(map(str, missing)),
            n=len(there),
            first=there[0],
            last=there[-1],
        )


def busiest_day(log: TicketLog, office: str | None = None) -> date:
    """Return the day on which an office has most tickets; raises as `office_of`."""
    days = log.taken[log.office[log.queue] == office_of(log, office)] // DAY
    return log.first_day + timedelta(int(np.bincount(days).argmax()))


def tickets_on(
    scenario: Scenario, log: TicketLog, days: Sequence[date], *, office: str | None = None
) -> NDArray[np.intp]:
    """Return the tickets of an office that were taken on some days, in the order of the log.

    Raises
    ------
    ValueError
        If there is no such office, no ticket, or a queue that is no field of the scenario.
    """
    queues = replayed_queues(scenario, log, office)
    wanted = [day.toordinal() - log.first_day.toordinal() for day in days]
    own = np.isin(log.queue, list(queues)) & np.isin(log.taken // DAY, wanted)
    if not own.any():
        raise mistake("the log has no ticket of {day} that can be replayed", day=min(days))
    return np.flatnonzero(own)


def replayed_queues(
    scenario: Scenario, log: TicketLog, office: str | None = None
) -> dict[int, str]:
    """Return the field of each queue of an office whose tickets are replayed.

    A queue that is no field of the scenario, and of which no ticket was ever called, is left out:
    nobody serves it, as far as the log and the scenario know.

    Raises
    ------
    ValueError
        If there is no such office, if a queue of which tickets were called is no field of the
        scenario, or if nobody is received at a field; all such queues and fields are named.
    """
    queues = np.flatnonzero(log.office == office_of(log, office)).tolist()
    fields = fields_of_queues(scenario, log, queues)
    is_called = np.bincount(log.queue[log.called != NONE], minlength=len(log.queues)) > 0
    labels = [label for key in scenario.fields for label in _labels(scenario, key)]
    if unknown := [log.queues[each] for each in queues if is_called[each] and each not in fields]:
        message = _("the queue {queue!r} of the log is no field of the scenario")
        lines = [message.format(queue=name) + near_match(name, labels) for name in unknown]
        raise ValueError("\n".join(lines))
    received = {field for step, field in scenario.stations() if step == RECEIVE}
    taken = np.bincount(log.queue, minlength=len(log.queues)) > 0
    if idle := [field for queue, field in fields.items() if taken[queue] and field not in received]:
        message = _("fields.{field}: the log has tickets of it, and no procedure of it is received")
        raise ValueError("\n".join(message.format(field=field) for field in idle))
    return fields


def fields_of_queues(
    scenario: Scenario, log: TicketLog | Snapshots, queues: Sequence[int]
) -> dict[int, str]:
    """Return the field that each queue is of: that of the same key, or of the same label.

    Queues that are no field are left out. Where several are called alike, as many fields of that
    label are taken in their order.
    """
    left = list(scenario.fields)
    found: dict[int, str] = {}
    for queue in queues:
        name = log.queues[queue]
        if alike := [key for key in left if name in {key, *_labels(scenario, key)}]:
            found[queue] = alike[0]
            left.remove(alike[0])
    return found


def _labels(scenario: Scenario, key: str) -> tuple[str, str]:
    label = scenario.fields[key]
    return label.vi, label.en


def _digest(texts: Sequence[str], *arrays: NDArray[np.generic]) -> str:
    """Return a hash of texts and arrays."""
    digest = hashlib.sha256("\0".join(texts).encode())
    for array in arrays:
        digest.update(np.ascontiguousarray(array).tobytes())
    return digest.hexdigest()
