"""Sources: what there is to serve, replication by replication, wherever it is served.

In: a checked scenario. Out: a `Source`, small enough to be kept by the thousand and sent to another
process, that draws the workload and the roster of any replication. Sources that differ only in
staffing say so by their `workload_key`: what is drawn for one can be served under all of them. What
is done with a replication is not known here.
"""

import hashlib
import json
import pickle
import zlib
from dataclasses import dataclass, field
from datetime import date
from typing import Self

from simulator.demand import PreparedScenario, Roster, Workload, draw_workload
from simulator.demand.draws import Draws
from simulator.demand.prepared import check_addresses
from simulator.demand.roster import draw_roster
from simulator.demand.size import Size, expected_size
from simulator.scenario import Scenario
from simulator.studies.last_used import LastUsed

NOT_DRAWN = ("staff", "sources")
"""Sections of a scenario that decide who serves, and what is known of its numbers: no part of what
comes."""

KEPT = 8
"""Workloads whose tables a process keeps: the next unit is mostly of one of the last."""

MOST_TOGETHER = 16
"""Sources of one workload that a process keeps, and that it serves at once: more would save little
of what drawing takes."""


@dataclass(frozen=True, slots=True)
class Source:
    """What to serve: the draws of a scenario that has been checked, which is packed."""

    key: str
    """Hash of the scenario: the same for all that gives the same replications of a seed."""
    workload_key: str
    """The same for all that shares its workloads."""
    first_day: date
    """The day on which second 0 lies."""
    size: Size
    """How large a replication is expected to be."""
    packed: bytes = field(repr=False)

    @classmethod
    def of(cls, scenario: Scenario) -> Self:
        """Make a source of a scenario.

        Raises
        ------
        ValueError
            If it cannot be drawn: there are more arrivals on a day than there are random numbers
            for, or two names would share theirs.
        """
        check_addresses(scenario)
        whole = scenario.by_content()
        coming = {section: told for section, told in whole.items() if section not in NOT_DRAWN}
        text = json.dumps(coming, sort_keys=True, ensure_ascii=False)
        return cls(
            key=scenario.hash,
            workload_key=hashlib.sha256(text.encode()).hexdigest(),
            first_day=scenario.period.first_day,
            size=expected_size(scenario),
            packed=zlib.compress(pickle.dumps(scenario), level=1),
        )

    @property
    def scenario(self) -> Scenario:
        """The scenario, unpacked."""
        scenario: Scenario = pickle.loads(zlib.decompress(self.packed))  # noqa: S301  # packed above
        return scenario

    @property
    def prepared(self) -> PreparedScenario:
        """The scenario, prepared once in this process for all that share its workloads."""
        staffed = _prepared.setdefault(self.workload_key, {})
        if self.key not in staffed:
            shared = next(iter(staffed.values()), None)
            scenario = self.scenario
            staffed[self.key] = shared.staffed(scenario) if shared else PreparedScenario(scenario)
            if len(staffed) > MOST_TOGETHER:
                del staffed[next(iter(staffed))]
        return staffed[self.key]

    def workload(self, seed: int, replication: int) -> Workload:
        """Draw who comes with what in a replication."""
        return draw_workload(self.prepared, Draws(seed, replication))

    def roster(self, seed: int, replication: int) -> Roster:
        """Draw who is on duty in a replication."""
        return draw_roster(self.prepared.posts, Draws(seed, replication))


_prepared = LastUsed[str, dict[str, PreparedScenario]](KEPT)
"""By workload, and then by source: what this process has prepared last."""
