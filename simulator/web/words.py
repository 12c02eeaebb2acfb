"""The words of the page itself: those that stand in it, or that its modules put there.

Out: texts by key, marked for translation. What a lever, a measure or a plan is called is no word of
the page: the server says it.
"""

from typing import Final

from simulator.language import N_

WORDS: Final = {
    # the page
    "desk": N_("The planner's desk"),
    "back_to_before": N_("Back to the scenario before: {title}"),
    "chances": N_("{n} replications, seed {seed}"),
    "skip": N_("Go to the levers"),
    "starting": N_("The engine is starting…"),
    "anew": N_("Open the page anew"),
    "more_problems": N_("… and {n} more"),
    "no_server": N_("The desk does not answer. Is `onestop serve` still running?"),
    # the answer
    "answer": N_("The answer"),
    "working": N_("Working it out…"),
    "preliminary": N_("Preliminary: {n} of {of} replications so far"),
    "settled": N_("Worked out from {n} replications"),
    "norms": N_("Norms"),
    "met": N_("Met"),
    "missed": N_("Missed"),
    "unclear": N_("Not certain"),
    "changed": N_("What this plan changes"),
    "cost": N_("Cost"),
    "no_cost": N_(
        "No group of officers has a cost in the scenario. It can be entered under the whole"
        " scenario: find “cost”."
    ),
    "all_measures": N_("All measures beside today"),
    "measure": N_("Measure"),
    "today": N_("Today"),
    "plan": N_("Plan"),
    "difference": N_("Difference"),
    "verdict": N_("The plan is"),
    "better": N_("better"),
    "worse": N_("worse"),
    "alike": N_("alike"),
    "open": N_("not certain"),
    # the levers
    "levers": N_("Levers"),
    "levers_note": N_("Move one: the answer follows, for the same citizens."),
    "reset_all": N_("All back to today"),
    "today_is": N_("today: {value}"),
    "back_to_today": N_("back to {value}"),
    "moved": N_("{n} moved"),
    "less": N_("Less: {lever}"),
    "more": N_("More: {lever}"),
    "whole": N_("The whole scenario"),
    "form_note": N_(
        "What no lever moves so far, or for so long: leave, hours day by day, surges, costs. What"
        " is wrong is said at its field."
    ),
    "written": N_("Written as:"),
    "find": N_("Find a field"),
    "none_found": N_("No field has this."),
    "apply": N_("Apply"),
    "undo": N_("Undo"),
    # the day
    "day": N_("One day, the same citizens"),
    "which_day": N_("Which day"),
    "typical": N_("A typical day"),
    "worst": N_("The worst day likely in a month"),
    "play": N_("Play"),
    "pause": N_("Pause"),
    "time_of_day": N_("Time of day"),
    "picture_says": N_(
        "Who waits and who is served through the day. The table below says the same."
    ),
    "as_table": N_("The day as a table"),
    "people": N_("People"),
    "by_queue": N_("Waiting, by queue"),
    "dossiers": N_("Dossiers waiting and in work"),
    "today_and_plan": N_("In each cell: today / plan"),
    "at_the_door": N_("At the door"),
    "all_waiting": N_("Everybody who waits, through the day"),
    "waiting": N_("Waiting"),
    "at_counters": N_("At the counters"),
    "longest_wait": N_("Longest wait so far, minutes"),
    "served_now": N_("at a counter"),
    "short_wait": N_("waits less than 15 minutes"),
    "long_wait": N_("15 to 30 minutes"),
    "too_long_wait": N_("30 minutes or more"),
    "officers_busy": N_("Officers at work"),
    # plans, and what is worked out behind
    "plans": N_("Plans kept"),
    "plan_name": N_("Name of this plan"),
    "keep": N_("Keep"),
    "none_kept": N_("None yet. Up to four are kept and compared here."),
    "four_kept": N_("Four are kept. Remove one to keep another."),
    "take_up": N_("Take up"),
    "let_go": N_("Remove"),
    "compared": N_("Where the plans kept are better or worse"),
    "others_compared": N_("Where no difference is seen"),
    "ranking": N_("What would help most"),
    "ranking_note": N_("Each alone, beside the plan as it stands. “Try” adds it to the plan."),
    "try": N_("Try"),
    "nothing_helps": N_("No single lever helps."),
    "assumptions": N_("Assumptions that decide"),
    "may_be": N_("{value}; may be {range}"),
    "none_decides": N_("No single assumption changes the answer."),
    "in_a_while": N_("Worked out in the background, once the answer stands."),
    "so_far": N_("{n} of {of} so far"),
    # files
    "files": N_("Download"),
    "scenario_yaml": N_("The plan as a scenario"),
    "scenario_xlsx": N_("The plan as a workbook"),
    "report_html": N_("The report"),
    "brief_html": N_("The brief, as a page"),
    "brief_docx": N_("The brief, for Word"),
    "open_file": N_("Open a file"),
    "open_note": N_(
        "A scenario (YAML or workbook) becomes today; at the top of the page, one press goes back"
        " to the one before, with its plans. The log of a ticket machine can be fitted and"
        " replayed. Drop it anywhere on the page, or choose it. It is read in memory and not kept."
    ),
    "choose_file": N_("Choose a file"),
    "drop_here": N_("Drop the file to open it"),
    "reading": N_("Reading {file}…"),
    "is_today": N_("{file} is today now."),
    "is_log": N_("{file}: {tickets} tickets on {days} days; {excluded} left out."),
    "is_fitted": N_("Today is fitted to {file} now."),
    "making": N_("Making {file}…"),
    "office_of_log": N_("Of several offices, the one that it is about"),
    "fit": N_("Fit today to this log"),
    "replay_day": N_("See a day of the log again under the plan"),
    "replay": N_("Replay"),
}
"""Texts by key, as the modules of the page name them."""
