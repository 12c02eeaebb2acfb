"""Loading: a scenario file checked to the end, the measures that it names included.

In: the path of a file and overrides, or a scenario that was put together. Out: a `Scenario`, or one
error. Whoever runs a scenario reads it through here: which measures it has is known no earlier.
"""

from pathlib import Path

from simulator import scenario as files
from simulator.measures.observed import check_observed
from simulator.scenario import Resolved, Scenario, read_resolved
from simulator.scenario.resolving import Overrides


def load_scenario(path: str | Path, *, overrides: Overrides = ()) -> Scenario:
    """Read, merge and check a scenario file, and what it says that the Center saw.

    Parameters
    ----------
    path
        A YAML file; the files that it extends are found from its folder.
    overrides
        Values by path, set in their order: ``{"staff.land.officers": 3}``, or texts as on the
        command line, ``["staff.land.officers=3"]``, whose values are read as YAML.

    Returns
    -------
    Scenario
        With all defaults filled in.

    Raises
    ------
    ScenarioError
        With every problem of the file, those it extends, and the overrides.

    Examples
    --------
    >>> scenario = load_scenario(
    ...     "scenarios/textbook/mm1.yaml", overrides={"staff.clerks.officers": 2}
    ... )
    >>> scenario.name.en, scenario.staff["clerks"].officers
    ('M/M/1', 2)
    """
    return validated(read_resolved(path, overrides=overrides))


def validated(resolved: Resolved) -> Scenario:
    """Return the scenario that was put together, checked likewise.

    Raises
    ------
    ScenarioError
        With every problem, those of `resolved` included.
    """
    scenario = files.validated(resolved)
    check_observed(resolved.tree, scenario)
    return scenario
