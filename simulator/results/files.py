"""The files of a result: what they are called, and what is in each.

Out: names, and sentences for the reference. How files come into a folder is not known here.
"""

STORE = "results.sqlite"
EVENTS, MEASURES, FORM, SUMMARY = "events.parquet", "measures.csv", "form-06a.csv", "summary.json"
SCENARIO, EXCLUDED = "scenario.yaml", "excluded.csv"
BRIEF, BRIEF_IN_WORD = "brief.html", "brief.docx"

REPORT, COMPARE, SWEEP = "report", "compare", "sweep"
SENSITIVITY, LEVERS, REPLAY, VALIDATION = "sensitivity", "levers", "replay", "validation"
"""What files of a report are called, but for their ends."""
PAGE, WORKBOOK = f"{REPORT}.html", f"{REPORT}.xlsx"

OLD_RUN, OLD_SWEEP = "result.npz", "sweep.sqlite"
"""What versions before kept their results in; this one does not read them."""

ON_A_LOG = (f"{REPLAY}.json", f"{VALIDATION}.json")
"""What results have as data that have no store."""


def _of(report: str, **contents: str) -> dict[str, str]:
    """Return files of a report, by their ends, with what is in each."""
    return {f"{report}.{end}": content for end, content in contents.items()}


_STORE = {
    STORE: "All that pages are made from: every replication of every measure, and where it came "
    "from.",
}
BRIEFS = {
    BRIEF: "One A4 page for the leadership, as a submission to be filled in; with `--brief`.",
    BRIEF_IN_WORD: "The same for Word; with `--brief-word`.",
}
_EXCLUDED = {EXCLUDED: "Rows of the log that are left out, each with the reason."}

RUN_FILES = {
    **_STORE,
    EVENTS: "Every operation of every visit and dossier, the warm-up included; with `--events`.",
    SCENARIO: "The scenario as it was put together.",
    MEASURES: "Every measure, with its mean, interval and unit and each replication, for a "
    "spreadsheet.",
    FORM: "Form II.06a/VPCP/KSTT, settlement of procedures at the Center, of the whole period or, "
    "with `--period`, of a quarter or year.",
    WORKBOOK: "The answer, the form, every measure and the scores, for a spreadsheet.",
    PAGE: "The page: the answer and how sure it is, pictures, the form, scores, and what all of it "
    "rests on; it opens without a network and prints on A4.",
    **BRIEFS,
    SUMMARY: "Every measure, with its mean, interval and unit; each norm with its verdict and the "
    "share of years that meet it; where it came from: seed, version, scenario.",
}
COMPARE_FILES = {
    **_STORE,
    **_of(
        COMPARE,
        csv="A row for each pair of scenarios and measure: the difference, its interval.",
        xlsx="The answer, the scenarios, every difference and measure, for a spreadsheet.",
        html="The page of a comparison: what changes, pictures, and in what the scenarios differ.",
    ),
    **BRIEFS,
    **_of(COMPARE, json="The same as data: levels, differences, and how they were computed."),
}
SWEEP_FILES = {
    **_STORE,
    **_of(
        SWEEP,
        xlsx="The answer, the points and their targets, for a spreadsheet.",
        html="The page of a sweep: which points meet the targets, what cost buys, lines of equal "
        "waits.",
    ),
    **BRIEFS,
}
SENSITIVITY_FILES = _STORE | _of(
    SENSITIVITY,
    xlsx="The same for a spreadsheet.",
    html="The page of a sensitivity analysis: what decides the answer, how far the assumptions "
    "leave it open, and where it turns.",
    json="The same as data.",
)
LEVERS_FILES = _STORE | _of(
    LEVERS,
    xlsx="The same as the page, for a spreadsheet.",
    html="The page of a study of levers: which help most for each officer that they take, and what "
    "each makes worse.",
    json="The same as data, with the values that each lever sets.",
)
REPLAY_FILES = _EXCLUDED | _of(
    REPLAY,
    xlsx="The answer and every figure by queue, for a spreadsheet.",
    html="The page of a replay: a real day as the log has it, as the model has it, and as it is "
    "with what was changed.",
    json="The same as data.",
)
VALIDATION_FILES = _EXCLUDED | _of(
    VALIDATION,
    xlsx="The answer and every queue-day, for a spreadsheet.",
    html="The page of a validation: how near the model comes to the days of a log, beside "
    "yardsticks and the noise floor.",
    json="The same as data.",
)
"""Files of a result, in the order in which they are named, with what is in each."""

CONTENTS = {
    **(RUN_FILES | COMPARE_FILES | SWEEP_FILES),
    **(SENSITIVITY_FILES | LEVERS_FILES | REPLAY_FILES | VALIDATION_FILES),
}
"""What is in any of them, as the reference says it."""
