"""Booking: slots for a Center that has none, so that a share of its visits can be booked.

In: a scenario, and the shares of its visits that are to be booked. Out: a section of appointments
with as many places as are wanted and some to spare. Who books is not known here.
"""

from collections.abc import Mapping
from math import ceil

from simulator.demand import PreparedScenario
from simulator.demand.appointments import slot_loads
from simulator.scenario import Scenario
from simulator.scenario.model_appointments import Appointments
from simulator.scenario.vocabulary import ALL

SPARE = 1.25
"""Places ÷ visits that want one, on average: days differ."""

EVERY = (60, 30, 20, 15, 10)
"""Minutes from one slot to the next: the longest in which one place is enough, else the least."""

HORIZON = "6 days"
"""Open days ahead that can be booked."""


def with_slots(scenario: Scenario, overrides: Mapping[str, object]) -> Mapping[str, object]:
    """Return values by path that book shares of visits, and slots for them where there are none."""
    if not overrides or scenario.appointments is not None:
        return overrides
    booked = {path.split(".")[1]: share for path, share in overrides.items()}
    return {**overrides, "appointments": _appointments_for(scenario, booked)}


def _appointments_for(scenario: Scenario, booked: Mapping[str, object]) -> dict[str, object]:
    """Return a section `appointments` for shares of the visits, by procedure, that are booked."""
    procedures = {
        name: procedure.model_copy(update={"booked": booked.get(name, procedure.booked)})
        for name, procedure in scenario.procedures.items()
    }
    shortest = EVERY[-1]
    rules = {"slots": {ALL: {"every": f"{shortest} min", "places": 1}}, "horizon": HORIZON}
    tried = {"procedures": procedures, "appointments": Appointments.model_validate(rules)}
    wanted = {
        load.station.partition("/")[2]: SPARE * load.wanted / load.places
        for load in slot_loads(PreparedScenario(scenario.model_copy(update=tried)))
        if load.places
    }
    return {
        "slots": {field: _slots(wanted_each / shortest) for field, wanted_each in wanted.items()},
        "horizon": HORIZON,
    }


def _slots(a_minute: float) -> dict[str, object]:
    """Return slots that have so many places a minute, or a few more."""
    every = next((minutes for minutes in EVERY if a_minute * minutes <= 1), EVERY[-1])
    return {"every": f"{every} min", "places": ceil(a_minute * every)}
