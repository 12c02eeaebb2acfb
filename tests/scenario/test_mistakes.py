"""One mistake at a time in a file that is right: what is said of it, and nothing else is.

Each case takes a text of the Center's file (-), writes another instead (+), and states the line,
path, value and beginning of the message of every problem that is reported (!).
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.scenario import ScenarioError, load_scenario

MISTAKES = """
- period: {from: 2021-01-01, to: 2021-12-31, warm_up: 60 days}
+
! 1: period: this key is missing

- 2021-01-01, to
+ 2021-02-29, to
! 2: period.from: 2021-02-29: February 2021 has 28 days

- 2021-01-01, to
+ 01.02.2021, to
! 2: period.from: 01.02.2021: a date is written year-month-day, or day/month/year: write

- 2021-01-01, to
+ 1821-01-01, to
! 2: period.from: 1821-01-01: a year from 1900 to 2200 is due

- to: 2021-12-31
+ to: 2020-12-31
! 2: period.to: 2020-12-31: is before the first day, 2021-01-01

- 60 days
+ 60.5 days
! 2: period.warm_up: 60.5 days: the warm-up is a whole number of days

- 60 days
+ 60
! 2: period.warm_up: 60: a duration needs a unit: add one, e.g. 60 days

- 60 days
+ 5000 days
! 2: period.warm_up: 5000 days: the warm-up is at most 3660 days

- country: VN
+ country: VTN
! 5: calendar.country: VTN: unknown country: write its two-letter code, e.g. VN, or "none" for no

- 07:30-11:30, 13:30
+ 11:30-07:30, 13:30
! 6: calendar.hours.mon-fri.0: 11:30-07:30: the span of hours ends before it starts: write 07:30

- 07:30-11:30, 13:30
+ 07:30-14:00, 13:30
! 6: calendar.hours: hours overlap: 07:30-14:00 and 13:30-17:00

- {mon-fri: [07:30-11:30, 13:30-17:00]}
+ {mon-fry: [07:30-11:30]}
! 6: calendar.hours.mon-fry: 'mon-fry' is no day: write a day (mon … sun, or t2 … t7, cn), a

- {mon-fri: [07:30-11:30, 13:30-17:00]}
+ {mon-fri: [07:30-11:30], fri: []}
! 6: calendar.hours: mon-fri and fri both give hours to fri

- {mon-fri: [07:30-11:30, 13:30-17:00]}
+ {mon-fri: []}
! 6: calendar.hours: no day has hours: the doors never open

- {mon-fri: [07:30-11:30, 13:30-17:00]}
+ {mon-fri: 07:30-11:30}
! 6: calendar.hours.mon-fri: 07:30-11:30: a list is due: write [07:30-11:30]

- to: 2021-08-15
+ to: 2021-07-14
! 7: calendar.changes.0.to: 2021-07-14: is before the first day, 2021-07-15

- cut_off: 15:00
+ cut_off: 25:00
! 10: calendar.cut_off: 25:00: a day has 24 hours: there is no 25:00

-   morning:
+   office:
! 14: calendars.office: 'office' has a meaning of its own: choose another name
! 77: staff.justice-counter.calendar: morning: unknown calendar

