"""Names: the measures that a scenario has, before anything of it is drawn.

In: a scenario. Out: its labels, and the keys of its measures in the order of `Measures`, so that
what a study asks for can be refused at once. What the measures come to is not known here.
"""

from itertools import starmap

from simulator.demand.profiles import profiles_of
from simulator.demand.timetable import Calendars, DueRule
from simulator.measures import MeasureIndex
from simulator.measures.keys import station_label
from simulator.measures.labels import Labels, arrival_hours, needs, open_weekdays
from simulator.scenario import Scenario
from simulator.scenario.vocabulary import OWN, STEPS


def scenario_labels(scenario: Scenario) -> Labels:
    """Return the labels that every replication of a scenario has; `measure` takes them."""
    stations = scenario.stations()
    used = {step for step, _field in stations}
    office = Calendars(scenario).office
    procedures = scenario.procedures.values()
    profiles = profiles_of(scenario, office)
    return Labels(
        steps=tuple(step for step in STEPS if step in used),
        fields=tuple(scenario.fields),
        stations=tuple(starmap(station_label, stations)),
        groups=tuple(scenario.staff),
        hours=arrival_hours(office.is_open_day, profiles.day_type, profiles.table),
        weekdays=open_weekdays(office.is_open_day, scenario.period.first_day.weekday()),
        own=(OWN,) if scenario.has_authorities else (),
        has=needs(
            extensions=any(DueRule.of(each).by for each in procedures),
            appointments=scenario.appointments is not None,
        ),
    )


def names_of(scenario: Scenario) -> MeasureIndex:
    """Return the measures that every replication of a scenario has in its `Measures`.

    Examples
    --------
    >>> from simulator import load_scenario
    >>> names = names_of(load_scenario("scenarios/textbook/mm1.yaml"))
    >>> "wait_mean.receive" in names, "wait_mean.seal" in names
    (True, False)
    """
    return scenario_labels(scenario).index
