"""The comparison that a folder holds: how it is stored, and read again without simulating.

In: alternatives and what is asked of them, or a store. Out: the `Study` and the points that a store
takes, or the `Compared` again. What is said of it is not known here.
"""

from dataclasses import replace
from pathlib import Path

from simulator.results.database import damage, reading
from simulator.results.reading import Reader
from simulator.results.study import CompareDefinition
from simulator.studies.comparison.alternatives import Alternative
from simulator.studies.comparison.running import Compared, compared


def read_comparison(store: Reader) -> Compared:
    """Read a comparison: of each scenario the replications that all of them have.

    Raises
    ------
    FolderError
        If it cannot be read, or a scenario has no replication yet.
    """
    of, folder = store.definition(CompareDefinition), store.path.parent
    points = store.points()
    if len(points) != len(of.alternatives):
        raise damage(store.path, "points")
    alternatives, replications = [], []
    for stored, point in zip(of.alternatives, points, strict=True):
        scenario = store.scenario(point.scenario, folder / stored.folder)
        file = None if stored.file is None else Path(stored.file)
        alternatives.append(Alternative(stored.name, file, stored.settings, scenario))
        replications.append([one.measures for one in store.found(point.scenario, scenario)])
    if not all(replications):
        raise damage(store.path, "finished")
    alternatives = _spoken(alternatives)
    with reading(store.path, "study"):
        return compared(
            alternatives,
            replications,
            of.measures,
            seed=store.study.seed,
            planned=of.replications,
            all_pairs=of.all_pairs,
        )


def _spoken(alternatives: list[Alternative]) -> list[Alternative]:
    """Call scenarios that have names of their own so in the language that is spoken.

    They are stored by those of the language that was; these stay where two would be called alike.
    """
    own = [each.scenario.name for each in alternatives]
    names = [
        name.spoken if each.name in (name.vi, name.en) else each.name
        for each, name in zip(alternatives, own, strict=True)
    ]
    if len(set(names)) < len(names):
        return alternatives
    return [replace(each, name=name) for each, name in zip(alternatives, names, strict=True)]
