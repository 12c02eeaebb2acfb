"""Scenario files for the tests: a textbook queue, and a Center with nearly every key."""

from collections.abc import Callable
from pathlib import Path

import pytest

TEXTBOOK = """\
name: M/M/3
period: {from: 2021-01-01, to: 2023-12-31, warm_up: 30 days}
calendar: {country: none, hours: {every-day: [00:00-24:00]}}
fields: {any: Any}
procedures:
  job:
    {field: any, volume: 0.2 per min, limit: none, steps: {receive: {exponential: {mean: 10 min}}}}
staff:
  clerks: {officers: 3, serves: [receive/all]}
"""

CENTER = """\
name: {vi: "Trung tâm Hành chính công Vân Đồn", en: "Vân Đồn Public Administration Center"}
period: {from: 2021-01-01, to: 2021-12-31, warm_up: 60 days}

calendar:
  country: VN
  hours: {mon-fri: [07:30-11:30, 13:30-17:00]}
  changes: [{from: 2021-07-15, to: 2021-08-15, hours: {mon-fri: [07:00-12:00, 13:00-18:00]}}]
  days_off: [2021-09-01]
  work_days: []
  cut_off: 15:00
calendars:
  tax-office: {hours: {mon-fri: [08:00-11:30, 13:30-16:30]}}
  signing:    {hours: {mon-fri: [10:00-11:30, 15:30-17:00]}}
  morning:    {hours: {mon-fri: [07:30-11:30]}, cut_off: none}

fields:
  land: {vi: "Đất đai", en: "Land"}
  justice: {vi: "Tư pháp – Hộ tịch", en: "Justice and civil status"}

demand:
  growth: 1.0
  months:   {jan: 1.0, feb: 0.7}
  weekdays: {mon: 1.25, fri: 0.85}
  hours:    {6: 0.04, 7: 0.16, 8: 0.22, 9: 0.16, 10: 0.10, 13: 0.12, 14: 0.12, 15: 0.06, 16: 0.02}
  online_hours: {8: 1, 12: 2, 20: 3}
  day_cv: 0.15

procedures:
  land-transfer:
    label: {vi: "Chuyển nhượng quyền sử dụng đất", en: "Land transfer"}
    field: land
    volume: 3200 per year
    limit: 10 working days
    channels: {counter: 0.80, online: 0.15, post: 0.05}
    bundle: {1: 0.85, 2: 0.10, 12: 0.05}
    on_the_spot: false
    back_office: center
    incomplete: 0.18
    consult:
      - {with: tax-office, chance: 0.9, takes: {lognormal: {mean: 14 h, cv: 0.7}}}
    steps:
      receive:  {gamma: {mean: 12 min, cv: 0.6}}
      appraise: {lognormal: {mean: 55 min, cv: 0.9}}
      approve:  {gamma: {mean: 4 min, cv: 0.5}}
      seal:     {constant: 2 min}
      return:   {gamma: {mean: 4 min, cv: 0.5}}
  birth-registration:
    field: justice
    volume: 20 per working day
    limit: same day
    steps:
      receive: {quantiles: {0.1: 4 min, 0.5: 8 min, 0.9: 20 min}}
      return: {constant: 2 min}

citizens:
  comes_back: {lognormal: {mean: 3 days, cv: 1.0}}
  collects: {counter: 0.7, post: 0.2, online: 0.1}
  collects_on: slip
  collects_after: {exponential: {mean: 1 days}}
  patience: none
  retries: 3

queues:
  receive:  {discipline: fifo, at_break: finish, closing: serve-all, tickets_per_day: none}
  appraise: {discipline: due-date}
  appraise/land: {at_break: finish}

staff:
  land-counter:
    label: {vi: "Quầy đất đai", en: "Land counter"}
    officers: 2
    serves: [receive/land, return/land]
    calendar: office
    speed: 1.1
    other_duties: 0.1
    changes: [{from: 2021-07-05, to: 2021-07-16, officers: -1}]
  justice-counter: {officers: 1, serves: [all/justice], calendar: morning}
  back-office: {officers: 3, serves: [appraise/all]}
  signers: {officers: 1, serves: [approve/all], calendar: signing}
  clerks: {officers: 1, serves: [seal/all]}

seal: {at: headquarters}
courier: {to_headquarters: [10:00, 15:30], to_center: [11:00, 16:30], trip: 30 min}

sources:
  procedures.land-transfer.limit: "Land procedure list of the year, 10 working days"
  staff.all.leave: assumption
"""

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return a function that writes a text or bytes into a file and returns its path."""

    def write_file(content: str | bytes, name: str = "center.yaml") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write_file


@pytest.fixture
def textbook(write: Write) -> Path:
    """The file of a textbook queue: one step, round the clock, no limit."""
    return write(TEXTBOOK, "textbook.yaml")


@pytest.fixture
def center(write: Write) -> Path:
    """The file of a Center of two fields, its seal at headquarters, with nearly every key."""
    return write(CENTER)


@pytest.fixture
def center_text() -> str:
    """The text of `center`."""
    return CENTER
