import json

import pytest
from rich.cells import cell_len

from simulator.demand import PreparedScenario
from simulator.demand.capacity import check_capacity
from simulator.demand.size import expected_size
from simulator.reports.check.document import check_data, check_document
from simulator.reports.files import json_text
from simulator.reports.terminal import rendered


@pytest.fixture(scope="session")
def checked(district_with):
    """Checks the Center with values set."""

    def check(*overrides: str, free: int | None = 8_000_000_000):
        scenario = district_with(*overrides).scenario
        return scenario, check_capacity(PreparedScenario(scenario)), expected_size(scenario), free

    return check


@pytest.fixture(scope="session")
def page(checked):
    return lambda *overrides, width=100, free=8_000_000_000: rendered(
        check_document(*checked(*overrides, free=free)), width=width, colour=False
    )


def test_a_center_that_can_carry_its_load_is_told_its_bottleneck(page):
    text = page()
    verdict = text.index("✓ The scenario is valid, and its officers can carry the load.")
    assert verdict < text.index("The bottleneck is Land specialists: 5") < text.index("Groups of")
    assert "✗ 5" not in text


def test_an_overload_names_groups_and_stations_first(page):
    text = page(
        "staff.land-specialists.officers=1", "procedures.land-transfer.volume=9000 per year"
    )
    assert text.index("cannot carry the load") < text.index("Groups of officers")
    assert "Over the period, Land specialists would need" in text
    (row,) = (line for line in text.splitlines() if line.startswith("  Land  "))
    assert row.count("✗") == 4  # all but the seal, whose clerk has the hours


def test_an_overload_of_the_busiest_month_is_told_where_the_period_has_none(page):
    text = page(
        "staff.land-specialists.officers=1",
        "procedures.land-transfer.volume=1350 per year",
        "demand.months={apr: 1.3, may: 0.8}",
    )
    assert "! The scenario is valid. Its officers can carry the load of the period, but not" in text
    assert "Over the period" not in text
    assert "In April 2021, Land specialists would need" in text


def test_work_for_which_nobody_is_ever_on_duty_is_told(page):
    text = page("staff.seal-clerk.changes=[{from: 2021-04-01, to: 2021-04-30, officers: -1}]")
    assert "nobody is on duty for the work of Seal · Land" in text


def test_what_a_replication_takes_is_told_and_what_it_cannot(page, checked):
    assert "takes about 120 MB of memory." in page()
    assert "takes about 120 MB of memory; 1.0 GB are free." in page(free=1_000_000_000)
    assert "how much is free is not known here." in " ".join(page(free=None).split())
    text = " ".join(page(free=1_000_000).split())
    assert "✗ It cannot be run here: one replication takes about 120 MB of memory, and 1 MB" in text
    data = check_data(*checked(free=1_000_000))
    assert data["memory_free_bytes"] == 1_000_000 < data["memory_bytes"]
    assert data["operations"] > 1000


def test_officers_who_are_there_only_while_the_doors_are_shut_cannot_carry_visits(page):
    evening = "calendars.evening={hours: {mon-fri: [17:00-21:00]}}"
    text = page(evening, "staff.all.calendar=evening")
    assert "✗ The scenario is valid, but its officers cannot carry the load." in text
    assert "nobody is on duty while the doors are open for the citizens of" in text
    assert "for citizens" in text


def test_hours_for_citizens_are_told_only_where_they_bind(page):
    assert "for citizens" not in page()


def test_no_work_is_no_overload(page):
    assert "No work is offered in the period." in page("procedures.all.volume=0 per year")


@pytest.mark.parametrize("width", [80, 100])
def test_the_page_fits_its_width(page, width):
    lines = page(width=width).splitlines()
    assert max(map(cell_len, lines)) <= width


def test_the_data_is_json_even_where_a_load_is_infinite(checked):
    data = check_data(
        *checked("staff.seal-clerk.changes=[{from: 2021-04-01, to: 2021-04-30, officers: -1}]")
    )
    read = json.loads(json_text(data))
    assert read["feasible"] is False
    assert read["period"]["first"] == "2021-03-01"
    assert read["busiest_month"]["first"] == "2021-04-01"
    assert read["busiest_month"]["load"] is None
    assert {pool["can_carry"] for pool in read["busiest_month"]["pools"]} == {True, False}


def test_what_was_read_from_tables_is_told_with_how_they_were_written(page, checked, tmp_path):
    (tmp_path / "service-times.csv").write_text("phut\n3,5\n12\n7,25\n20\n0,9\n")
    file = tmp_path / "service-times.csv"
    override = f"procedures.all.steps.receive={{empirical: {{file: {file}, column: phut}}}}"
    line = "phut: 5 times, mean 8.73 min, decimal comma Groups of officers"
    text = " ".join(page(override).split())
    assert text.count(line) == 1
    assert text.index("The bottleneck") < text.index(line)
    (first, *_others) = check_data(*checked(override))["measured_times"]
    assert (first["times"], first["decimal"]) == (5, ",")
    assert first["mean_minutes"] == pytest.approx(8.73)
    assert "Measured times" not in page()


def test_the_cost_of_the_officers_is_told_where_the_scenario_gives_it(page, checked):
    scenario, check, size, free = checked("staff.all.cost=120", "currency=million VND")
    officers = sum(group.officers for group in scenario.staff.values())
    text = rendered(check_document(scenario, check, size, free), width=100, colour=False)
    assert f"The officers cost {120 * officers:,} million VND a year." in text
    assert check_data(scenario, check, size, free)["staff_cost_a_year"] == 120 * officers
    assert "cost" not in page()


def test_costs_without_a_unit_are_told_as_such_and_one_is_asked_for(page, checked):
    scenario, *_others = checked("staff.all.cost=120")
    officers = sum(group.officers for group in scenario.staff.values())
    text = " ".join(page("staff.all.cost=120").split())
    assert f"The officers cost {120 * officers:,} units of cost a year." in text
    advice = "No unit of the costs is named: write one as currency, such as million VND."
    assert advice in text.replace("`", "")
    assert "currency" not in page("staff.all.cost=120", "currency=million VND")


def test_the_unit_of_the_cost_is_in_the_language_that_is_spoken(checked, vietnamese):
    scenario, check, size, free = checked(
        "staff.all.cost=120", "currency={vi: triệu đồng, en: million VND}"
    )
    text = rendered(check_document(scenario, check, size, free), width=100, colour=False)
    assert " triệu đồng mỗi năm." in text
    assert check_data(scenario, check, size, free)["currency"] == "triệu đồng"
