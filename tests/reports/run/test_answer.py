"""What the answer says below its numbers."""

from dataclasses import replace

from simulator.reports.run.answer import answer


def test_waits_in_queues_are_told_from_the_waits_of_citizens_in_the_lobby(result):
    notes = {table.title: table.note for table in answer(result)}
    assert notes.pop("Queue, in open hours").startswith(
        "Dossiers filed online and by post wait here too"
    )
    assert not any(notes.values())


def dossiers(result):
    """The value and the note of each row on dossiers, by its name."""
    (table,) = (table for table in answer(result) if table.title == "Dossiers")
    return {name: (value.text, note) for name, value, _interval, note in table.rows}


def test_a_rate_from_the_filing_stands_beside_that_from_acceptance(changed):
    rows = dossiers(changed({"on_time_rate_filing": 0.41, "unaccepted": 2501.0}))
    names = list(rows)
    beside = names.index("Official rate") + 1
    assert names[beside] == "Same from the filing"
    assert rows["Same from the filing"] == ("41.0 %", "with 2,501 not accepted yet")
    assert all(rows[name][1].startswith("2,501 not accepted") for name in names[:beside])


def test_a_few_filings_of_the_last_evening_are_said_once(changed):
    rows = dossiers(changed({"unaccepted": 2.0}))
    assert [name for name in rows if "not accepted" in rows[name][1]] == ["Same from the filing"]


def test_same_day_limits_stand_apart_where_there_are_others(changed):
    both = dossiers(changed({"before_due_rate_days": 0.94, "on_time_rate_same_day": 0.998}))
    assert both["Before due"][1] == "limits in days: 94.0 %"
    assert both["On time"][1] == "same-day in time: 99.8 %"
    alone = dossiers(changed({"on_time_rate_same_day": float("nan")}))
    assert alone["Before due"][1].endswith(" settled")


def costs(result):
    """What the answer says of costs: the name of each row with its value and note."""
    (*_others, officers) = answer(result)
    return {
        name: (value.text, note)
        for name, value, _interval, note in officers.rows
        if name.startswith("Cost")
    }


def test_what_the_officers_cost_is_told_where_they_have_a_cost(result):
    groups = result.scenario.staff
    staff = {key: group.model_copy(update={"cost": 96.0}) for key, group in groups.items()}
    paid = replace(result, scenario=result.scenario.model_copy(update={"staff": staff}))
    officers = sum(group.officers for group in groups.values())
    said = {
        "Cost of the officers a year, units of cost": (f"{96 * officers:,}", f"{officers} officers")
    }
    assert (costs(paid), costs(result)) == (said, {})
