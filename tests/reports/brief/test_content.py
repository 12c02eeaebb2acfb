"""What a brief says: numbers of the stored result, a proposal that follows from them, no more."""

from dataclasses import replace

import pytest

from simulator.measures import Estimate, Method
from simulator.reports.brief.comparison import MOST
from simulator.reports.brief.sweep import sweep_brief
from simulator.reports.figures import MINUTES, PERCENT, mean, mean_and_interval
from simulator.results.study import StoredSpread
from simulator.studies.sweep import open_sweep
from tests.reports.brief.conftest import LEVER, Read
from tests.reports.brief.test_proposing import BETTER, OPEN, WORSE, costing, differing, normed
from tests.studies.comparison.conftest import BUSY
from tests.studies.sweep.conftest import PLAN

MET = PLAN.replace("[1.0, 1.2]", "[1.0]").replace("<= 5 min", "<= 500 min")
MISSED = MET.replace("<= 500 min", "<= 0.001 min").replace("[1.0]", "[2.0]")
MOVES = ("speed=1.1", "sick=0.01", "leave=9 working days", "other_duties=0.01")
MISSING = {"wait_mean.outside": 31.0}
"""As a Center does that does not keep its norm, which the district does."""
UNTOLD = MET.replace('targets: {wait_mean: "<= 500 min"}\ndecide: {at_most: 0}\n', "")


@pytest.fixture
def swept(sweep, write, tmp_path):
    """Reads the brief of a plan that is swept."""

    def read(plan):
        sweep(write(plan))
        with open_sweep(tmp_path / "out") as found:
            return Read(sweep_brief(found)), found

    return read


def test_a_run_has_situation_problem_and_what_it_rests_on_with_its_own_numbers(run_read, result):
    said = run_read()["Situation"]
    assert mean_and_interval(result["wait_mean"], MINUTES) in said
    assert mean_and_interval(result["on_time_rate"], PERCENT) in said
    assert " officers" in said
    assert "have a source" in run_read()["What it rests on"]
    assert "simulated 3 times" in run_read()["How sure it is"]


def test_a_norm_stands_behind_the_wait_that_it_is_of(run_read, changed):
    said = run_read(changed({"wait_mean": 8.0, "wait_mean.outside": [16.0, 17.0, 18.0]}))
    assert "; of who comes from outside 17 min (15 – 19), ✓ 30 min" in said["Situation"]
    said = run_read(changed({"wait_mean": 8.0, "wait_mean.outside": 8.0}))["Situation"]
    assert "; ✓ 30 min" in said
    assert "from outside" not in said


def test_a_run_without_levers_proposes_nothing_and_says_why(run_read, changed):
    told = run_read(changed(MISSING))
    assert told["Proposal"].startswith("Nothing is proposed: a run compares no options.")
    assert "The options" not in " ".join(told.titles)


def test_a_run_with_levers_proposes_the_best_with_what_it_takes_and_makes_worse(run_read, changed):
    told = run_read(changed(MISSING), levers=(LEVER,))
    assert told["Proposal"].startswith("It is proposed: One officer more: Land counter (1 officer")
    assert "Mean wait shorter by 3.7 min (3.0 to 4.8)" in told["Proposal"]
    assert "to be weighed: Before due or on time lower by 2.0 percentage p" in told["Proposal"]
    assert "Rule: " in told["Proposal"]
    ((name, takes, gains, worse),) = told.rows
    assert (name, takes) == ("One officer more: Land counter", "1 officer more")
    assert gains in told["Proposal"]
    assert worse in told["Proposal"]


def test_the_rule_of_a_run_says_that_officers_count_by_what_they_cost_where_they_have_costs(
    run_read, result
):
    staff = {
        key: group.model_copy(update={"cost": 96.0}) for key, group in result.scenario.staff.items()
    }
    paid = replace(result, scenario=result.scenario.model_copy(update={"staff": staff}))
    counted = "for each officer that it takes. Officers count by what they cost: one is an officer"
    assert counted in run_read(paid, levers=(LEVER,))["Proposal"]
    assert counted not in run_read(levers=(LEVER,))["Proposal"]


def test_where_nothing_stands_out_the_best_lever_is_named_and_not_proposed(
    run_read, changed, monkeypatch
):
    monkeypatch.setattr("simulator.reports.brief.run.is_calm", lambda _result: True)
    said = run_read(changed(MISSING), levers=(LEVER,))["Proposal"]
    assert said.startswith("Nothing stands out that has to be changed. What would gain most, if ")
    assert "One officer more: Land counter (1 officer more). Mean wait shorter by 3.7 min" in said
    assert "proposed" not in said


