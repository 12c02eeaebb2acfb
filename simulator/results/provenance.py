"""Provenance: what a result came from, so that it can be had again.

In: a scenario, a seed, the command and when it was started. Out: the data that stands in every
summary. It knows nothing of what came out.
"""

import platform
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Literal, TypeAlias

from simulator.center import Engine
from simulator.center.comparing import OutcomeComparison
from simulator.results.program import DISTRIBUTION, build, libraries
from simulator.scenario import Scenario

Check: TypeAlias = OutcomeComparison | Literal["interrupted"] | None
"""What became of the check against the SimPy model: what it has shown, that it was interrupted
before it was finished, or None where none was to be made."""


def provenance(
    scenario: Scenario,
    *,
    command: str,
    seed: int,
    started: datetime,
    engine: Engine,
    check: Check,
) -> dict[str, object]:
    """Return the provenance of a run that ends now.

    Parameters
    ----------
    scenario
        What was run.
    command
        The command line that repeats it.
    seed
        The seed, given or drawn.
    started
        When it was started, with a time zone.
    engine
        The engine that served.
    check
        What became of the check against the SimPy model.
    """
    now = datetime.now(UTC)
    return {
        "version": version(DISTRIBUTION),
        "build": build(),
        "command": command,
        "seed": seed,
        "engine": engine,
        "check": _check_data(check),
        "scenario_hash": scenario.hash,
        "python": platform.python_version(),
        "libraries": libraries(),
        "platform": platform.platform(),
        "created": now.isoformat(timespec="seconds"),
        "run_seconds": round((now - started).total_seconds(), 3),
    }


def _check_data(check: Check) -> dict[str, object] | None:
    if isinstance(check, OutcomeComparison):
        return {"identical": not check.difference, "operations": check.operations}
    return check and {check: True}
