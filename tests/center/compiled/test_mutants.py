"""Every comparison in the compiled engine matters: turned, some Center is served otherwise."""

import json
import os
import subprocess
import sys

import pytest

EQUIVALENT = {
    "serve_all: now >= floor.horizon -> now > floor.horizon": (
        "nothing is planned for the horizon itself"
    ),
    "plan: moment < floor.horizon -> moment <= floor.horizon": (
        "the run stops before what is planned for the horizon"
    ),
    "plan_work: moment < floor.horizon -> moment <= floor.horizon": "likewise",
    "issue_tickets: patience < floor.horizon - now -> patience <= floor.horizon - now": "likewise",
    "dispatch: tally.to_look_at > 0 -> tally.to_look_at >= 0": "no station, no call",
    "look_at: station.waiting > 0 -> station.waiting >= 0": "nobody is called where nobody waits",
    "go_on: back > now -> back >= now": "what is planned for this second still settles in it",
    "is_better: order >> CLASS < other_order >> CLASS -> order >> CLASS <= other_order >> CLASS": (
        "they differ here"
    ),
    "is_better: waited > other_waited -> waited >= other_waited": "they differ here",
    "is_better: tie < other_tie -> tie <= other_tie": "no two tickets have the same",
    "is_better: tie & mask < other_tie & mask -> tie & mask <= other_tie & mask": (
        "two heads are of two jobs"
    ),
    "first_able: ready < officer.stays_for_before -> ready <= officer.stays_for_before": (
        "nobody gets a ticket in the second of a closing"
    ),
    "after: floor.calendar_end[interval] <= now -> floor.calendar_end[interval] < now": (
        "an interval that ends now has no second left"
    ),
    "note_stretch: off_duty > 0 -> off_duty >= 0": "0 is added",
    "seconds_on_duty: floor.duty_end[shift] > start -> floor.duty_end[shift] >= start": (
        "0 is added"
    ),
}
"""Mutants that no Center can notice, and why."""

SCENES = 1_500


@pytest.mark.slow
def test_every_turned_comparison_is_noticed():
    done = subprocess.run(
        [sys.executable, "-m", "tests.center.compiled.mutants", str(SCENES)],
        env=os.environ | {"NUMBA_DISABLE_JIT": "1"},
        check=True,
        capture_output=True,
        text=True,
    )
    told = json.loads(done.stdout)
    assert told["mutants"] > 120
    assert set(told["left"]) == {"unchanged", *EQUIVALENT}