-   tax-office: {hours
+   tax-office: {hour
! 12: calendars.tax-office.hour: unknown key (did you mean 'hours'?)

- land: {vi: "Đất đai", en: "Land"}
+ land: {vn: "Đất đai"}
! 17: fields.land: a label is a text, or {vi: "…", en: "…"}

- land: {vi: "Đất đai", en: "Land"}
+ land: 1
! 17: fields.land: 1: a label is a text, or {vi: "…", en: "…"}

- land: {vi: "Đất đai", en: "Land"}
+ land: {vi: Đất, đai}
! 17: fields.land.đai: no value may be empty; a text with a comma within {…} needs quotes

- growth: 1.0
+ growth: 0
! 21: demand.growth: 0: must be more than 0

- growth: 1.0
+ growth: .nan
! 21: demand.growth: nan: must be a finite number

- growth: 1.0
+ growth: 10 %
! 21: demand.growth: 10 %: a number is due: 10 % is 0.1 as a number, where 1 is all

- feb: 0.7
+ febr: 0.7
! 22: demand.months.febr: must be one of jan, feb, mar, apr, may, jun, jul, aug, sep, oct, nov,

- {jan: 1.0, feb: 0.7}
+ [1.0, 0.7]
! 22: demand.months: a mapping is due: {key: value}

- 8: 1, 12: 2, 20: 3
+ 8: 0, 12: 0
! 25: demand.online_hours: the weights must not all be 0

- 16: 0.02
+ 24: 0.02
! 24: demand.hours.24: must be at most 23

- day_cv: 0.15
+ day_cv: -0.15
! 26: demand.day_cv: -0.15: must be at least 0

- field: land
+ field: lnd
! 31: procedures.land-transfer.field: lnd: unknown field (did you mean 'land'?)

- 3200 per year
+ 80 per day
! 32: procedures.land-transfer.volume: 80 per day: "per day" is ambiguous: write "80 per working

- 3200 per year
+ 3,200 per year
! 32: procedures.land-transfer.volume: 3,200 per year: 3,200 can be read in two ways: write 3200

- 3200 per year
+ 3200
! 32: procedures.land-transfer.volume: 3200: a rate needs a unit: add one, e.g. 3200 per year

- 10 working days
+ 10 days
! 33: procedures.land-transfer.limit: 10 days: this is working time: write "10 working days"

- post: 0.05
+ post: 0.15
! 34: procedures.land-transfer.channels: the shares must sum to 1, not 1.1

- 12: 0.05
+ 12: 0.10
! 35: procedures.land-transfer.bundle: the chances must sum to 1, not 1.05

- 12: 0.05
+ 0: 0.05
! 35: procedures.land-transfer.bundle.0: must be at least 1

- 12: 0.05
+ 12.5: 0.05
! 35: procedures.land-transfer.bundle.12.5: a whole number is due

- on_the_spot: false
+ on_the_spot: no
! 36: procedures.land-transfer.on_the_spot: no: must be true or false: write false

- back_office: center
+ back_office: centre
! 37: procedures.land-transfer.back_office: centre: must be one of center, headquarters (did you

- incomplete: 0.18
+ incomplete: 0.99
! 38: procedures.land-transfer.incomplete: 0.99: must be at most 0.95

- incomplete: 0.18
+ incomplete: 0,18
! 38: procedures.land-transfer.incomplete: 0,18: write 0.18, with a decimal point, not a comma

- with: tax-office
+ with: tax-ofice
! 40: procedures.land-transfer.consult.0.with: tax-ofice: unknown calendar (did you mean

- takes: {lognormal
+ take: {lognormal
! 40: procedures.land-transfer.consult.0.take: unknown key (did you mean 'takes'?)
! 40: procedures.land-transfer.consult.0.takes: this key is missing

- mean: 12 min, cv: 0.6
+ mean: 12 min, cv: 0,6
! 42: procedures.land-transfer.steps.receive.gamma.6: no value may be empty; a decimal comma

- mean: 12 min
+ mean: 12
! 42: procedures.land-transfer.steps.receive.gamma.mean: 12: a duration needs a unit: add one,

- receive:  {gamma:
+ receive:  {gama:
! 42: procedures.land-transfer.steps.receive: unknown family 'gama' (did you mean 'gamma'?):

- {gamma: {mean: 12 min, cv: 0.6}}
+ 12 min
! 42: procedures.land-transfer.steps.receive: 12 min: a distribution is due: write its family and

-       seal:     {constant: 2 min}
+       stamp:    {constant: 2 min}
! 45: procedures.land-transfer.steps.stamp: must be one of receive, appraise, approve, seal,

- collects: {counter: 0.7
+ collects: {counter: 0.6
! 57: citizens.collects: the shares must sum to 1, not 0.9

- collects_on: slip
+ collects_on: slips
! 58: citizens.collects_on: slips: must be one of slip, notice (did you mean 'slip'?)

- retries: 3
+ retries: -1
! 61: citizens.retries: -1: must be at least 0

- appraise: {discipline: due-date}
+ apraise: {discipline: due-date}
! 65: queues.apraise: unknown step 'apraise' (did you mean 'appraise'?): a station is step/field

- appraise/land: {
+ appraise/lnd: {
! 66: queues.appraise/lnd: unknown field 'lnd' (did you mean 'land'?)

- appraise: {discipline: due-date}
+ appraise: {discipline: duedate}
! 65: queues.appraise.discipline: duedate: must be one of fifo, due-date (did you mean

- tickets_per_day: none
+ tickets_per_day: 0
! 64: queues.receive.tickets_per_day: 0: must be at least 1

- appraise/land: {at_break: finish}
+ appraise/land: {closing: send-home}
! 66: queues.appraise/land.closing: send-home: citizens come only for receive and return

- officers: 2
+ officers: 0
! 71: staff.land-counter.officers: 0: must be at least 1

- officers: 2
+ officers: 2.0
! 71: staff.land-counter.officers: 2.0: a whole number is due

- officers: 2
+ officers: 'two'
! 71: staff.land-counter.officers: two: a whole number is due

-     officers: 2
+     oficers: 2
! 69: staff.land-counter.officers: this key is missing
! 71: staff.land-counter.oficers: unknown key (did you mean 'officers'?)

- [receive/land, return/land]
+ [receive/land, return/lnd]
! 72: staff.land-counter.serves.1: return/lnd: unknown field 'lnd' (did you mean 'land'?)

- [receive/land, return/land]
+ [receive/land, retrun/land]
! 72: staff.land-counter.serves.1: retrun/land: unknown step 'retrun' (did you mean 'return'?): a

- [receive/land, return/land]
+ [receive/land, return]
! 72: staff.land-counter.serves.1: return: a station is step/field: write return/all, or name the

- [receive/land, return/land]
+ []
! 72: staff.land-counter.serves: must not be empty

- [receive/land, return/land]
+ receive/land
! 72: staff.land-counter.serves: receive/land: a list is due: write [receive/land]

- clerks: {officers: 1, serves: [seal/all]}
+ clerks: {officers: 1, serves: [seal/justice]}
! 45: procedures.land-transfer.steps.seal: no group of staff serves seal/land
! 80: staff.clerks.serves: this group serves nothing: no flow has these steps and fields

-   clerks: {officers: 1, serves: [seal/all]}
+
! 45: procedures.land-transfer.steps.seal: no group of staff serves seal/land

- calendar: morning
+ calendar: mornin
! 77: staff.justice-counter.calendar: mornin: unknown calendar (did you mean 'morning'?)

- speed: 1.1
+ speed: 1.00005
! 74: staff.land-counter.speed: 1.00005: is kept in thousandths: write three decimals at most

- other_duties: 0.1
+ other_duties: 1
! 75: staff.land-counter.other_duties: 1: must be less than 1

- officers: -1
+ officers: -3
! 76: staff.land-counter.changes: the changes leave -1 officers on 2021-07-05

-   land-counter:
+   justice:
! 69: staff.justice: 'justice' is the name of a field too: choose another name

-   land-counter:
+   seal:
! 69: staff.seal: 'seal' is the name of a step too: choose another name

-   land-counter:
+   all:
! 69: staff.all: 'all' has a meaning of its own: choose another name

-   land-counter:
+   land counter:
! 69: staff.land counter: a name has no spaces and none of . / , = : * # { } [ ]

- seal: {at: headquarters}
+ seal: {at: city}
! 82: seal.at: city: must be one of center, headquarters

- [11:00, 16:30]
+ []
! 82: seal.at: headquarters: headquarters needs a courier with a departure each way, such as

- [10:00, 15:30]
+ [15:30, 10:00]
! 83: courier.to_headquarters: the departures of a day are given in order, each once

- trip: 30 min
+ trip: 0 min
! 83: courier.trip: 0 min: must be from 1 s to 30 days

- trip: 30 min
+ trip: 30 min, calendar: offce
! 83: courier.calendar: offce: unknown calendar (did you mean 'office'?)

- staff.all.leave
+ staff.all.leaf
! 87: sources.staff.all.leaf: this path matches nothing (did you mean 'leave'?)

- staff.all.leave
+ procedures.land-transfr.limit
! 87: sources.procedures.land-transfr.limit: this path matches nothing (did you mean

- sources:
+ source:
! 85: source: unknown key (did you mean 'sources'?)
"""


def lines_of(mistake: str, sign: str) -> list[str]:
    return [line[2:] for line in mistake.splitlines() if line.startswith(sign)]


@pytest.mark.parametrize("mistake", MISTAKES.strip().split("\n\n"))
def test_a_mistake_is_told_with_its_line_path_value_and_what_to_do(
    write: Callable[[str], Path], center_text: str, mistake: str
) -> None:
    (written,), (instead,) = lines_of(mistake, "-"), lines_of(mistake, "+")
    assert written in center_text
    path = write(center_text.replace(written, instead, 1))
    with pytest.raises(ScenarioError) as caught:
        load_scenario(path)
    found, expected = caught.value.problems, lines_of(mistake, "!")
    assert len(found) == len(expected)
    for problem, beginning in zip(found, expected, strict=True):
        assert str(problem).startswith(f"{path}:{beginning}")
