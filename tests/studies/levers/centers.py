"""Small Centers, each built so that it is known which lever helps most, and their levers pulled."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from simulator.scenario import Place, Resolved
from simulator.scenario.reader import read_text
from simulator.studies.levers import Levers, LeversQuestion
from simulator.studies.pools.this_process import ThisProcess
from simulator.studies.running import run

REPLICATIONS, SEED = 8, 1

BASE = """
name: {name}
period: {{from: 2021-03-01, to: 2021-03-19, warm_up: 7 days}}
calendar: {{country: none, cut_off: 16:00, hours: {{mon-fri: ["08:00-12:00", "13:00-17:00"]}}}}
fields: {{land: Land, other: Other}}
"""

IDLE_NEIGHBOUR = """
procedures:
  land:
    field: land
    volume: 44 per working day
    steps: {receive: {gamma: {mean: 10 min, cv: 0.6}}}
  other:
    field: other
    volume: 4 per working day
    steps: {receive: {gamma: {mean: 10 min, cv: 0.6}}}
staff:
  busy: {officers: 1, serves: [receive/land]}
  idle: {officers: 1, serves: [receive/other]}
"""
"""A counter with a queue, beside one that has nothing to do."""

ABSENT_SIGNER = """
calendars: {signing: {hours: {mon-fri: ["08:00-09:00"]}}}
procedures:
  land:
    field: land
    volume: 20 per working day
    limit: same day
    steps: {receive: {constant: 5 min}, approve: {constant: 2 min}}
staff:
  counter: {officers: 1, serves: [receive/land]}
  signer: {officers: 1, serves: [approve/land], calendar: signing}
"""
"""Who signs is there in the first hour, before there is anything to sign."""

SLOW_AGENCIES = """
calendars: {tax: {}, registry: {}}
procedures:
  land:
    field: land
    volume: 20 per working day
    limit: 5 working days
    consult:
      - {with: registry, takes: {gamma: {mean: 24 h, cv: 0.3}}}
      - {with: tax, takes: {gamma: {mean: 24 h, cv: 0.3}}}
    steps: {receive: {constant: 5 min}, approve: {constant: 2 min}}
staff:
  counter: {officers: 1, serves: [receive/land]}
  signer: {officers: 1, serves: [approve/land]}
"""
"""Two agencies take three days each, one after the other, of five."""

FAR_SEAL = """
seal: {at: headquarters}
courier: {to_headquarters: ["16:00"], to_center: ["09:00"], trip: 30 min}
procedures:
  land:
    field: land
    volume: 20 per working day
    limit: same day
    steps: {receive: {constant: 5 min}, seal: {constant: 2 min}}
staff:
  counter: {officers: 1, serves: [receive/land]}
  clerk: {officers: 1, serves: [seal/land]}
"""
"""The second seal is a day away."""

MORNING_RUSH = """
demand: {hours: {7: 8, 8: 4, 9: 1, 10: 1, 11: 1, 13: 1, 14: 1, 15: 1, 16: 1}}
procedures:
  land: {field: land, volume: 50 per working day, steps: {receive: {gamma: {mean: 7 min, cv: 0.6}}}}
staff:
  counter: {officers: 1, serves: [receive/land]}
"""
"""Most come at once in the morning."""

ALONE = """
procedures:
  land:
    field: land
    volume: 54 per working day
    on_the_spot: true
    steps: {receive: {constant: 10 min}}
staff:
  counter: {officers: 1, serves: [receive/land], cost: 100}
"""
"""One group, which cannot carry its load, and nobody who could help it."""

LOADED_BACK_OFFICE = """
demand: {hours: {8: 4, 9: 2, 10: 1, 11: 1, 13: 1}}
procedures:
  land:
    field: land
    volume: 46 per working day
    limit: same day
    steps: {receive: {constant: 11 min}, appraise: {constant: 10 min}}
staff:
  counter: {officers: 1, serves: [receive/land]}
  desk: {officers: 1, serves: [appraise/land]}
"""
"""What is accepted after the cut-off is due a day later: who accepts faster makes more be late."""

CENTERS = {
    "idle neighbour": IDLE_NEIGHBOUR,
    "absent signer": ABSENT_SIGNER,
    "slow agencies": SLOW_AGENCIES,
    "far seal": FAR_SEAL,
    "morning rush": MORNING_RUSH,
    "alone": ALONE,
    "loaded back office": LOADED_BACK_OFFICE,
}


def text_of(name: str) -> str:
    """Return one of the Centers as a planner would write it."""
    return BASE.format(name=name) + CENTERS[name]


def resolved(name: str, overrides: Mapping[str, object] | None = None) -> Resolved:
    """Put one of the Centers together, with values set in it."""
    tree, problems = read_text(text_of(name), lambda line: Place(name, line))
    assert tree is not None
    assert not problems
    return Resolved(tree, Path()).overridden(overrides or {})


@cache
def pulled(name: str) -> Levers:
    """Pull the levers of one of the Centers, once for all tests of a process."""
    whole = resolved(name)
    question = LeversQuestion(name, whole, replications=REPLICATIONS)
    experiment = question.experiment(seed=SEED)
    run(experiment, ThisProcess(), on_event=lambda _event: None)
    found = question.answer(experiment)
    assert found is not None
    return found
