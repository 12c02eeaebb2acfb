"""The tables of a `Workload`, read one moment at a time for the SimPy model.

In: the `Timetable` and `Trips` of a workload. Out: moments (R2, R12), `FAR` for those that never
come. It holds no state and knows nothing of queues.
"""

from bisect import bisect_left, bisect_right

from simulator.demand.workload import DAY, FAR, NONE, Workload


class Tables:
    """Calendars, doors, courier and due moments as Python lists, which are read fast."""

    def __init__(self, workload: Workload) -> None:
        time = workload.time
        self._uniform = workload.trips.uniform
        self.closing: list[int] = time.closing.tolist()
        """Moment of each day from which visits are turned away (R8)."""
        self.closings: list[int] = time.closings.tolist()
        """All closings, ascending (R8)."""
        self._next_open_day: list[int] = time.next_open_day.tolist()
        self._next_working_day: list[int] = time.next_working_day.tolist()
        self._day_type: list[int] = time.day_type.tolist()
        self._arrival_second = time.arrival_second
        self._due = time.due
        self._extension: list[int] = time.extension.tolist()
        self._close_before: list[int] = time.close_before.tolist()
        self._limit_hours: list[int] = time.limit_hours.tolist()
        self._cut_off: list[int] = time.cut_off.tolist()
        self._working_hours = time.working_hours
        self._intervals: list[tuple[int, int]] = list(
            zip(time.calendar_start.tolist(), time.calendar_end.tolist(), strict=True)
        )
        self._first_interval: list[int] = time.calendar_first.tolist()
        self._departs: list[int] = time.courier_departs.tolist()
        self._arrives: list[int] = time.courier_arrives.tolist()
        self._first_trip: list[int] = time.courier_first.tolist()

    def comes_at(self, trips: int, day: int, used: int) -> int:
        """When a citizen comes for a service, on the first open day from `day` on (R2).

        `trips` is the row of its trips; `used` counts the drawn times of day that earlier ones have
        used.
        """
        beyond = len(self._next_open_day) - 1
        open_day = self._next_open_day[min(day, beyond)]
        if open_day == beyond:
            return FAR
        column = self._uniform[trips, used]
        return open_day * DAY + int(self._arrival_second[self._day_type[open_day], column])

    def after(self, moment: int, seconds: int, calendar: int) -> int:
        """When `seconds` of a calendar have passed since `moment` (R2)."""
        if seconds == 0:
            return moment
        first, last = self._first_interval[calendar], self._first_interval[calendar + 1]
        containing = bisect_right(self._intervals, (moment, FAR), first, last) - 1
        for number in range(max(containing, first), last):
            start, end = self._intervals[number]
            start = max(start, moment)
            if start + seconds <= end:
                return start + seconds
            seconds -= max(end - start, 0)
        return FAR

    def courier_arrives(self, moment: int, direction: int) -> int:
        """When the first courier trip that departs at or after `moment` arrives (R2)."""
        first, last = self._first_trip[direction], self._first_trip[direction + 1]
        trip = bisect_left(self._departs, moment, first, last)
        return self._arrives[trip] if trip < last else FAR

    def due(self, accepted: int, limit: int) -> int:
        """The due moment of a dossier accepted at a moment (R12)."""
        if limit == NONE:
            return FAR
        today = accepted // DAY
        start = self._next_working_day[today + (accepted > self._cut_off[today])]
        if start == len(self._next_working_day) - 1:
            return FAR
        if self._limit_hours[limit] != NONE and start == today:
            return self.after(accepted, self._limit_hours[limit], self._working_hours)
        return int(self._due[limit, start])

    def extension(self, due: int, limit: int) -> tuple[int, int]:
        """By when a result must be ready to be without an extension, and the changed date (R12)."""
        day = (due - 1) // DAY
        return self._close_before[day], int(self._due[self._extension[limit], day])

    def end_of_next_working_day(self, moment: int) -> int:
        """24:00 of the first working day after that of a moment (R6)."""
        day = self._next_working_day[moment // DAY + 1]
        return FAR if day == len(self._next_working_day) - 1 else (day + 1) * DAY
