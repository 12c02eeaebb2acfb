"""Times of a log are local: by the zone that is asked for, or the log's own; days come first."""

import datetime as dt

import pytest

from simulator.records import Reason, RecordsError
from tests.records.conftest import rows_of

HEADINGS = "queue,taken,called"
HOUR = 3600


def times(log):
    return (log.first_day.isoformat(), [second // HOUR for second in log.taken.tolist()])


def test_days_come_first_where_no_date_tells_and_that_is_said(read):
    reading = read("A,05/01/2024 08:00,", "A,06/01/2024 08:00,", headings=HEADINGS)
    assert times(reading.log) == ("2024-01-05", [8, 32])
    assert reading.times.is_in_doubt
    assert any("the day was taken to" in remark for remark in reading.remarks)


def test_one_date_decides_for_its_whole_column(read):
    reading = read(
        "A,01/05/2024 08:00,", "A,01/06/2024 08:00,", "A,01/13/2024 08:00,", headings=HEADINGS
    )
    assert times(reading.log) == ("2024-01-05", [8, 32, 8 * 24 + 8])
    assert (reading.times.month_first, reading.times.is_in_doubt) == (True, False)
    assert "dates were read month first" in reading.remarks


def test_a_column_that_does_not_tell_follows_the_others(read):
    reading = read("A,01/05/2024 23:00,01/06/2024 00:30", "A,01/13/2024 08:00,", headings=HEADINGS)
    assert (reading.log.called - reading.log.taken).tolist()[0] == HOUR + HOUR // 2


def test_the_most_dates_decide_and_the_others_are_left_out(read):
    rows = ["A,25/01/2024 08:00,", "A,26/01/2024 08:00,", "A,01/27/2024 08:00,"]
    reading = read(*rows, headings=HEADINGS)
    assert times(reading.log) == ("2024-01-25", [8, 32])
    assert rows_of(reading.excluded) == [(4, Reason.UNREADABLE, "01/27/2024 08:00")]


def test_the_zone_of_a_log_is_its_own(read):
    reading = read("A,2024-01-05T08:00:00+07:00,2024-01-05T08:05:00+07:00", headings=HEADINGS)
    assert (reading.log.taken.tolist(), reading.times.zone) == ([8 * HOUR], "+07:00")
    assert "times are those of the zone +07:00" in reading.remarks


def test_times_are_taken_to_the_zone_that_is_asked_for(read):
    rows = ["A,2024-01-05T23:00:00Z,2024-01-06T06:30:00+07:00", "A,2024-01-06 09:00:00,"]
    reading = read(*rows, headings=HEADINGS, zone="Asia/Ho_Chi_Minh")
    assert times(reading.log) == ("2024-01-06", [6, 9])
    assert reading.log.called.tolist() == [6 * HOUR + HOUR // 2, -1]
    assert not len(reading.excluded)


def test_several_zones_ask_for_the_offices_own(read):
    rows = ["A,2024-01-05T08:00:00+01:00,", "A,2024-07-05T08:00:00+02:00,"]
    with pytest.raises(RecordsError, match=r"several zones, \+01:00 \(1\), \+02:00 \(1\).*--zone"):
        read(*rows, headings=HEADINGS)
    log = read(*rows, headings=HEADINGS, zone="Europe/Warsaw").log
    assert (log.taken % (24 * HOUR)).tolist() == [8 * HOUR, 8 * HOUR]


def test_rows_without_the_zone_of_the_others_are_left_out(read):
    rows = ["A,2024-01-05T08:00:00Z,", "A,2024-01-05T09:00:00Z,", "A,2024-01-05T09:00:00,"]
    reading = read(*rows, headings=HEADINGS)
    assert rows_of(reading.excluded) == [(4, Reason.UNKNOWN_ZONE, "2024-01-05T09:00:00")]
    reading = read(rows[0], *rows[2:], rows[2], headings=HEADINGS)
    assert rows_of(reading.excluded) == [(2, Reason.UNKNOWN_ZONE, "2024-01-05T08:00:00Z")]


def test_a_zone_that_is_not_known_is_counted(read):
    reading = read("A,2024-01-05 08:00 XYZ,", "A,2024-01-05 08:00,", headings=HEADINGS)
    assert rows_of(reading.excluded) == [(2, Reason.UNKNOWN_ZONE, "2024-01-05 08:00 …")]
    with pytest.raises(RecordsError, match="'Mars/Base' is no time zone"):
        read("A,2024-01-05 08:00,", headings=HEADINGS, zone="Mars/Base")


def test_a_time_of_day_is_of_the_day_on_which_the_ticket_was_taken(read):
    log = read("A,2024-01-05 08:00+07:00,08:10", headings=HEADINGS).log
    assert (log.called - log.taken).tolist() == [600]
    assert log.first_day == dt.date(2024, 1, 5)
