"""What two scenarios differ in is told in words, each difference once."""

import pytest
from babel import Locale

from simulator.reports.comparison.changes import Changes
from simulator.scenario import load_scenario
from simulator.scenario.differences import Change, ChangeKind
from tests.pseudo import untranslated, words
from tests.scenario.test_differences import KITCHEN_SINK, leaves
from tests.studies.comparison.conftest import CENTER
from tests.test_language import VIETNAMESE, marked, marked_texts  # noqa: F401  # fixtures


@pytest.fixture
def lines():
    """What the two counters have otherwise where values are set."""

    def told(*overrides, base=()):
        first, second = (
            load_scenario(CENTER, overrides=each) for each in (base, [*base, *overrides])
        )
        return Changes(first, second).lines("A")

    return told


def test_where_nothing_differs_that_is_said(lines):
    assert lines() == ["the same values as A"]
    assert lines("name=Another") == ["the same values as A"]


def test_what_counters_serve_and_help_is_told_by_the_names_of_stations(lines):
    assert lines("staff.calm.helps=[receive/land]") == [
        "Other counter · Helps while nobody waits there: none → Receive · Land"
    ]
    assert lines("staff.busy.serves=[receive/all]", "staff.calm.serves=[all/all]") == [
        "Land counter · Serves: Receive · Land → Receive · every field",
        "Other counter · Serves: Receive · Other → every step · every field",
    ]


def test_what_is_alike_at_several_things_is_told_once(lines):
    assert lines("staff.all.sick=0.1") == ["Officers · Sick, chance a working day (all): 0 → 0.1"]
    nights = ("calendars={nights: {hours: {mon-fri: [08:00-12:00]}}}", "staff.calm.calendar=nights")
    assert lines("calendar.cut_off=15:00", base=nights) == [
        "Opening hours · Cut-off of the dossier clock (the Center; nights): none → 15:00"
    ]


def test_a_whole_thing_is_added_or_removed_in_one_line(lines):
    group = "staff.new={label: Night counter, officers: 2, serves: [receive/land]}"
    assert lines(group) == ["Officers · Night counter: added (Officers: 2; Serves: Receive · Land)"]
    assert lines("staff.new=~", base=(group,)) == [
        "Officers · Night counter: removed (Officers: 2; Serves: Receive · Land)"
    ]
    calendar = "calendars={nights: {hours: {mon-fri: [08:00-12:00]}}}"
    assert lines(calendar) == [
        "Calendars of agencies and shifts · nights: added (Hours: Mon–Fri 08:00-12:00)"
    ]


def test_of_long_values_what_differs_is_shown(lines):
    days = [f"2021-03-{day:02d}" for day in range(1, 9)]
    base = (f"calendar.days_off=[{', '.join(days)}]",)
    assert lines(f"calendar.days_off=[{', '.join(days[1:])}, 2021-03-09]", base=base) == [
        "Opening hours · Days off: 1 March 2021; … → 9 March 2021; …"
    ]
    assert lines(f"calendar.days_off=[{', '.join(days[1:])}]", base=base) == [
        "Opening hours · Days off: 1 March 2021; … → …"
    ]
    assert lines("demand.months={mar: 1.5, may: 0.5}") == [
        "Demand · Months, relative volume: Mar 1, May 1; … → Mar 1.5, May 0.5; …"
    ]


def test_names_are_told_apart_and_in_short(lines):
    assert lines(
        "staff.busy.label={vi: Quầy, en: Desk}", "staff.calm.label={vi: Khác, en: Other counter}"
    ) == [
        "the same values as A",
        "also other names: Land counter → Desk; Other counter → Khác",
    ]


def test_every_value_has_words_in_both_languages(marked):  # noqa: F811  # fixtures
    scenario = load_scenario(KITCHEN_SINK)
    changes = Changes(scenario, scenario)
    names = VIETNAMESE | words(scenario.dump(), *Locale("vi").territories.values())
    for path in leaves((), scenario.canonical()):
        if path[0] in ("name", "sources") or path[-1] in ("label", "note") or path[0] == "currency":
            continue
        value = scenario.canonical()
        for key in path:
            value = value[key]
        kind = ChangeKind.ADDED if path[0] == "fields" else ChangeKind.CHANGED
        line = changes.line(Change(path, None, value, kind))
        assert " · " in line
        assert untranslated(line, names) == [], path
