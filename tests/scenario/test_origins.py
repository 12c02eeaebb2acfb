"""Origins: which line, or which override, every value of a resolved scenario comes from."""

import re

import pytest

from simulator.scenario import read_resolved, validated
from simulator.scenario.origins import dump_with_origins

BASE = """\
name: Base
period: {from: 2021-01-01, to: 2021-12-31}
calendar: {hours: {mon-fri: [08:00-12:00]}, cut_off: "11:00"}
calendars:
  tax: {hours: {mon-fri: [09:00-11:00]}}
fields: {land: Land}
demand:
  hours: {08: 1, 9: 2}
procedures:
  deed:
    field: land
    volume: 100 per year
    channels: {counter: 0.5, post: 0.5}
    steps:
      receive: {gamma: {mean: 10 min, cv: 0.5}}
queues:
  receive: {closing: send-home}
  receive/land: {hurry: 0.5}
staff:
  clerks: {officers: 1, serves: [receive/all]}
"""

TOP = """\
extends: base.yaml
name: Top
period: {warm_up: 5 days}
queues: {return: {}}
staff: {clerks: {label: {vi: Cán bộ, en: Clerks}, helps: []}}
"""


@pytest.fixture
def resolved(tmp_path, monkeypatch):
    """A scenario over another one, with an override, put together."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "base.yaml").write_text(BASE, encoding="utf-8")
    (tmp_path / "top.yaml").write_text(TOP, encoding="utf-8")
    return read_resolved("top.yaml", overrides=["staff.clerks.officers=2"])


def as_text(resolved):
    return dump_with_origins(validated(resolved), resolved)


def below(text, *headings):
    """The lines that follow headings, one below the other, as (value, origin) by key."""
    lines = text.splitlines()
    start = 0
    for heading in headings:
        start = next(i for i in range(start, len(lines)) if re.match(rf" *{heading}:", lines[i]))
    values = {}
    for line in lines[start + 1 if headings else 0 :]:
        key, value, origin = re.fullmatch(r" *(\S+): ?(.*?) *(?:# (.*))?", line).groups()
        values.setdefault(key, (value, origin))
    return values


def test_a_value_names_its_file_and_line_and_the_last_who_set_it(resolved):
    values = below(as_text(resolved))
    assert below(as_text(resolved), "procedures")["label"] == ("{vi: deed, en: deed}", "default")
    assert values["name"] == ("{vi: Top, en: Top}", "top.yaml:2")
    assert values["volume"] == ("100 per year", "base.yaml:12")
    assert values["steps"] == ("{receive: {gamma: {mean: 10 min, cv: 0.5}}}", "base.yaml:15")
    assert values["officers"] == ("2", "--set staff.clerks.officers=2")


def test_what_nobody_wrote_is_a_default(resolved):
    values = below(as_text(resolved), "staff")
    assert values["speed"] == ("1.0", "default")
    assert values["helps"] == ("[]", "top.yaml:5")
    assert values["label"] == ("{vi: Cán bộ, en: Clerks}", "top.yaml:5")
    assert below(as_text(resolved), "queues", "return")["closing"] == ("serve-all", "default")


def test_values_of_several_origins_do_not_share_a_line(resolved):
    period = below(as_text(resolved), "period")
    assert period["from"] == ("2021-01-01", "base.yaml:2")
    assert period["warm_up"] == ("5 days", "top.yaml:3")
    channels = below(as_text(resolved), "channels")
    assert channels["post"] == ("0.5", "base.yaml:13")
    assert channels["online"] == ("0.0", "default")


def test_a_calendar_takes_what_it_lacks_from_the_line_of_the_centers_own(resolved):
    tax = below(as_text(resolved), "tax")
    assert tax["hours"] == ("{mon-fri: [09:00-11:00]}", "base.yaml:5")
    assert tax["cut_off"] == ("11:00", "base.yaml:3")
    assert tax["country"] == ("VN", "default")


def test_a_queue_of_a_station_takes_what_it_lacks_from_the_line_of_its_step(resolved):
    queue = below(as_text(resolved), "receive/land")
    assert queue["hurry"] == ("0.5", "base.yaml:18")
    assert queue["closing"] == ("send-home", "base.yaml:17")
    assert queue["discipline"] == ("fifo", "default")


def test_a_key_written_as_another_text_for_its_number_is_found(resolved):
    assert below(as_text(resolved), "demand")["hours"] == ("{8: 1.0, 9: 2.0}", "base.yaml:8")


def test_days_written_by_other_names_or_in_ranges_are_found(resolved):
    resolved = resolved.overridden(["calendar.hours={t2-t6: [08:00-12:00]}"]).overridden(
        ["demand.weekdays={t2-t3: 1.5}"]
    )
    assert below(as_text(resolved), "calendar")["hours"] == (
        "{mon-fri: [08:00-12:00]}",
        "--set calendar.hours={t2-t6: [08:00-12:00]}",
    )
    assert below(as_text(resolved), "demand")["weekdays"] == (
        "{mon: 1.5, tue: 1.5}",
        "--set demand.weekdays={t2-t3: 1.5}",
    )


def test_comments_stand_in_one_column(resolved):
    columns = {line.rindex("  # ") for line in as_text(resolved).splitlines() if "  # " in line}
    assert len(columns) == 1


def test_the_text_reads_back_as_an_equal_scenario(resolved, tmp_path):
    shown = tmp_path / "shown.yaml"
    shown.write_text(as_text(resolved), encoding="utf-8")
    again = validated(read_resolved(shown))
    assert again == validated(resolved)
    assert again.dump() == validated(resolved).dump()


def test_an_override_of_several_lines_stays_within_its_comment(resolved, tmp_path):
    override = "citizens={collects_on: notice,\n  retries: 5}"
    resolved = resolved.overridden([override])
    assert below(as_text(resolved), "citizens")["retries"] == (
        "5",
        f"--set {override}".replace("\n", "\\n"),
    )
    (tmp_path / "shown.yaml").write_text(as_text(resolved), encoding="utf-8")
    assert validated(read_resolved(tmp_path / "shown.yaml")) == validated(resolved)
