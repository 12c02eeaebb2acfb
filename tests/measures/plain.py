"""What `Details` hold, counted item by item, as a clerk with a pencil would.

In: the contracts of a replication. Out: a dictionary by the names of `Details`, without the forms:
those are compared with what a run that ends there fills in.
"""

from datetime import date, timedelta

import numpy as np

from simulator.center.lookup import Tables
from simulator.center.outcome import JobEnd, Outcome, TripEnd
from simulator.demand.roster import Roster
from simulator.demand.workload import (
    DAY,
    FAR,
    HOUR,
    NONE,
    Channel,
    JobFlag,
    JobKind,
    OpFlag,
    OpKind,
    Workload,
)

QUARTER, RETURN = 900, 4


class Clerk:
    """Counts one replication."""

    def __init__(
        self, outcome: Outcome, workload: Workload, roster: Roster, first_day: date
    ) -> None:
        self.outcome, self.workload, self.roster = outcome, workload, roster
        self.first_day = first_day
        time = workload.time
        days = range(workload.period_start // DAY, -(-workload.horizon // DAY))
        self.open = [day for day in days if time.next_open_day[day] == day]
        first, last = time.calendar_first[:2]
        starts, ends = time.calendar_start[first:last], time.calendar_end[first:last]
        self.doors = list(zip(starts.tolist(), ends.tolist(), strict=True))

    def open_seconds(self, start: int, end: int) -> int:
        return sum(max(0, min(end, closes) - max(start, opens)) for opens, closes in self.doors)

    def working_days_after(self, day: int, last: int) -> int:
        following = self.workload.time.next_working_day
        return sum(following[each] == each for each in range(day + 1, last + 1))

    def weekday(self, day: int) -> int:
        return (self.first_day + timedelta(days=int(day))).weekday()

    def tickets(self) -> list[tuple[int, int, int, int]]:
        """Operation, arrival, when gone and how of every ticket of the run."""
        trips = self.outcome.trips
        rows = zip(trips.op, trips.arrival, trips.gone, trips.ended, trips.ticketed, strict=True)
        return [
            (op, arrival, self.workload.horizon if ended == TripEnd.WAITING else gone, ended)
            for op, arrival, gone, ended, ticketed in rows
            if ticketed
        ]

    def settled(self) -> list[int]:
        """Dossiers settled in the period."""
        jobs, times = self.workload.jobs, self.outcome.jobs
        return [
            job
            for job in range(len(jobs.kind))
            if jobs.kind[job] == JobKind.DOSSIER
            and times.accepted[job] != NONE
            and times.ready[job] >= self.workload.period_start
        ]

    # The lobby

    def lobby(self) -> dict[str, np.ndarray]:
        tickets, waited, at_door = (np.zeros((7, 24), int) for _ in range(3))
        for _, arrival, gone, _ in self.tickets():
            if arrival >= self.workload.period_start:
                place = self.weekday(arrival // DAY), arrival % DAY // HOUR
                tickets[place] += 1
                waited[place] += gone - arrival
                at_door[place] += min(gone, self.opening(arrival)) - arrival
        open_days = np.zeros(7, int)
        for day in self.open:
            open_days[self.weekday(day)] += 1
        lobby = {"tickets": tickets, "waited": waited, "at_door": at_door, "open_days": open_days}
        return lobby | self.queue()

    def opening(self, moment: int) -> int:
        """When the doors open next on the same day; now, if they are, or do not any more."""
        later = [
            opens
            for opens, closes in self.doors
            if closes > moment and opens // DAY == moment // DAY
        ]
        return int(max(moment, min(later))) if later else moment

    def queue(self) -> dict[str, np.ndarray]:
        queues = {
            day: [
                sum(arrival <= moment < gone for _, arrival, gone, _ in self.tickets())
                for moment in range(day * DAY, (day + 1) * DAY, QUARTER)
            ]
            for day in self.open
        }
        if not queues:
            nothing = np.full((3, 96), np.nan)
            worst = {"worst_day": np.array(NONE), "worst_queue": np.zeros(96, int)}
            return {"queue": nothing, "queue_mean": nothing[0], "worst_wait": [0, 0], **worst}
        months = round(
            (-(-self.workload.horizon // DAY) - self.workload.period_start // DAY) / 30.4
        )
        by_length = sorted(queues, key=lambda day: (-max(queues[day]), day))
        worst_day = by_length[: max(months, 1)][-1]
        trips = self.outcome.trips
        waits = [
            gone - arrival
            for (_, arrival, gone, _), stayed in zip(
                self.tickets(), trips.stayed[trips.ticketed], strict=True
            )
            if arrival // DAY == worst_day and not stayed
        ]
        by_day = np.array(list(queues.values()))
        return {
            "queue": np.quantile(by_day, (0.1, 0.5, 0.9), axis=0),
            "queue_mean": by_day.mean(axis=0),
            "worst_day": np.array(worst_day),
            "worst_queue": np.array(queues[worst_day]),
            "worst_wait": [sum(waits), len(waits)],
        }

    def officers(self) -> dict[str, np.ndarray]:
        ops, times, roster = self.workload.ops, self.outcome.ops, self.roster
        in_person = {int(ops.where[op]) for op in np.flatnonzero(ops.flags & OpFlag.IN_PERSON)}
        duty = np.zeros(24, int)
        for officer in range(len(roster.group)):
            serves = roster.served[slice(*roster.first_served[officer : officer + 2])]
            if not in_person & set(serves.tolist()):
                continue
            for row in range(*roster.first_duty[officer : officer + 2]):
                for day in self.open:
                    for hour in range(24):
                        begins = day * DAY + hour * HOUR
                        ends = min(begins + HOUR, roster.duty_end[row], self.workload.horizon)
                        duty[hour] += max(0, ends - max(begins, roster.duty_start[row]))
        seconds = tickets = 0
        for op, arrival, _, ended in self.tickets():
            finished = ended == TripEnd.SERVED and times.finish[op] != NONE
            if finished and arrival >= self.workload.period_start:
                work = -(-ops.amount[op] * 1000 // roster.speed[times.officer[op]])
                seconds += min(work, times.finish[op] - times.start[op])
                tickets += 1
        return {"duty": duty, "citizen_work": np.array([seconds, tickets])}

    # The dossiers

    def dossiers(self) -> dict[str, np.ndarray]:
        spent, elsewhere = np.zeros((5, 2), int), np.zeros(3, int)
        contacted, supplemented, agencies = (np.zeros(3, int) for _ in range(3))
        self.answers = np.zeros(3, int)
        for job in self.settled():
            contacts, supplements, consultations = self.course(job, spent, elsewhere)
            contacted[min(contacts, 2)] += 1
            supplemented[min(supplements, 2)] += 1
            agencies[min(consultations, 2)] += 1
        return {
            "spent": spent,
            "spent_elsewhere": elsewhere,
            "contacted": contacted,
            "supplemented": supplemented,
            "online_late": self.online_late(),
            "agencies": agencies,
            "answers": self.answers,
            "on_the_spot": self.on_the_spot(),
            "lateness": self.lateness(),
            "open_age": self.open_age(),
        }

    def on_the_spot(self) -> list[int]:
        """Seconds from the door to the result of who stayed for it, and how many there are."""
        jobs, trips, times = self.workload.jobs, self.outcome.trips, self.outcome.ops
        stays, visited = [], NONE
        for job in range(len(jobs.kind)):
            came = NONE if jobs.kind[job] == JobKind.VISIT else visited
            for op in range(*jobs.first_op[job : job + 2]):
                for trip in np.flatnonzero((trips.op == op) & (trips.ended == TripEnd.SERVED)):
                    if not trips.stayed[trip]:
                        came = trips.arrival[trip]
                    elif self.workload.stations.step[self.workload.ops.where[op]] == RETURN:
                        stays.append((came, times.finish[op]))
            if jobs.kind[job] == JobKind.VISIT:
                visited = came
        done = [
            finish - came
            for came, finish in stays
            if came >= self.workload.period_start and finish != NONE
        ]
        return [sum(done), len(done)]

    def online_late(self) -> int:
        """Dossiers filed online in the books of the period that are late, settled or open."""
        jobs, times = self.workload.jobs, self.outcome.jobs
        late = [job for job in self.settled() if times.ready[job] > times.due[job]]
        late = [job for job in late if times.ended[job] != JobEnd.RETURNED]
        late += [
            job
            for job in range(len(times.accepted))
            if times.accepted[job] != NONE
            and times.ready[job] == NONE
            and times.due[job] < self.workload.horizon
        ]
        return sum(jobs.channel[job] == Channel.ONLINE for job in late)

    def course(self, job: int, spent: np.ndarray, elsewhere: np.ndarray) -> tuple[int, int, int]:
        """Follow a dossier; how often it went to the citizen, for a supplement, to agencies."""
        workload, ops, times = self.workload, self.workload.ops, self.outcome.ops
        accepted, ready = self.outcome.jobs.accepted[job], self.outcome.jobs.ready[job]
        flags = workload.jobs.flags[job]
        is_accepted = runs = bool(flags & JobFlag.ACCEPTED)
        contacts = supplements = consultations = 0
        now = accepted

        def spend(table: np.ndarray, place: int | tuple[int, int], until: int) -> None:
            nonlocal now
            until = max(now, until)  # asked at once, one answers while another is waited for
            if is_accepted:
                table[place] += self.open_seconds(now, until)
                now = until

        route = range(*workload.jobs.first_op[job : job + 2])
        for op in () if flags & JobFlag.READY else route:
            if times.ready[op] == NONE:
                break
            kind, with_citizen = ops.kind[op], not runs
            if kind == OpKind.SERVE and times.finish[op] == NONE:
                break
            spend(elsewhere, 2, times.ready[op])
            if kind == OpKind.SERVE:
                step = workload.stations.step[ops.where[op]]
                spend(spent, (step, 0), times.start[op])
                spend(spent, (step, 1), times.finish[op])
            else:
                contacts += with_citizen
                supplements += with_citizen and is_accepted
                consultations += kind == OpKind.DELAY and not with_citizen
                agency = kind == OpKind.DELAY and not with_citizen
                self.answered(job, op, is_agency=agency)
                place = 0 if agency else 1 if kind == OpKind.COURIER else 2
                spend(elsewhere, place, times.finish[op])
            if ops.flags[op] & OpFlag.STARTS_CLOCK:
                is_accepted = runs = True
            if ops.flags[op] & OpFlag.HALTS_CLOCK:
                runs = False
            if ops.flags[op] & (OpFlag.STOPS_CLOCK | OpFlag.RETURNS):
                break
        spend(elsewhere, 2, ready)
        return contacts, supplements, consultations

    def answered(self, job: int, op: int, *, is_agency: bool) -> None:
        """Note how the answer of an agency keeps its limit, if it is one and has one."""
        workload, times = self.workload, self.outcome.ops
        limit = workload.agency_days[workload.jobs.procedure[job], workload.ops.where[op]]
        if not is_agency or limit == NONE:
            return
        last = workload.time.next_working_day[times.ready[op] // DAY]
        while limit:
            last = workload.time.next_working_day[last + 1]
            limit -= 1
        day = times.finish[op] // DAY
        self.answers[0 if day < last else 1 if day == last else 2] += 1

    def lateness(self) -> np.ndarray:
        late = np.zeros(5, int)
        times = self.outcome.jobs
        for job in self.settled():
            if times.ready[job] > times.due[job] and times.ended[job] != JobEnd.RETURNED:
                due_day = (times.due[job] - 1) // DAY
                days = max(1, self.working_days_after(due_day, times.ready[job] // DAY))
                late[sum(int(days > upper) for upper in (1, 2, 5, 10))] += 1
        return late

    def open_age(self) -> np.ndarray:
        workload, times = self.workload, self.outcome.jobs
        age = np.zeros((len(workload.fields), 5), int)
        for job in range(len(times.accepted)):
            if times.accepted[job] != NONE and times.ready[job] == NONE:
                last = (workload.horizon - 1) // DAY
                days = self.working_days_after(times.accepted[job] // DAY, last)
                field = workload.procedure_field[workload.jobs.procedure[job]]
                age[field, sum(int(days > upper) for upper in (5, 10, 20, 40))] += 1
        return age

    # The filings

    def filed(self, job: int) -> tuple[int, bool]:
        """When the dossier was filed last, and whether its clock stands; NONE for never."""
        workload, ops, times = self.workload, self.workload.ops, self.outcome.ops
        moment = NONE
        if workload.jobs.flags[job] & JobFlag.ACCEPTED:
            moment = workload.jobs.begin[job]
            if moment == NONE:
                visit = max(v for v in range(job) if workload.jobs.kind[v] == JobKind.VISIT)
                moment = self.came(workload.jobs.first_op[visit])
        stands = False
        for op in range(*workload.jobs.first_op[job : job + 2]):
            if ops.flags[op] & OpFlag.STARTS_CLOCK and self.came(op) != NONE:
                moment, stands = self.came(op), False
            if ops.flags[op] & OpFlag.HALTS_CLOCK and times.finish[op] != NONE:
                stands = True
        return int(moment), stands

    def came(self, op: int) -> int:
        """When a service had what it needs, a citizen the first time; a delay, when it was over."""
        trips = self.outcome.trips
        first = [at for of, at in zip(trips.op, trips.arrival, strict=True) if of == op]
        times = self.outcome.ops
        own = times.ready if self.workload.ops.kind[op] == OpKind.SERVE else times.finish
        return int(first[0] if first else own[op])

    def unaccepted(self) -> list[tuple[int, int]]:
        """Dossiers that wait to be accepted, with their filing."""
        jobs, ends = self.workload.jobs, self.outcome.jobs
        found = []
        for job in range(len(jobs.kind)):
            if ends.ended[job] != JobEnd.OPEN or ends.accepted[job] != NONE:
                continue
            for op in range(*jobs.first_op[job : job + 2]):
                waits = self.came(op) != NONE and self.outcome.ops.finish[op] == NONE
                if not waits or self.workload.ops.kind[op] != OpKind.SERVE:
                    continue
                brings = range(job + 1, job + 1 + jobs.dossiers[job])
                own = [job] if jobs.kind[job] == JobKind.DOSSIER else brings
                found += [(dossier, self.came(op)) for dossier in own]
        return found

    def books(self) -> dict[str, float]:
        """The dossier measures that look at filings, limits and the cut-off."""
        workload, ends = self.workload, self.outcome.jobs
        tables = Tables(workload)
        start = workload.period_start
        own = [
            job
            for job in range(len(workload.jobs.kind))
            if workload.jobs.kind[job] == JobKind.DOSSIER
            and ends.accepted[job] != NONE
            and not 0 <= ends.ready[job] < start
        ]
        late = 0
        for job in own:
            filed, stands = self.filed(job)
            due = FAR if stands else tables.due(filed, workload.jobs.limit[job])
            if ends.due[job] != ends.first_due[job]:
                due = tables.extension(due, workload.jobs.limit[job])[1]
            ready, returned = ends.ready[job], ends.ended[job] == JobEnd.RETURNED
            late += due < workload.horizon if ready == NONE else ready > due and not returned
        waiting = self.unaccepted()
        for job, filed in waiting:
            late += tables.due(filed, workload.jobs.limit[job]) < workload.horizon
        same_day = [self.is_same_day(job) for job in own]
        received = [job for job in own if ends.accepted[job] >= start]
        settled = [ends.ready[job] != NONE for job in own]
        returned = [ends.ended[job] == JobEnd.RETURNED for job in own]

        def in_time(due: np.ndarray) -> tuple[list[bool], list[bool]]:
            early = [ends.ready[job] // DAY < (due[job] - 1) // DAY for job in own]
            punctual = [ends.ready[job] <= due[job] for job in own]
            return [
                [back or good for back, good in zip(returned, each, strict=True)]
                for each in (early, punctual)
            ]

        before, on_time = in_time(ends.due)
        before_first, on_time_first = in_time(ends.first_due)
        late_first = sum(
            not good if ready else ends.first_due[job] < workload.horizon
            for job, good, ready in zip(own, on_time_first, settled, strict=True)
        )

        def share(counted: list[bool], of: list[bool]) -> float:
            both = [a for a, b in zip(counted, of, strict=True) if b]
            return sum(both) / len(both) if both else np.nan

        filings = len(own) + len(waiting)
        return {
            "unaccepted": len(waiting),
            "on_time_rate_filing": 1 - late / filings if filings else np.nan,
            "before_due_rate_days": share(
                before, [a and not b for a, b in zip(settled, same_day, strict=True)]
            ),
            "on_time_rate_same_day": share(
                on_time, [a and b for a, b in zip(settled, same_day, strict=True)]
            ),
            "extended": sum(ends.due[job] != ends.first_due[job] for job in own),
            "before_due_rate_first": share(before_first, settled),
            "on_time_rate_first": share(on_time_first, settled),
            "on_time_rate_official_first": 1 - late_first / len(own) if own else np.nan,
            "after_cut_off_share": share(
                [self.starts_later(ends.accepted[job]) for job in received], [True] * len(received)
            ),
        }

    def is_same_day(self, job: int) -> bool:
        """Whether what is accepted when a working day opens is due at its close."""
        time, limit = self.workload.time, self.workload.jobs.limit[job]
        if limit == NONE or time.limit_hours[limit] != NONE:
            return False
        days = [d for d in range(len(time.opens)) if time.next_working_day[d] == d]
        return all((time.due[limit, day] - 1) // DAY == day for day in days)

    def starts_later(self, accepted: int) -> bool:
        time, day = self.workload.time, int(accepted // DAY)
        return time.next_working_day[day] != day or accepted > time.cut_off[day]


def plain_waits(
    outcome: Outcome, workload: Workload, roster: Roster, first_day: date
) -> dict[str, float]:
    """The mean wait of each weekday on which somebody comes, in minutes."""
    clerk = Clerk(outcome, workload, roster, first_day)
    waits: dict[str, list[int]] = {}
    for _, arrival, gone, _ in clerk.tickets():
        if arrival >= workload.period_start:
            day = first_day + timedelta(days=int(arrival // DAY))
            waits.setdefault(f"wait_mean.{day:%a}".lower(), []).append(gone - arrival)
    return {name: sum(own) / len(own) / 60 for name, own in waits.items()}


def plain_books(outcome: Outcome, workload: Workload, roster: Roster) -> dict[str, float]:
    return Clerk(outcome, workload, roster, date(2021, 1, 4)).books()


def plain_details(
    outcome: Outcome, workload: Workload, roster: Roster, first_day: date
) -> dict[str, np.ndarray]:
    clerk = Clerk(outcome, workload, roster, first_day)
    return {**clerk.lobby(), **clerk.officers(), **clerk.dossiers()}
