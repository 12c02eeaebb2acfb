"""The Center compiled: the rules of `simulator.center.rules` as one kernel, fast for studies.

In: a `Workload` and a `Roster`. Out: the `Outcome`, the same arrays bit for bit as those of the
SimPy model (`reference`), which is the authority. The kernel draws nothing, knows no calendar but
the tables that it is given, and makes no Python object.

**Where to begin.** `layout` says how a Center lies in memory: the `Floor`, which every function of
the rules takes and changes. `run` tells an instant from first to last; from there each name leads
to the module of its topic, which imports only from those above it here:

- `heaps`, `bit_sets`: what queues and sets of officers are made of
- `layout`, `laying_out`: the `Floor`; from the contracts into it, and from it to the outcome
- `events`, `lookups`: what comes next (R3); calendars, courier, times of arrival (R2, R6)
- `queues`: who waits where (R4)
- `trips`: when citizens come again or for a result, and how it ended (R2, R11, R13)
- `citizens`: at the door and in the queue (R8 to R11)
- `clock`: the dossier clock (R12)
- `jobs`: from operation to operation (R1, R2)
- `officers`: work and duty (R6, R7)
- `calling`, `closing`: who is called by whom (R4, R5); who stays, who is sent home (R8)
- `run`: instants and the horizon (R3, R14)

All of it becomes one kernel: whether a part is `inlined` or `called` is a matter of time, to run
and to compile (`simulator.demand.kernel_parts`), and of nothing else.
"""

from simulator.center.compiled.laying_out import lay_out, outcome_of
from simulator.center.compiled.run import serve_all
from simulator.center.outcome import Outcome
from simulator.demand.roster import Roster
from simulator.demand.workload import Workload


def serve_compiled(workload: Workload, roster: Roster, *, salt: int = 0) -> Outcome:
    """Serve everybody of one replication.

    Parameters
    ----------
    workload, roster
        Contracts that have been checked (`checking`); they are not changed.
    salt
        Another number from 0 takes the events of an instant in another order; the outcome is the
        same (R3).
    """
    floor = lay_out(workload, roster, salt)
    serve_all(floor)
    return outcome_of(floor, roster)
