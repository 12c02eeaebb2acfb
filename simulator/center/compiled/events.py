"""Events: what comes next, and what is planned for later (R3, R14).

In: a moment, and who it is about. Out: entries, in the diary of what was known beforehand, the
agenda of the jobs, the officers' work, and among those who may lose patience. An entry is one
number, the moment above and below it who. What happens at an event is not known here.
"""

from simulator.center.compiled.heaps import push
from simulator.center.compiled.layout import Floor
from simulator.demand.kernel_parts import inlined


@inlined
def next_event(floor: Floor) -> int:
    """The next entry of the diary, the agenda or the officers' work."""
    tally = floor.tally[0]
    return min(floor.diary[tally.diary], floor.agenda[0], floor.work[0])


@inlined
def next_loss_of_patience(floor: Floor) -> int:
    """The next entry of those who may lose patience."""
    return floor.waits_end[0]


@inlined
def plan(floor: Floor, number: int, moment: int) -> None:
    """A job is back at a moment, if it comes (R14)."""
    if moment < floor.horizon:
        tally = floor.tally[0]
        push(floor.agenda, tally.agenda, tie_of(floor, moment, number ^ floor.salt))
        tally.agenda += 1


@inlined
def plan_work(floor: Floor, rank: int, moment: int) -> None:
    """An officer's work goes on or ends at a moment, if it comes (R14)."""
    if moment < floor.horizon:
        tally = floor.tally[0]
        who = (len(floor.jobs) + rank) ^ floor.salt
        push(floor.work, tally.work, tie_of(floor, moment, who))
        tally.work += 1


@inlined
def tie_of(floor: Floor, moment: int, number: int) -> int:
    """A moment above, and below it a job, or who else it is about, as one number."""
    return (moment << floor.bits) | number


@inlined
def below(floor: Floor, tie: int) -> int:
    """The job of a ticket, or who else an entry is about."""
    return tie & ((1 << floor.bits) - 1)
