"""Small Centers whose levers are pulled."""

from collections.abc import Callable, Mapping
from functools import cache

import pytest

from simulator.scenario import Resolved, read_resolved, validated
from simulator.studies.levers import Levers, LeversQuestion
from simulator.studies.pools.this_process import ThisProcess
from simulator.studies.running import run
from tests.studies.levers.centers import BASE, CENTERS

REPLICATIONS, SEED = 8, 1

Write = Callable[..., Resolved]


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Write:
    """Return what puts one of the Centers together, with values set in it."""
    folder = tmp_path_factory.mktemp("centers")

    def write(name: str, overrides: Mapping[str, object] | None = None) -> Resolved:
        file = folder / f"{name.replace(' ', '-')}.yaml"
        file.write_text(BASE.format(name=name) + CENTERS[name], encoding="utf-8")
        return read_resolved(file, overrides=overrides or {})

    return write


@pytest.fixture(scope="session")
def pulled(written: Write) -> Callable[[str], Levers]:
    """Return what pulls the levers of one of the Centers."""

    @cache
    def pull(name: str) -> Levers:
        resolved = written(name)
        question = LeversQuestion(name, resolved, validated(resolved), replications=REPLICATIONS)
        experiment = question.experiment(seed=SEED)
        run(experiment, ThisProcess(), on_event=lambda _event: None)
        found = question.answer(experiment)
        assert found is not None
        return found

    return pull
