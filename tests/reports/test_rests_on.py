"""What a result rests on is told in full, each value once, and no assumption as a fact."""

from collections import Counter
from dataclasses import replace

import pytest

from simulator.center import rules
from simulator.measures import CATALOGUE
from simulator.reports.document import Items, Section, Table
from simulator.reports.rests_on import rests_on
from simulator.reports.rests_on.grounds import Grounds
from simulator.reports.rests_on.wording import Wording
from simulator.scenario import read_resolved, validated
from simulator.scenario.sourcing import sourced_values, values
from tests.reports.conftest import PROVENANCE
from tests.shipped import FOLDER, SCENARIOS


@pytest.fixture(scope="module")
def account(district, result):
    return told(result, district.resolved.data)


@pytest.fixture
def told_with(district_with, result):
    """Tells what the Center with changed values rests on."""

    def tell(*overrides: str) -> dict[str, Section]:
        district = district_with(*overrides)
        return told(replace(result, scenario=district.scenario), district.resolved.data)

    return tell


def told(result, written, provenance=PROVENANCE) -> dict[str, Section]:
    return {section.title: section for section in rests_on(result, written, provenance)}


def tables(section: Section) -> list[Table]:
    return [block for block in section.blocks if isinstance(block, Table)]


def lists(section: Section) -> list[Items]:
    return [block for block in section.blocks if isinstance(block, Items)]


def table(section: Section, title: str) -> Table:
    return next(each for each in tables(section) if each.title == title)


def cell(of: Table, name: str, head: str) -> str:
    row = next(row for row in of.rows if row[0] == name)
    return row[of.heads.index(head)]


def listed(section: Section) -> Counter:
    """Count the values that the tables of a section list, by table, value and thing."""
    found = Counter()
    for each in tables(section):
        if each.heads[0] == "What":
            for row in each.rows:
                things = row[2].split("; ") if "Of" in each.heads else [""]
                found.update((each.title, row[0], thing) for thing in things)
    return found


def test_assumptions_come_first(account):
    assert next(iter(account)) == "Assumptions"


def test_every_value_written_is_listed_once_as_assumed_or_sourced(result):
    resolved = read_resolved(FOLDER / "van-don-2021.yaml")
    scenario = validated(resolved)
    account = told(replace(result, scenario=scenario), resolved.data)
    values = sourced_values(resolved.data, scenario.sources)
    assumed, known = listed(account["Assumptions"]), listed(account["Values with a source"])
    assert assumed.total() == sum(value.is_assumed for value in values)
    assert known.total() == sum(not value.is_assumed for value in values)
    assert set((assumed + known).values()) == {1}


def test_an_assumption_stands_with_its_value_as_written(account):
    land = table(account["Assumptions"], "Procedures: Land")
    assert ("Dossiers", "1500 per year", "Land transfer") in land.rows
    assert ("Service time, Receive", "gamma, mean 18 min, cv 0.6", "Land transfer") in land.rows
    assert not any(row[0] == "Limit" for row in land.rows)


def test_a_sourced_value_stands_with_its_source(account):
    land = table(account["Values with a source"], "Procedures: Land")
    source = "Land procedure list of the year"
    assert land.rows == (("Limit", "10 working days", "Land transfer", source),)


def test_values_that_are_alike_share_a_row(account):
    officers = table(account["Assumptions"], "Officers")
    alike = "Counters of the other fields; Land specialists; Specialists"
    assert ("Officers", "2", alike) in officers.rows


def test_a_remark_on_assumptions_is_told_once_with_what_it_is_of(told_with):
    override = 'sources={"staff.all.officers": "assumption: as in 2020"}'
    remarks = table(told_with(override)["Assumptions"], "What the scenario says of its assumptions")
    assert remarks.rows == (("as in 2020", "Officers · Officers"),)


def test_every_value_shown_says_what_it_rests_on(account):
    land = table(account["Procedures"], "Land: dossiers")
    assert cell(land, "Land transfer", "Dossiers") == "1500 per year *"
    assert cell(land, "Land transfer", "Limit") == "10 working days"
    assert cell(land, "Land transfer", "Corrected") == "0 °"
    there = table(account["Officers"], "When they are there")
    assert cell(there, "Land specialists", "Other duties, share of the time") == "0.2 *"
    hours = table(account["Calendars"], "Hours")
    assert cell(hours, "signing", "Cut-off of the dossier clock") == "15:00"
    assert cell(hours, "the Center", "Hours") == "Mon–Fri 07:30-11:30, 13:30-17:00 *"


