from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.scenario.clocks import format_clock, parse_clock, parse_date, parse_hours_span


@given(st.integers(min_value=0, max_value=86_399))
def test_a_time_of_day_reads_back_from_its_text(second):
    assert parse_clock(format_clock(second)) == second


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("07:30", 27_000),
        ("7:30", 27_000),
        ("7h30", 27_000),
        ("07h30", 27_000),
        ("7 h 30", 27_000),
        ("7 giờ 30", 27_000),
        ("7 giờ 30 phút", 27_000),
        ("7h", 25_200),
        ("8 giờ", 28_800),
        ("00:00", 0),
        ("23:59:59", 86_399),
    ],
)
def test_a_time_of_day_is_seconds_since_midnight(text, second):
    assert parse_clock(text) == second


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("7g30", "write 07:30"),
        ("7.30", "write 07:30"),
        ("0730", "write 07:30"),
        ("7h5", "write 07:05"),
        ("1:30 PM", "write 13:30"),
        ("1.30pm", "write 13:30"),
        ("12:15 am", "write 00:15"),
        ("12:15 PM", "write 12:15"),
        ("7h30 sáng", "write 07:30"),
        ("1h30 chiều", "write 13:30"),
        ("11h30 trưa", "write 11:30"),
        ("1h trưa", "write 13:00"),
        ("7h rưỡi", "write 07:30"),
        ("noon", "write 12:00"),
        ("24h", "only at the end of a span"),
        ("25h30", "a day has 24 hours"),
        ("7h75", "from 00 to 59"),
        ("24:00", "only at the end of a span"),
        ("24:01", "a day has 24 hours"),
        ("25:00", "a day has 24 hours"),
        ("07:60", "from 00 to 59"),
        ("half past seven", "e.g. 07:30"),
        (15, "write 15:00"),
        (7.3, "write 07:30"),
        (450, "e.g. 07:30"),
        (None, "a time of day is due"),
    ],
)
def test_what_is_no_time_of_day_is_refused(text, message):
    with pytest.raises(ValueError, match=message):
        parse_clock(text)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("07:30-11:30", (27_000, 41_400)),
        ("07:30 – 11:30", (27_000, 41_400)),
        ("7h30-11h30", (27_000, 41_400)),
        ("7h30 - 11h30", (27_000, 41_400)),
        ("7 giờ 30 – 11 giờ 30", (27_000, 41_400)),
        ("0h-24h", (0, 86_400)),
        ("00:00-24:00", (0, 86_400)),
    ],
)
def test_a_span_of_hours_runs_within_a_day(text, span):
    assert parse_hours_span(text) == span


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("11:30-07:30", "write 07:30-11:30, or through midnight 11:30-24:00"),
        ("17:00-07:30", "write 07:30-17:00, or through midnight"),
        ("22:00-06:00", "within a calendar day: write 22:00-24:00, and 00:00-06:00 for the next"),
        ("13:00-00:00", "write 13:00-24:00"),
        ("07:30-07:30", "empty"),
        ("07:30", "start-end"),
        ("7h30 đến 11h30", "write 07:30-11:30"),
        ("7:30 to 11:30", "write 07:30-11:30"),
        ("8am - 5pm", "write 08:00-17:00"),
        ("1h30-5h chiều", "write 13:30-17:00"),
        ("8h-5h chiều", "write 08:00-17:00"),
        ("8h-11h sáng", "write 08:00-11:00"),
        ("7.30-11.30", "write 07:30-11:30"),
        ("24h", "write 00:00-24:00"),
        ("24/7", "write 00:00-24:00"),
        ("sáng", "write the hours, e.g. 07:30-11:30"),
        ("7h30-11h30, 13h30-17h", r"\[07:30-11:30, 13:30-17:00\]"),
        ("24:00-24:00", "only at the end"),
        (["07:30", "11:30"], "a span of hours is due"),
        ("1," * 100_000, "start-end"),
    ],
)
def test_what_is_no_span_of_hours_is_refused(text, message):
    with pytest.raises(ValueError, match=message):
        parse_hours_span(text)


@given(st.dates())
def test_a_date_reads_back_from_its_text(day):
    assert parse_date(day.isoformat()) == day
    assert parse_date(f"{day.day}/{day.month}/{day.year:04d}") == day
    assert parse_date(day) == day


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2021-02-29", "February 2021 has 28 days"),
        ("2021-04-31", "April 2021 has 30 days"),
        ("2021-13-01", "no month 13"),
        ("2021-00-01", "no month 0"),
        ("0000-01-01", "no year 0"),
        ("01/02/21", "four digits: write 2021-02-01"),
        ("07-15-2021", "the day of a date comes first.*write 2021-07-15"),
        ("07/15/2021", "the day of a date comes first.*write 2021-07-15"),
        ("15-07-2021", "write 2021-07-15"),
        ("15/20/2021", "no month 20"),
        ("20210715", "write 2021-07-15"),
        ("2021-07-15 00:00:00", "write 2021-07-15"),
        ("ngày 15 tháng 7 năm 2021", "write 2021-07-15"),
        ("15 July 2021", "write 2021-07-15"),
        ("July 15, 2021", "write 2021-07-15"),
        ("1.2.2021", "write 2021-02-01"),
        ("2021/2/1", "write 2021-02-01"),
        ("2021-2-1", "write 2021-02-01"),
        ("31/02/2021", "February 2021 has 28 days"),
        ("tomorrow", "e.g. 2021-02-01"),
        (20210201, "write 2021-02-01"),
        (2021, r"e\.g\. 2021-02-01 or 01/02/2021"),
        (True, "a date is due"),
    ],
)
def test_what_is_no_date_is_refused(text, message):
    with pytest.raises(ValueError, match=message):
        parse_date(text)


def test_leap_days_exist():
    assert parse_date("2024-02-29") == date(2024, 2, 29)
