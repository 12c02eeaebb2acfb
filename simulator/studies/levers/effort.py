"""Effort: the officers, and the money, that a change of a scenario takes.

In: a scenario, and the same with something changed. Out: how many officers more it needs, in the
time that they are at work, and what these cost a year. What a lever costs beside officers, such as
a course or a portal, is not known.
"""

from dataclasses import dataclass

from simulator.scenario import Scenario
from simulator.scenario.calendars import expand_week


@dataclass(frozen=True, slots=True)
class Effort:
    """What a change takes; less than nothing is what it saves."""

    officers: float
    """Time at work, in that of one of the group's officers as it was."""
    money: float | None
    """A year, in the currency; None where no officer of the scenario has a cost."""

    @property
    def is_none(self) -> bool:
        """Whether it takes no officer's time, and saves none."""
        return abs(self.officers) < 1e-9  # noqa: PLR2004  # of rounding


def effort(before: Scenario, after: Scenario) -> Effort:
    """Return what it takes to come from one scenario to another of the same groups."""
    more = {
        group: _working_hours(after, group) / a_head - before.staff[group].officers
        for group in before.staff
        if (a_head := _working_hours(before, group) / before.staff[group].officers)
    }
    has_costs = any(staff.cost for staff in before.staff.values())
    money = sum(number * before.staff[group].cost for group, number in more.items())
    return Effort(sum(more.values()), money if has_costs else None)


def _working_hours(scenario: Scenario, group: str) -> float:
    """Return the hours a week of all officers of a group that their other duties leave."""
    staff = scenario.staff[group]
    week = expand_week(scenario.calendar_named(staff.calendar).hours)
    seconds = sum(end - start for spans in week for start, end in spans)
    return staff.officers * seconds * (1 - staff.other_duties)