def test_a_default_is_listed_where_it_has_an_effect(told_with):
    def defaults(*overrides: str) -> set[str]:
        return {
            row[0] for row in table(told_with(*overrides)["Defaults"], "Defaults in force").rows
        }

    plain = defaults()
    assert {"Citizens · Patience in the queue", "Officers · Sick, chance a working day"} <= plain
    call_out = "Citizens · Time that a ticket called in vain costs"
    assert call_out not in plain
    assert call_out in defaults("citizens.patience={constant: 30 min}")
    assert "Queues · Target wait" not in plain
    assert "Queues · Target wait" in defaults("staff.counters.chooses=target")


def test_what_is_written_is_no_default(told_with):
    rows = table(told_with("staff.all.sick=0.02")["Defaults"], "Defaults in force").rows
    assert "Officers · Sick, chance a working day" not in {row[0] for row in rows}


def test_points_that_a_decision_states_are_told_from_assumed_bands(account):
    bands = table(account["Defaults"], "Points and bands of the scores")
    assert cell(bands, "Decision 766, progress, points", "Rests on") == "Decision 766/QĐ-TTg"
    band = "PAR INDEX, band of the on-time rate"
    assert cell(bands, band, "Rests on") == "assumption"


def test_stations_that_are_alike_share_a_row(told_with):
    queues = table(told_with("queues.receive/land={closing: send-home}")["Queues"], "Queues")
    receive = [row for row in queues.rows if row[0] == "Receive"]
    assert [row[4] for row in receive] == ["are sent home *", "are all served °"]
    assert receive[0][1] == "Land"
    assert cell(queues, "Seal", "Citizens waiting at closing") == "–"


def test_officers_are_told_with_their_stations(account):
    serving = table(account["Officers"], "Who serves what")
    assert cell(serving, "Land counter", "Serves") == "Receive, Return: Land"
    assert cell(serving, "Seal clerk", "Serves") == "Seal: all"
    assert "Helps at" not in serving.heads


def test_agencies_shifts_and_who_is_called_first_are_told_by_their_names(vietnamese, told_with):
    labels = (
        'calendars.tax-office.label={vi: "Cơ quan thuế", en: "Tax office"}',
        'calendars.signing.label={vi: "Giờ ký", en: "Signing hours"}',
        "citizens.priority={elderly: 0.05, disabled: 0.01}",
    )
    shown = [
        text
        for section in told_with(*labels).values()
        for each in tables(section)
        for row in each.rows
        for text in row
    ]
    for key, name in (("tax-office", "Cơ quan thuế"), ("signing", "Giờ ký")):
        assert any(name in text for text in shown)
        assert not any(key in text for text in shown)
    assert any("người cao tuổi: 0,05; người khuyết tật: 0,01" in text for text in shown)


def test_a_courier_is_told_where_there_is_one(told_with):
    courier = "courier={to_headquarters: [10:00], to_center: [16:00], trip: 30 min}"
    way = told_with("seal.at=headquarters", courier)["Citizens, dossiers and their way"]
    assert "The second seal is kept at: headquarters *." in way.blocks
    assert any("at 10:00 * and back at 16:00 *; one way takes 30 min *" in p for p in way.blocks)


def test_many_procedures_stay_in_one_table_a_field(told_with):
    flow = "{field: health, volume: 10 per year, steps: {receive: {constant: 5 min}}}"
    many = [f"procedures.more-{number}={flow}" for number in range(80)]
    account = told_with(*many)
    assert len(table(account["Procedures"], "Health: dossiers").rows) == 81
    assert len(table(account["Assumptions"], "Procedures: Health").rows) < 15


def test_every_rule_is_told_once(account):
    told = tables(account["Rules of service"])[0].rows
    assert list(told) == list(rules.SENTENCES.items())


def test_every_measure_is_defined(account):
    rows = tables(account["Outputs"])[0].rows
    measures = [measure for measure in CATALOGUE if not measure.needs]
    assert [row[0] for row in rows] == [measure.name for measure in measures]
    assert [row[2] for row in rows] == [measure.definition for measure in measures]