def test_where_a_run_meets_its_norms_it_is_said_and_the_best_lever_is_named_and_not_proposed(
    run_read,
):
    met = "As it is, the Center meets its norm of the wait, 30 min (Decision 468, 2022), and has h"
    said = run_read(levers=(LEVER,))["Proposal"]
    assert said.startswith(met)
    assert " What would gain most, if something is to be changed: One officer more: Land" in said
    assert "proposed" not in said
    said = run_read()["Proposal"]
    assert said.startswith(met)
    assert " Nothing is proposed: a run compares no options." in said


def test_what_the_assumptions_leave_open_is_said_where_it_was_given(run_read):
    spread = StoredSpread(low=4.0, high=31.0, explained=0.9)
    said = run_read(assumed={"wait_mean": spread})["How sure it is"]
    assert "Mean wait: 4.0 min to 31.0 min" in said
    assert "assumptions leave open" not in run_read()["How sure it is"]


def test_a_comparison_has_a_row_for_each_option_with_its_cost_and_what_changes(both, brief_of):
    told = brief_of(both)
    assert [row[0] for row in told.rows] == [
        "A. as it is",
        "B. Land counter · Officers: 1 → 2",
        "C. Other counter · Officers: 1 → 2",
    ]
    assert [row[1] for row in told.rows] == ["2", "3", "3"]
    assert told.rows[1][2] == mean(both.results[1]["wait_mean"], replace(MINUTES, sign=""))
    assert told.rows[1][3].startswith("shorter by ")
    assert told.rows[2][3].startswith(("no difference can be seen", "the same"))


def test_costs_stand_in_the_currency_where_there_are_any(both, brief_of):
    told = brief_of(costing(both, 1000, 1000, 1000))
    assert [row[1] for row in told.rows] == ["2,000", "3,000", "3,000"]
    assert "It takes 3,000 units of cost in place of 2,000 units of cost" in told["Proposal"]


def test_the_proposed_option_is_told_with_what_changes_and_the_rule(both, brief_of):
    said = brief_of(both)["Proposal"]
    assert said.startswith("Option B is proposed (Land counter · Officers: 1 → 2). Mean wait short")
    assert "It takes 3 officers in place of 2 officers" in said
    assert "Rule: by “Mean wait” and “Before due or on time”, of the options that" in said


def test_what_the_proposed_option_changes_is_told_whole_change_by_change(comparison_of, brief_of):
    hours = "calendar.hours={mon-fri: [08:00-12:00, 13:00-17:30], sat: [08:00-11:00]}"
    label = "staff.busy.label=Counter of land and of all that has to do with land and with houses"
    moves = f"{BUSY}; {hours}; {label}"
    proposed = differing(comparison_of(moves, replications=2), (BETTER, OPEN))
    said = brief_of(proposed)["Proposal"]
    assert said.startswith("Option B is proposed (Opening hours · Hours: ")
    changes, _, _ = said.partition("). ")
    assert "Sat 08:00-11:00; Counter of land" in changes
    assert changes.endswith("with houses · Officers: 1 → 2")
    many = "; ".join(f"staff.{one}.{key}" for one in ("busy", "calm") for key in MOVES)
    proposed = differing(comparison_of(f"{moves}; {many}", replications=2), (BETTER, OPEN))
    said = brief_of(proposed)["Proposal"]
    changes, _, _ = said.partition("). ")
    assert changes.endswith(" more changes, which compare.html has")


def test_an_option_without_a_name_is_told_by_whole_changes_as_many_as_there_is_room_for(
    comparison_of, brief_of
):
    hours = "calendar.hours={mon-fri: [08:00-12:00, 13:00-17:30], sat: [08:00-11:00]}"
    several = f"staff.busy.sick=0.01; {BUSY}; staff.calm.speed=1.1; {hours}"
    told = brief_of(comparison_of(several, f"name=An evening; {hours}", replications=2))
    unnamed = (
        "B. Opening hours · Hours: Mon–Fri 08:00-12:00, 13:00-17:00 → Mon–Fri 08:00-12:00, "
        "13:00-17:30; Sat 08:00-11:00; Land counter · Officers: 1 → 2; and 2 more changes, which "
        "compare.html has"
    )
    assert [row[0] for row in told.rows[1:]] == [unnamed, "C. An evening"]


