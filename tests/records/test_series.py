"""Snapshots become arrays in the order of time; dirty rows are listed and left out."""

import datetime as dt
from pathlib import Path

import pytest

from simulator.records import Reason, RecordsError, read_snapshots, read_tickets
from tests.records.conftest import rows_of

HEADINGS = "office,queue_id,date,time,waiting,active_booths,last_called_no"
WARSAW = Path(__file__).parents[3] / "shared" / "data" / "warsaw"


@pytest.fixture
def series(written):
    def read(*rows, headings=HEADINGS, **options):
        return read_snapshots(written(*rows, headings=headings), **options)

    return read


def test_a_series_becomes_arrays(series):
    reading = series(
        "North,7,2024-01-05,08:05,3,2,B12",
        "North,7,2024-01-05,08:00,0,,",
        "North,9,2024-01-05,08:05,1,1,0",
        queue_names={("North", "7"): "Land"},
    )
    log = reading.log
    assert (log.first_day, log.offices, log.queues) == (
        dt.date(2024, 1, 5),
        ("North",),
        ("Land", "9"),
    )
    assert log.seen.tolist() == [28_800, 29_100, 29_100]
    assert log.queue.tolist() == [0, 0, 1]
    assert log.waiting.tolist() == [0, 3, 1]
    assert log.booths.tolist() == [-1, 2, 1]
    assert log.last_called.tolist() == [-1, 12, 0]


def test_vietnamese_headings_are_recognised(series):
    log = series(
        "Đất đai;15/01/2024 08:05;4;2", headings="Lĩnh vực;Thời điểm;Số người đang chờ;Số quầy mở"
    ).log
    assert (log.queues, log.waiting.tolist(), log.booths.tolist()) == (("Đất đai",), [4], [2])


def test_dirty_rows_are_listed_with_their_reason_and_left_out(series):
    reading = series(
        "North,7,2024-01-05,08:00,3,2,",
        "North,7,2024-01-05,08:00,4,2,",
        "North,7,2024-01-05,08:10,,2,",
        "North,7,2024-01-05,08:15,-1,2,",
        "North,7,2024-01-05,noon,3,2,",
        "North,7,2024-01-05,08:20,3,two,",
        "North,,2024-01-05,08:25,3,2,",
    )
    assert reading.log.seen.tolist() == [28_800]
    assert rows_of(reading.excluded) == [
        (3, Reason.DUPLICATE, "2024-01-05 08:00:00"),
        (4, Reason.NO_NUMBER, ""),
        (5, Reason.NO_NUMBER, "-1"),
        (6, Reason.UNREADABLE, "…"),
        (7, Reason.NO_NUMBER, "…"),
        (8, Reason.NO_NAME, ""),
    ]
    with pytest.raises(RecordsError, match="no row can be used"):
        series("North,7,2024-01-05,noon,3,2,")


@pytest.mark.skipif(not WARSAW.is_dir(), reason="the records of Warsaw are not on this machine")
def test_the_records_of_warsaw_are_read_without_options():
    tickets = read_tickets(WARSAW / "tickets.csv.gz")
    assert (len(tickets.log.taken), len(tickets.log.queues)) == (47_707, 110)
    assert not len(tickets.excluded)
    assert tickets.remarks == []
    snapshots = read_snapshots(WARSAW / "snapshots.csv.gz", queue_names=tickets.queue_ids)
    assert (len(snapshots.log.seen), len(snapshots.log.queues)) == (454_538, 364)
    assert not len(snapshots.excluded)
    assert queues(tickets.log) <= queues(snapshots.log)


def queues(log):
    return {
        (log.offices[office], name) for office, name in zip(log.office, log.queues, strict=True)
    }