def test_start_length_number_and_seed_of_the_runs_are_told(account, told_with, result, district):
    said = "\n".join(lists(account["Runs"])[0].items)
    assert "starts empty on 8 February 2021; the 21 days before the period" in said
    assert "1 March 2021 to 31 May 2021, 92 days" in said
    assert "Replications: 3." in said
    assert "seed 7" in said
    assert "no warm-up" in lists(told_with("period.warm_up=0 days")["Runs"])[0].items[0]
    interrupted = told(replace(result, planned=20), district.resolved.data)
    assert "Replications: 3, of 20 that were asked for." in lists(interrupted["Runs"])[0].items


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, "12,345 operations, all identical"),
        ({"check": {"identical": False, "operations": 12}}, "do not use the result"),
        ({"check": {"interrupted": True}}, "interrupted before it was finished"),
        ({"check": None}, "was not checked"),
        ({"engine": "simpy", "check": None}, "Served by the model in SimPy"),
    ],
)
def test_the_engine_and_its_check_are_told(result, district, changed, said):
    section = told(result, district.resolved.data, PROVENANCE | changed)["Program and machine"]
    assert said in section.blocks[0]


def test_the_command_that_repeats_it_is_told(account):
    computed = tables(account["Program and machine"])[0]
    assert cell(computed, "Command", "Value") == "onestop run district.yaml --seed 7"
    assert cell(computed, "Libraries", "Value") == "numpy 2.1.0, simpy 4.1.1"
    assert cell(computed, "Run time", "Value") == "3.2 s"
    assert cell(computed, "Finished", "Value") == "4 March 2025, 10:20 UTC"


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ({"constant": "2 min"}, "always 2 min"),
        ({"gamma": {"mean": "12 min", "cv": 0.6}}, "gamma, mean 12 min, cv 0.6"),
        ({"quantiles": {"0.1": "4 min", "0.9": "30 min"}}, "by quantiles, 0.1: 4 min, 0.9: 30 min"),
        ({"empirical": {"file": "a.csv", "column": "b"}}, "measured times, file a.csv, column b"),
        (
            {
                "mixture": (
                    {"weight": 0.8, "constant": "2 min"},
                    {"weight": 0.2, "constant": "9 min"},
                )
            },
            "one of: chance 0.8: always 2 min; chance 0.2: always 9 min",
        ),
        ({"1": 0.85, "12": 0.15}, "1: 0.85, 12: 0.15"),
        ({"1": 1.0}, "always 1"),
        ({"counter": 1.0, "online": 0.0, "post": 0.0}, "counter 1"),
        ({"mon-fri": ("08:00-12:00",), "sat": ()}, "Mon–Fri 08:00-12:00; Sat none"),
        (({"from": "2021-02-17", "to": "2021-02-26", "officers": 1},), "from 17 February 2021, "),
        (True, "yes"),
        ("16 giờ làm việc", "16 giờ làm việc"),
        ("12.5 %", "12.5 %"),
        ("80 per month", "80 per month"),
        ((), "none"),
    ],
)
def test_values_are_told_in_words(district, written, words):
    assert Wording(district.scenario).value(written).startswith(words)


def test_every_key_of_every_scenario_has_a_name(district):
    for path in SCENARIOS:
        scenario = validated(read_resolved(path))
        places = [Wording(scenario).place(key) for key, _value in values(scenario.canonical())]
        assert all(place.what for place in places)


def test_the_account_shows_what_the_scenario_holds(district):
    """The values written are among those that hold."""
    grounds = Grounds(district.scenario, district.resolved.data)
    written = {each.path for each in sourced_values(district.resolved.data, {})}
    assert written <= {path for path, _value in values(district.scenario.canonical())}
    assert not written & grounds.defaults.keys()


def test_times_that_were_measured_are_told_with_how_their_table_was_read(told_with, tmp_path):
    file = tmp_path / "times.csv"
    file.write_text("phut\n3,5\n12\n7,25\n20\n0,9\n", encoding="utf-8")
    override = f"procedures.all.steps.receive={{empirical: {{file: {file}, column: phut}}}}"
    (line,) = lists(told_with(override)["Procedures"])[0].items
    assert line.endswith("phut: 5 times, mean 8.73 min, decimal comma")
    assert not lists(told_with()["Procedures"])


def test_the_weight_of_closed_days_is_told_where_anything_is_filed_online(told_with):
    told = "A day on which the doors stay closed takes some of the online filings"
    for channels, is_told in (("{counter: 1.0}", False), ("{counter: 0.5, online: 0.5}", True)):
        account = told_with(f"procedures.all.channels={channels}")
        blocks = account["Demand and citizens"].blocks
        texts = [block for block in blocks if isinstance(block, str)]
        assert any(text.startswith(told) and "0.20" in text for text in texts) is is_told


def test_weekdays_that_nobody_named_are_a_default(told_with):
    account = told_with("demand.weekdays=~")
    assert cell(
        table(account["Demand and citizens"], "Demand"), "Weekdays, relative volume", "Value"
    ) == ("the same for all °")
