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

SELDOM = {
    "come_for_result: closed >= floor.horizon -> closed > floor.horizon",
    "courier_arrives: floor.courier_departs[trip] < now -> floor.courier_departs[trip] <= now",
    (
        "next_visit: now < floor.closing[job.clock_start // DAY] -> "
        "now <= floor.closing[job.clock_start // DAY]"
    ),
    "serve_all: next_event(floor) >> floor.bits > now -> next_event(floor) >> floor.bits >= now",
}
"""Mutants that 1,500 Centers notice and 300 do not."""

UNCHANGED = "unchanged"
"""The mutant that is none."""


def tried(scenes, *number):
    done = subprocess.run(
        [sys.executable, "-m", "tests.center.compiled.mutants", str(scenes), *map(str, number)],
        env=os.environ | {"NUMBA_DISABLE_JIT": "1"},
        check=True,
        capture_output=True,
        text=True,
    )
    return json.loads(done.stdout)


def test_of_some_turned_comparisons_each_is_noticed():
    """A sample of 16 of some 120, another with each change of the rules.

    Of one comparison in ten that no Center notices any more, it tells with chance 0.8.
    """
    told = tried(300, 16)
    assert len(told["tried"]) == 16
    assert set(told["left"]) <= {UNCHANGED, *EQUIVALENT, *SELDOM}


@pytest.mark.full
def test_every_turned_comparison_is_noticed():
    told = tried(1_500)
    assert told["mutants"] > 120
    assert set(told["left"]) == {UNCHANGED, *EQUIVALENT}
