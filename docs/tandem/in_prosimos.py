"""The tandem in Prosimos: a BPMN process of five tasks, each with a pool of its own.

Prosimos draws its service times from distributions. Here each case brings its own instead, through
the one method that asks for a duration; all else is its engine. It has no horizon, and serves every
case to the end.
"""

import json
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray
from prosimos.simulation_engine import SimBPMEnv, execute_full_process
from prosimos.simulation_properties_parser import parse_datetime
from prosimos.simulation_setup import SimDiffSetup

from tandem import Tandem

VERSION = version("prosimos")

BEGINNING = "2021-01-01T00:00:00+00:00"
ANY_TIME = {"distribution_name": "fix", "distribution_params": [{"value": 1.0}]}
"""Prosimos wants a distribution where none is used."""


class OwnTimes(SimDiffSetup):  # type: ignore[misc]  # Prosimos has no types
    """The setup of a simulation in which cases bring their service times."""

    work: Mapping[str, Sequence[float]]
    """Service times by task and case."""
    case = 0
    """The case that is served next."""

    def ideal_task_duration(
        self,
        task_id: str,
        resource_id: str,  # noqa: ARG002  # as Prosimos calls it
        num_tasks_in_batch: int,  # noqa: ARG002
    ) -> float:
        """Return the service time of the case."""
        return self.work[task_id][self.case]


class Process(SimBPMEnv):  # type: ignore[misc]  # Prosimos has no types
    """The engine, which says whose task it executes."""

    def execute_task(self, c_event: Any) -> Any:
        """Execute a task."""
        self.sim_setup.case = c_event.p_case
        return super().execute_task(c_event)


class Prosimos:
    """A process of Prosimos."""

    def __init__(self, tandem: Tandem) -> None:
        tasks = [f"task-{number}" for number in range(len(tandem.servers))]
        with TemporaryDirectory() as folder:
            bpmn, parameters = Path(folder) / "tandem.bpmn", Path(folder) / "tandem.json"
            bpmn.write_text(process(tasks), encoding="utf-8")
            parameters.write_text(
                json.dumps(pools(tasks, tandem.servers.tolist())), encoding="utf-8"
            )
            setup = OwnTimes(bpmn, parameters, False, len(tandem.arrivals))  # no events in the log
        setup.work = dict(zip(tasks, tandem.work.T.astype(float).tolist(), strict=True))
        setup.set_starting_datetime(parse_datetime(BEGINNING, True))
        self._env = Process(setup, None, None)  # no files are written
        self._arrivals = tandem.arrivals.astype(float).tolist()

    def serve(self) -> None:
        """Execute every case."""
        execute_full_process(self._env, self._arrivals)

    def starts(self) -> NDArray[np.int64]:
        """Return the starts of each case's tasks."""
        return np.array(
            [
                [task.started_at for task in case.event_list]
                for case in self._env.log_info.trace_list
            ],
            np.int64,
        )


def process(tasks: Sequence[str]) -> str:
    """Return a BPMN process of tasks, one after the other."""
    flows = "".join(
        f'<sequenceFlow id="to-{target}" sourceRef="{source}" targetRef="{target}"/>'
        for source, target in pairwise(["start", *tasks, "end"])
    )
    elements = "".join(f'<task id="{task}" name="{task}"/>' for task in tasks)
    return (
        '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="tandem">'
        f'<startEvent id="start"/>{elements}<endEvent id="end"/>{flows}</process></definitions>'
    )


def pools(tasks: Sequence[str], servers: Sequence[int]) -> dict[str, Any]:
    """Return the parameters of a simulation: a pool a task, on duty round the clock."""
    always = {"from": "MONDAY", "to": "SUNDAY", "beginTime": "00:00:00", "endTime": "23:59:59.999"}
    return {
        "resource_profiles": [
            {
                "id": f"pool-{task}",
                "name": f"pool-{task}",
                "resource_list": [
                    {
                        "id": f"server-{task}",
                        "name": f"server-{task}",
                        "cost_per_hour": 0,
                        "amount": number,
                        "calendar": "always",
                    }
                ],
            }
            for task, number in zip(tasks, servers, strict=True)
        ],
        "resource_calendars": [{"id": "always", "name": "always", "time_periods": [always]}],
        "arrival_time_calendar": [always],
        "arrival_time_distribution": ANY_TIME,
        "gateway_branching_probabilities": [],
        "task_resource_distribution": [
            {"task_id": task, "resources": [{"resource_id": f"server-{task}", **ANY_TIME}]}
            for task in tasks
        ],
    }
