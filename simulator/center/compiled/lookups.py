"""Looking up when: in the calendars, the courier's trips and the times of arrival (R2, R6).

In: a moment, and the row of a table. Out: a later moment, or FAR where the tables end. All tables
were made by the demand; here they are read, and the place that now has reached in them is kept. No
job and no officer is known here.
"""

from simulator.center.compiled.layout import Floor
from simulator.demand.kernel_parts import inlined
from simulator.demand.workload import DAY, FAR


@inlined
def comes_at(floor: Floor, service: int, day: int, used: int) -> int:
    """When a citizen comes for a service, on the first open day from `day` on (R2)."""
    beyond = len(floor.next_open_day) - 1
    open_day = floor.next_open_day[min(day, beyond)]
    if open_day == beyond:
        return FAR
    column = floor.uniform[floor.ops[service].trips, used]
    # A whole number of 64 bits where it is interpreted, too.
    return int(open_day * DAY + floor.arrival_second[floor.day_type[open_day], column])


@inlined
def after(floor: Floor, now: int, seconds: int, calendar: int) -> int:
    """When `seconds` of a calendar have passed from now on (R2)."""
    if seconds == 0:
        return now
    end = floor.calendar_first[calendar + 1]
    interval = floor.calendar_at[calendar]
    while interval < end and floor.calendar_end[interval] <= now:
        interval += 1
    floor.calendar_at[calendar] = interval  # now never goes back
    while interval < end:
        start = max(floor.calendar_start[interval], now)
        if start + seconds <= floor.calendar_end[interval]:
            return start + seconds
        seconds -= floor.calendar_end[interval] - start
        interval += 1
    return FAR


@inlined
def courier_arrives(floor: Floor, now: int, direction: int) -> int:
    """When the first courier trip that departs now or later arrives (R2)."""
    end = floor.courier_first[direction + 1]
    trip = floor.courier_at[direction]
    while trip < end and floor.courier_departs[trip] < now:
        trip += 1
    floor.courier_at[direction] = trip  # now never goes back
    return floor.courier_arrives[trip] if trip < end else FAR


@inlined
def end_of_next_working_day(floor: Floor, moment: int) -> int:
    """24:00 of the first working day after that of a moment (R6)."""
    day = floor.next_working_day[moment // DAY + 1]
    return FAR if day == len(floor.next_working_day) - 1 else (day + 1) * DAY
