"""The scenario as a whole: defaults, what completes what, stations, and the canonical form."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from simulator.scenario import load_scenario
from simulator.scenario.quantities import Duration, Limit, Rate, WorkingTime

Write = Callable[..., Path]


def test_what_is_absent_does_not_happen(textbook: Path) -> None:
    scenario = load_scenario(textbook)
    job, citizens, clerks = (
        scenario.procedures["job"],
        scenario.citizens,
        scenario.staff["clerks"],
    )
    assert scenario.demand.growth == 1
    assert scenario.demand.day_cv == 0
    assert scenario.demand.hours is None
    assert scenario.demand.surges == ()
    assert (job.channels.counter, job.channels.online, job.channels.post) == (1, 0, 0)
    assert job.bundle == {1: 1.0}
    assert (job.incomplete, job.correction, job.supplement, job.consult) == (0, 0, None, ())
    assert not job.on_the_spot
    assert citizens.collects.counter == 1
    assert citizens.comes_back.mean_seconds == 86_400
    assert citizens.collects_after.mean_seconds == 0
    assert citizens.patience is None
    assert citizens.retries == 3
    assert (clerks.speed, clerks.other_duties, clerks.sick, clerks.helps) == (1, 0, 0, ())
    assert clerks.leave == WorkingTime(0, "working days")
    assert clerks.calendar == "office"
    assert scenario.calendar.cut_off is None
    assert scenario.seal.at == "center"
    assert scenario.courier is None


def test_quantities_dates_and_times_are_parsed(center: Path) -> None:
    scenario = load_scenario(center)
    transfer = scenario.procedures["land-transfer"]
    assert transfer.volume == Rate(3200, "year")
    assert transfer.limit == Limit("working days", 10)
    assert transfer.bundle == {1: 0.85, 2: 0.1, 12: 0.05}
    assert list(transfer.steps) == ["receive", "appraise", "approve", "seal", "return"]
    assert transfer.steps["receive"].mean_seconds == 720
    assert transfer.consult[0].with_ == "tax-office"
    assert scenario.calendar.hours["mon-fri"] == ((27_000, 41_400), (48_600, 61_200))
    assert scenario.calendar.cut_off == 54_000
    assert scenario.calendar.changes[0].from_ == date(2021, 7, 15)
    assert scenario.courier is not None
    assert scenario.courier.to_headquarters == (36_000, 55_800)
    assert scenario.demand.hours is not None
    assert scenario.demand.hours[6] == 0.04


def test_the_period_counts_both_days_and_begins_with_the_warm_up(center: Path) -> None:
    period = load_scenario(center).period
    assert period.days == 365
    assert period.warm_up_days == 60
    assert period.first_day == date(2020, 11, 2)


def test_a_label_stands_for_both_languages_and_a_key_for_a_label(center: Path) -> None:
    scenario = load_scenario(
        center, overrides=["fields.land={vi: Đất}", "fields.justice=Justice", "name={en: Center}"]
    )
    assert (scenario.fields["land"].vi, scenario.fields["land"].en) == ("Đất", "Đất")
    assert scenario.fields["justice"].vi == "Justice"
    assert scenario.name.vi == "Center"
    assert scenario.procedures["birth-registration"].label.en == "birth-registration"
    assert scenario.staff["clerks"].label.vi == "clerks"


def test_weights_that_are_missing_are_1_in_months_and_weekdays_and_none_in_hours(
    center: Path,
) -> None:
    demand = load_scenario(center).demand
    assert list(demand.months)[:3] == ["jan", "feb", "mar"]
    assert demand.months["feb"] == 0.7
    assert sum(demand.months.values()) == pytest.approx(11.7)
    assert (demand.weekday_weight("mon"), demand.weekday_weight("tue")) == (1.25, 1)
    assert demand.online_hours == {8: 1, 12: 2, 20: 3}


def test_a_calendar_takes_what_it_lacks_from_the_centers(center: Path) -> None:
    scenario = load_scenario(center)
    tax_office, morning = scenario.calendar_named("tax-office"), scenario.calendar_named("morning")
    assert scenario.calendar_named("office") is scenario.calendar
    assert tax_office.country == "VN"
    assert tax_office.hours == {"mon-fri": ((28_800, 41_400), (48_600, 59_400))}
    assert tax_office.days_off == (date(2021, 9, 1),)
    assert tax_office.cut_off == 54_000
    assert morning.cut_off is None


def test_days_of_the_week_have_canonical_words(center: Path) -> None:
    scenario = load_scenario(
        center,
        overrides=[
            "calendar.hours={t2-t6: [08:00-17:00], t7: [08:00-11:00]}",
            "calendar.changes=[]",
            "calendar.week=t2-t7",
            "demand.weekdays={t2: 1.25, t7-cn: 0.5}",
        ],
    )
    assert list(scenario.calendar.hours) == ["mon-fri", "sat"]
    assert scenario.calendar.week == scenario.calendar_named("tax-office").week == "mon-sat"
    assert scenario.demand.weekdays == {
        "mon": 1.25,
        "sat": 0.5,
        "sun": 0.5,
    }


def test_the_week_of_an_agency_may_be_its_own(center: Path) -> None:
    scenario = load_scenario(center, overrides=["calendars.morning.week=sun-thu"])
    assert scenario.calendar.week == "mon-fri"
    assert scenario.calendar_named("morning").week == "sun-thu"


def test_a_queue_takes_its_stations_settings_over_its_steps_over_the_defaults(
    center: Path,
) -> None:
    scenario = load_scenario(center)
    land, justice = (scenario.queue_settings("appraise", at) for at in ("land", "justice"))
    assert (land.discipline, land.at_break) == ("due-date", "finish")
    assert (justice.discipline, justice.at_break) == ("due-date", "pause")
    assert scenario.queue_settings("receive", "land").at_break == "finish"
    assert scenario.queue_settings("return", "land").at_break == "finish"
    assert scenario.queue_settings("seal", "land").at_break == "pause"
    assert scenario.queue_settings("seal", "land").target_wait == Duration(15, "min")


def test_stations_are_those_that_flows_use_by_field_then_by_step(center: Path) -> None:
    scenario = load_scenario(center)
    assert scenario.stations() == (
        ("receive", "land"),
        ("appraise", "land"),
        ("approve", "land"),
        ("seal", "land"),
        ("return", "land"),
        ("receive", "justice"),
        ("return", "justice"),
    )


@pytest.mark.parametrize(
    ("serves", "expected"),
    [
        ("[all/justice]", [("receive", "justice"), ("return", "justice")]),
        ("[receive/all]", [("receive", "land"), ("receive", "justice")]),
        ("[return/justice, receive/land]", [("receive", "land"), ("return", "justice")]),
        ("[seal/all, seal/land]", [("seal", "land")]),
        ("[seal/justice, seal/land]", [("seal", "land")]),
    ],
)
def test_a_group_serves_the_existing_stations_by_step_then_by_field(
    center: Path, serves: str, expected: list[tuple[str, str]]
) -> None:
    override = f"staff.new={{officers: 1, serves: {serves}}}"
    assert list(load_scenario(center, overrides=[override]).served_stations("new")) == expected


def test_all_on_both_sides_serves_every_station(textbook: Path) -> None:
    scenario = load_scenario(textbook, overrides=["staff.clerks.serves=[all/all]"])
    assert scenario.served_stations("clerks") == scenario.stations() == (("receive", "any"),)


@pytest.mark.parametrize("name", ["textbook", "center"])
def test_the_canonical_text_reads_back_as_the_same_scenario(
    name: str, write: Write, request: pytest.FixtureRequest
) -> None:
    scenario = load_scenario(request.getfixturevalue(name))
    text = scenario.dump()
    again = load_scenario(write(text, "dump.yaml"))
    assert again == scenario
    assert again.dump() == text
    assert again.hash == scenario.hash


def test_the_canonical_text_writes_defaults_out_and_short_values_on_a_line(
    textbook: Path,
) -> None:
    lines = load_scenario(textbook).dump().splitlines()
    assert lines[0] == "name: {vi: M/M/3, en: M/M/3}"
    assert "    steps: {receive: {exponential: {mean: 10 min}}}" in lines
    assert "    bundle: {1: 1.0}" in lines
    assert "  patience: none" in lines
    assert "seal: {at: center}" in lines


TEXTS = st.text(
    st.one_of(
        st.just("\n"), st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"])
    ),
    min_size=1,
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(label=TEXTS, source=TEXTS, name=st.from_regex(r"[\w-]+", fullmatch=True))
def test_any_text_survives_the_canonical_form(
    textbook: Path, write: Write, label: str, source: str, name: str
) -> None:
    data = {
        "fields.any": label,
        "sources.seal.at": source,
        f"calendars.{name}": {"cut_off": "09:00"},
    }
    scenario = load_scenario(textbook, overrides=data)
    assert load_scenario(write(scenario.dump(), "dump.yaml")) == scenario


def test_the_hash_is_of_what_is_said_and_not_of_how(write: Write, textbook: Path) -> None:
    said_otherwise = """\
# A queue of the textbook.
staff: {clerks: {serves: [receive/all], officers: 3}}
procedures:
  job:
    steps:
      receive:
        exponential: {mean: 10 phút}
    volume: "0.20 per minute"
    field: any
fields: {any: {en: Any}}
calendar:
  hours: {every-day: ["00:00-24:00"]}
  country: none
period: {warm_up: 30 ngày, to: "2023-12-31", from: 2021-01-01}
name: M/M/3
demand: {growth: 1}
"""
    scenario = load_scenario(textbook)
    assert load_scenario(write(said_otherwise, "other.yaml")).hash == scenario.hash
    assert len(scenario.hash) == 64
    assert load_scenario(textbook, overrides=["demand.growth=1.01"]).hash != scenario.hash


def test_a_scenario_is_not_changed_once_it_is_read(textbook: Path) -> None:
    scenario = load_scenario(textbook)
    with pytest.raises(ValidationError):
        scenario.seal.at = "headquarters"  # type: ignore[misc]  # what is refused