def test_the_same_mean_is_written_with_the_same_digits(both, brief_of):
    same = replace(both, results=(both.results[0],) * 3)
    none = Estimate(0.0, 0.0, 0.0, 6, Method.T)
    told = brief_of(differing(same, (none, none), (OPEN, OPEN)))
    assert len({row[2] for row in told.rows}) == 1


def test_where_nothing_differs_beyond_chance_it_is_said_that_nothing_is_proposed(both, brief_of):
    said = brief_of(differing(both, (OPEN, OPEN), (OPEN, OPEN)))["Proposal"]
    assert said.startswith("No option is proposed: by “Mean wait” and “Before due or on time”, ")


def test_where_today_meets_the_norm_it_is_said_first_and_options_as_what_they_gain_or_save(
    both, brief_of
):
    of = costing(normed(differing(both, (BETTER, OPEN), (WORSE, OPEN))), 9, 9, 2)
    said = brief_of(of)["Proposal"]
    first, gained, saved, rule = (
        "As it is, the Center meets its norm of the wait, 1,000 min on average (own norm), and has",
        "What could be gained: option B (Land counter · Officers: 1 → 2). Mean wait shorter by 5",
        "What could be saved: option C (Officers · Cost",
        "Rule: nothing is proposed where the Center meets its norm as it is, ",
    )
    assert said.startswith(first)
    assert said.index(gained) < said.index(saved) < said.index(rule)
    assert "It takes 6 units of cost in place of 18 units of cost" in said
    assert "is proposed (" not in said
    assert "No option" not in said
    said = brief_of(normed(differing(both, (OPEN, OPEN), (OPEN, OPEN))))["Proposal"]
    assert said.startswith(first)
    assert " No option is proposed: by “Mean wait” and " in said


def test_what_is_to_be_weighed_is_named(both, brief_of):
    said = brief_of(differing(both, (BETTER, BETTER), (OPEN, OPEN)))["Proposal"]
    assert "To be weighed, better in one and worse in another: B." in said


def test_of_many_options_the_proposed_one_is_shown_and_it_is_said_how_many_are_left(both, brief_of):
    others = [replace(both.alternatives[2], name=f"other {n}") for n in range(9)]
    base, busy, calm = both.results
    of = replace(
        both,
        alternatives=(both.base, *others, both.alternatives[1]),
        results=(base, *[calm] * 9, busy),
    )
    told = brief_of(differing(of, *[(OPEN, OPEN)] * 9, (BETTER, OPEN)))
    assert len(told.rows) == MOST
    assert told.rows[-1][0].startswith("K. ")
    (table,) = (
        block for each in told.letter.body for block in each.blocks if hasattr(block, "note")
    )
    assert table.note == "and 6 more options, which compare.html has"


def test_a_sweep_proposes_the_cheapest_plan_that_meets_the_targets(swept):
    told, found = swept(MET.replace("[1, 2]", "[2, 3]"))
    cheapest = min(point.cost for point in found.points)
    assert told["Proposal"].startswith("It is proposed: ")
    assert f"{cheapest:.0f} million VND in all; it meets the targets" in told["Proposal"]
    assert told.rows[0][2] == f"{cheapest:.0f}"


def test_where_the_center_meets_the_targets_a_sweep_says_so_and_names_what_takes_less(swept):
    met = "As it is, the Center meets the targets: nothing has to be changed for that. "
    told, _found = swept(MET)
    assert told["Proposal"].startswith(f"{met}No plan tried meets them with less. Rule: ")
    told, _found = swept(MET.replace("officers: [1, 2]", "cost: [100, 90]"))
    assert told["Proposal"].startswith(f"{met}What could be saved: ")
    assert ", 90 million VND in all; it meets them too." in told["Proposal"]


def test_a_sweep_of_which_no_plan_meets_the_targets_proposes_none(swept):
    told, _found = swept(MISSED)
    assert told["Proposal"].startswith("Nothing is proposed: no plan tried meets the targets.")
    assert told.rows[0][1] == "none meets them"


def test_a_sweep_that_is_undecided_says_what_is_open(results):
    told = Read(sweep_brief(results))
    assert "every level of Demand" in told["Proposal"]
    assert "Demand × 1" in " ".join(told.rows[0])


def test_a_sweep_without_targets_proposes_nothing(swept):
    told, _found = swept(UNTOLD)
    assert told["Proposal"] == "Nothing is proposed: the plan has no targets."
    assert "Problem" not in " ".join(told.titles)


def test_the_center_as_it_is_is_told_where_the_plan_has_it(swept):
    told, _found = swept(MET)
    assert "As it is: Mean wait " in told["Situation"]
    assert "100 million VND" in told["Situation"]
