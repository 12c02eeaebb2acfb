"""Names: the measures that a scenario has, before anything of it is drawn.

In: a compiled scenario. Out: the full names of its measures, in the order of `Measures`, so that
what a study asks for can be refused at once. What the measures come to is not known here.
"""

from simulator.demand import Plan
from simulator.measures.labels import Labels, arrival_hours, measure_names
from simulator.scenario.vocabulary import STEPS


def names_of(plan: Plan) -> tuple[str, ...]:
    """Return the names that every replication of a scenario has in its `Measures`.

    Examples
    --------
    >>> from simulator import load_scenario
    >>> names = names_of(Plan(load_scenario("scenarios/textbook/mm1.yaml")))
    >>> "wait_mean.receive" in names, "wait_mean.seal" in names
    (True, False)
    """
    stations = plan.scenario.stations()
    used = {step for step, _field in stations}
    return measure_names(
        Labels(
            steps=tuple(step for step in STEPS if step in used),
            fields=plan.fields,
            stations=tuple(f"{step}/{field}" for step, field in stations),
            groups=plan.posts.groups,
            hours=arrival_hours(plan.timetable),
        )
    )
