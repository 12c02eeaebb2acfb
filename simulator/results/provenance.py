"""Provenance: what a result came from, so that it can be had again; one shape for every command.

In: a scenario, a seed, the command and when it was started. Out: the data that stands in every
summary, and in every store for each time that a command was at work on it; and the same read again,
checked. It knows nothing of what came out.
"""

import platform
import shlex
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from typing import (
    Annotated,
    Literal,
    NotRequired,  # pydantic asks for it before Python 3.12
    TypeAlias,
)

from pydantic import AfterValidator, ConfigDict, Field, TypeAdapter, with_config
from typing_extensions import TypedDict

from simulator.center import Engine
from simulator.center.comparing import OutcomeComparison
from simulator.demand.draws import MAX_SEED
from simulator.measures import measure_named
from simulator.results.program import DISTRIBUTION, build, libraries
from simulator.scenario import Scenario

Check: TypeAlias = OutcomeComparison | Literal["interrupted"] | None
"""What became of the check against the SimPy model: what it has shown, that it was interrupted
before it was finished, or None where none was to be made."""

MOST_REPLICATIONS = 1_000_000
"""More were never run: what says so is damaged."""

STRICT = ConfigDict(strict=True, extra="forbid")
"""How stored data are read: no text is a number, and nothing is there that nobody asked for."""

Seed = Annotated[int, Field(ge=0, le=MAX_SEED)]
Replications = Annotated[int, Field(ge=1, le=MOST_REPLICATIONS)]
Count = Annotated[int, Field(ge=0, le=2**53)]
HalfWidth = Annotated[float, Field(gt=0, lt=1e15)]


def _command(text: str) -> str:
    shlex.split(text)  # It may have a quote that does not end.
    return text


def _moment(text: str) -> str:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None or not 2000 <= moment.year < 3000:  # noqa: PLR2004  # this millennium
        raise ValueError("no moment at which a result was made")
    return text


Command = Annotated[str, AfterValidator(_command)]
Moment = Annotated[str, AfterValidator(_moment)]


@with_config(STRICT)
class CheckData(TypedDict, total=False):
    """What became of the check against the SimPy model."""

    identical: bool
    operations: Count
    interrupted: Literal[True]


def _check_data(check: CheckData) -> CheckData:
    if check.get("identical") and "operations" not in check:
        raise ValueError("operations that are identical are counted")
    if ("identical" in check) == ("interrupted" in check):
        raise ValueError("a check is finished or interrupted")
    return check


@with_config(STRICT)
class PrecisionData(TypedDict):
    """What became of the half-widths that were asked for."""

    reached: bool
    replications: Replications
    at_most: Replications
    targets: dict[str, HalfWidth]
    half_widths: dict[str, Annotated[float, Field(ge=0, lt=1e15)] | None]


def _precision_data(precision: PrecisionData) -> PrecisionData:
    for name in precision["targets"]:
        measure_named(name)
        precision["half_widths"][name]
    return precision


@with_config(STRICT)
class Provenance(TypedDict):
    """How a result came about."""

    version: str
    build: str
    """Digest of the code that makes numbers."""
    command: Command
    """The command line that repeats it."""
    seed: Seed
    engine: Engine
    check: Annotated[CheckData, AfterValidator(_check_data)] | None
    """None where none was to be made."""
    scenario_hash: str
    """Of the only scenario, the base, or the first."""
    python: str
    libraries: dict[str, str]
    platform: str
    created: Moment
    run_seconds: Annotated[float, Field(ge=0, lt=1e12)]
    checks: NotRequired[list[Annotated[CheckData, AfterValidator(_check_data)] | None]]
    """Where there are several scenarios, of each; then `check` is of them all."""
    precision: NotRequired[Annotated[PrecisionData, AfterValidator(_precision_data)]]


@with_config(ConfigDict(strict=True, extra="ignore"))
class RecordedProvenance(TypedDict):
    """How a result came about, as far as it takes to have it again: of any version."""

    command: Command
    seed: Seed
    engine: Engine
    scenario_hash: str
    version: NotRequired[str]
    build: NotRequired[str]
    python: NotRequired[str]
    libraries: NotRequired[dict[str, str]]


@with_config(ConfigDict(strict=True, extra="allow"))
class RecordedMeasure(TypedDict):
    """A measure in a summary."""

    mean: float | None


@with_config(ConfigDict(strict=True, extra="ignore"))
class Summary(TypedDict):
    """The content of a summary.json, as far as it takes to have it again."""

    provenance: RecordedProvenance
    replications: Replications
    measures: Annotated[dict[str, RecordedMeasure], Field(min_length=1)]


SUMMARY_FILE: TypeAdapter[Summary] = TypeAdapter(Summary)
"""Reads it."""

PROVENANCE: TypeAdapter[Provenance] = TypeAdapter(Provenance)
"""Reads it."""


def provenance(
    scenario: Scenario,
    *,
    command: str,
    seed: int,
    started: datetime,
    engine: Engine,
    check: Check | list[Check],
    precision: PrecisionData | None = None,
) -> Provenance:
    """Return the provenance of a run that ends now.

    Parameters
    ----------
    scenario
        What was run; the base, or the first, of several.
    command
        The command line that repeats it.
    seed
        The seed, given or drawn.
    started
        When it was started, with a time zone.
    engine
        The engine that served.
    check
        What became of the check against the SimPy model; of several scenarios, of each.
    precision
        What became of the half-widths, where some were asked for.
    """
    now = datetime.now(UTC)
    checks = list(map(check_data, check if isinstance(check, list) else [check]))
    data: Provenance = {
        "version": version(DISTRIBUTION),
        "build": build(),
        "command": command,
        "seed": seed,
        "engine": engine,
        "check": checks_together(checks),
        "scenario_hash": scenario.hash,
        "python": platform.python_version(),
        "libraries": libraries(),
        "platform": platform.platform(),
        "created": now.isoformat(timespec="seconds"),
        "run_seconds": round((now - started).total_seconds(), 3),
    }
    if isinstance(check, list):
        data["checks"] = checks
    if precision is not None:
        data["precision"] = precision
    return data


def check_data(check: Check) -> CheckData | None:
    """Return what became of a check, as data."""
    if isinstance(check, OutcomeComparison):
        return {"identical": not check.difference, "operations": check.operations}
    return {"interrupted": True} if check else None


def checks_together(checks: Sequence[CheckData | None]) -> CheckData | None:
    """Return what became of the checks of several scenarios as if they were one."""
    made = [check for check in checks if check is not None]
    if len(made) < len(checks):
        return None
    if len(made) == 1:
        return made[0]
    if not all(check.get("identical", True) for check in made):
        return {"identical": False}
    if any("interrupted" in check for check in made):
        return {"interrupted": True}
    return {"identical": True, "operations": sum(check["operations"] for check in made)}
