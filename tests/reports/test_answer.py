"""What the answer says below its numbers."""

from simulator.reports.answer import answer


def test_waits_in_queues_are_told_from_the_waits_of_citizens_in_the_lobby(result):
    notes = {part.heads.name: part.note for part in answer(result)}
    assert notes.pop("Queue, in open hours").startswith(
        "Dossiers filed online and by post wait here too"
    )
    assert not any(notes.values())


def dossiers_section(result):
    return next(part for part in answer(result) if part.heads.name == "Dossiers")


def test_a_rate_from_the_filing_stands_beside_that_from_acceptance(changed):
    rows = dossiers_section(changed({"on_time_rate_filing": 0.41, "unaccepted": 2501.0})).rows
    names = [row.name for row in rows]
    filing = rows[names.index("Official rate") + 1]
    assert (filing.name, filing.value) == ("Same from the filing", "41.0 %")
    assert filing.note == "with 2,501 not accepted yet"
    rates = rows[: names.index("Official rate") + 1]
    assert all(row.note.startswith("2,501 not accepted") for row in rates)


def test_a_few_filings_of_the_last_evening_are_said_once(changed):
    rows = dossiers_section(changed({"unaccepted": 2.0})).rows
    assert [row.name for row in rows if "not accepted" in row.note] == ["Same from the filing"]


def test_same_day_limits_stand_apart_where_there_are_others(changed):
    both = changed({"before_due_rate_days": 0.94, "on_time_rate_same_day": 0.998})
    notes = {row.name: row.note for row in dossiers_section(both).rows}
    assert notes["Before due"] == "limits in days: 94.0 %"
    assert notes["On time"] == "same-day in time: 99.8 %"
    alone = changed({"on_time_rate_same_day": float("nan")})
    assert dossiers_section(alone).rows[0].note.endswith(" settled")
