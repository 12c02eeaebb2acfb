"""What a ticket log becomes: tickets in their order, and a list of what is none."""

import datetime as dt

import numpy as np
import pytest

from simulator.language import use_language
from simulator.records import (
    TICKETS,
    Ending,
    Reason,
    RecordsError,
    columns_asked,
    read_tickets,
)
from simulator.reports.files import write_rows
from tests.records.conftest import rows_of

HOUR, MINUTE = 3600, 60


def test_a_log_becomes_arrays_in_the_order_in_which_tickets_were_taken(read):
    log = read(
        "2,Land,2024-01-08 08:10:00,2024-01-08 08:30:00,2024-01-08 08:45:00,Desk 2,served",
        "1,Land,2024-01-08 08:00:00,2024-01-08 08:05:30,2024-01-08 08:09:00,Desk 1,served",
        "1,Justice,2024-01-09 08:00:00,,,,cancelled",
    ).log
    assert log.first_day == dt.date(2024, 1, 8)
    assert (log.queues, log.counters, log.offices) == (
        ("Justice", "Land"),
        ("Desk 1", "Desk 2"),
        ("",),
    )
    assert log.queue.tolist() == [1, 1, 0]
    assert log.taken.tolist() == [8 * HOUR, 8 * HOUR + 10 * MINUTE, 32 * HOUR]
    assert log.called.tolist() == [8 * HOUR + 330, 8 * HOUR + 30 * MINUTE, -1]
    assert log.finished.tolist() == [8 * HOUR + 9 * MINUTE, 8 * HOUR + 45 * MINUTE, -1]
    assert log.counter.tolist() == [0, 1, -1]
    assert log.ending.tolist() == [Ending.SERVED, Ending.SERVED, Ending.LEFT]
    assert log.taken.dtype == np.int64


def test_vietnamese_headings_dates_and_states_are_recognised(read):
    reading = read(
        "A001;Đất đai;15/01/2024 07:31;15/01/2024 7h45;15/01/2024 08:00;Quầy 3;Đã hoàn thành",
        "A002;Đất đai;15/01/2024 07:32;15/01/2024 08:00;;Quầy 3;Vắng mặt",
        headings="Số vé;Lĩnh vực;Giờ lấy số;Giờ gọi;Giờ kết thúc;Quầy;Trạng thái",
    )
    log = reading.log
    assert log.first_day == dt.date(2024, 1, 15)
    assert (log.called - log.taken).tolist() == [14 * MINUTE, 28 * MINUTE]
    assert log.ending.tolist() == [Ending.SERVED, Ending.CALLED_IN_VAIN]
    assert not reading.times.is_in_doubt
    assert not reading.remarks


@pytest.mark.parametrize(
    ("headings", "row"),
    [
        ("Ngày,Số phiếu,Dịch vụ,Giờ lấy số,Giờ gọi", "15/01/2024,1,Đất đai,07:31:00,07:45:00"),
        ("so ve\tlinh vuc\tthoi gian lay so\tbat dau", "1\tĐất đai\t2024-01-15 07:31\t07:45"),
        (
            "ticket_no|service|issued_at|start_time",
            "1|Đất đai|2024-01-15T07:31:00|2024-01-15T07:45:00",
        ),
    ],
)
def test_times_of_day_belong_to_the_date_of_the_row(read, headings, row):
    log = read(row, headings=headings).log
    assert log.first_day == dt.date(2024, 1, 15)
    assert (log.taken.tolist(), log.called.tolist()) == ([27_060], [27_900])


def test_a_planner_names_the_columns_that_are_not_recognised(read):
    columns = {"taken": "T1", "called": "T2", "queue": "Phòng"}
    row = "2024-01-15 07:31,2024-01-15 07:45,A"
    log = read(row, headings="T1,T2,Phòng", columns=columns).log
    assert (log.queues, (log.called - log.taken).tolist()) == (("A",), [14 * MINUTE])
    with pytest.raises(RecordsError, match=r"no column 'T9'.*its headings are 'T1', 'T2', 'Phòng'"):
        read(row, headings="T1,T2,Phòng", columns={"taken": "T9"})
    with pytest.raises(RecordsError, match="no column is recognised as 'taken'"):
        read(row, headings="T1,T2,Phòng")


def test_dirty_rows_are_listed_with_their_reason_and_left_out(read):
    good = "1,A,2024-01-08 08:00:00,2024-01-08 08:05:00,2024-01-08 08:09:00,1,served"
    reading = read(
        good,
        "2,A,2024-01-32 08:00:00,,,,",
        "3,A,2024-01-08 08:00:00,2024-01-08 07:59:59,,1,",
        good,
        "4,A,,,,,",
        "5,A,2024-01-08 08:00:00,2024-01-08 08:10:00,2024-01-08 08:09:00,1,",
        "6,,2024-01-08 08:00:00,,,,",
        "7,A,2024-01-08 08:00:00,2024-01-10 08:00:00,,1,",
        "8,A,2024-01-08 08:00:00,soon,,1,",
        "9,A,2024-01-08 08:00:00",
        "10,A,2024-01-08 08:00:00,,,1,,more,yet more",
    )
    assert len(reading.log.taken) == 1
    assert rows_of(reading.excluded) == [
        (3, Reason.UNREADABLE, "2024-01-32 08:00:00"),
        (4, Reason.CALLED_EARLY, "2024-01-08 08:00:00 → 2024-01-08 07:59:59"),
        (5, Reason.DUPLICATE, "2024-01-08 08:00:00"),
        (6, Reason.NO_TIME, ""),
        (
            7,
            Reason.FINISHED_EARLY,
            "2024-01-08 08:00:00 → 2024-01-08 08:10:00 → 2024-01-08 08:09:00",
        ),
        (8, Reason.NO_NAME, ""),
        (9, Reason.TOO_LONG, "2024-01-08 08:00:00 → 2024-01-10 08:00:00"),
        (10, Reason.UNREADABLE, "…"),
        (11, Reason.CELLS, "3 cells, 7 headings"),
        (12, Reason.CELLS, "9 cells, 7 headings"),
    ]
    [remark] = reading.remarks
    assert remark.startswith("10 rows are left out (")
    assert f"{Reason.UNREADABLE}: 2" in remark


def test_the_rows_left_out_are_written_to_a_file(read, tmp_path):
    reading = read("1,A,2024-01-08 08:00,,,,", "2,A,8 o'clock,,,,")
    write_rows(tmp_path / "excluded.csv", reading.excluded.in_words())
    text = (tmp_path / "excluded.csv").read_text(encoding="utf-8-sig")
    assert text.splitlines()[0] == "file,row,reason,what stands there"
    assert text.splitlines()[1].endswith("log.csv,3,a time that cannot be read,8 …'…")


def test_the_same_number_another_day_or_in_another_queue_is_another_ticket(read):
    rows = [f"1,{queue},2024-01-0{day} 08:00,,,," for day in (8, 9) for queue in "AB"]
    reading = read(*rows, rows[0])
    assert len(reading.log.taken) == 4
    assert reading.excluded.counts == {Reason.DUPLICATE: 1}


def test_several_files_are_one_log(written):
    first = written("1,A,2024-01-08 08:00,,,,", name="january.csv")
    second = written(
        "A,02/02/2024 08:00", "A,never", headings="Hàng chờ,Giờ lấy số", name="february.csv.gz"
    )
    reading = read_tickets([first, second])
    assert reading.log.taken.tolist() == [8 * HOUR, 25 * 24 * HOUR + 8 * HOUR]
    assert reading.excluded.rows["file"].tolist() == [str(second)]


def test_queues_and_counters_are_told_apart_by_office(read):
    log = read(
        "North,A,1,2024-01-08 08:00,2024-01-08 08:01",
        "South,A,1,2024-01-08 08:00,2024-01-08 08:01",
        headings="office,queue,counter,taken,called",
    ).log
    assert (log.offices, log.queues, log.counters) == (("North", "South"), ("A", "A"), ("1", "1"))
    assert (log.office.tolist(), log.queue.tolist(), log.counter.tolist()) == (
        [0, 1],
        [0, 1],
        [0, 1],
    )


def test_a_state_that_is_no_known_word_is_said_to_tell_nothing(read):
    reading = read("1,A,2024-01-08 08:00,2024-01-08 08:01,,,XYZ")
    assert reading.log.ending.tolist() == [Ending.UNKNOWN]
    assert reading.remarks == ["of 1 ticket that was called the log does not say how it ended"]


def test_a_heading_that_is_given_twice_is_refused(read):
    with pytest.raises(RecordsError, match="'taken' is given twice"):
        read("2024-01-08 08:00,2024-01-08 08:00", headings="taken,taken")


def test_columns_are_mapped_by_texts_and_by_a_file(tmp_path):
    path = tmp_path / "columns.yaml"
    path.write_text("ticket: Số vé\ntaken: Lấy lúc\n", encoding="utf-8")
    asked = columns_asked([str(path), "taken=Giờ lấy số"], TICKETS)
    assert asked == {"ticket": "Số vé", "taken": "Giờ lấy số"}


@pytest.mark.parametrize(
    ("items", "message"),
    [
        (["takn=Giờ"], r"takn: there is no such column \(did you mean 'taken'\?\)"),
        (["taken"], "taken: cannot be read: there is no such file"),
        (["TAKEN.YAML"], "2: taken: a heading is due"),
    ],
)
def test_what_cannot_be_mapped_is_refused(tmp_path, monkeypatch, items, message):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "TAKEN.YAML").write_text("ticket: Số vé\ntaken: [a, b]\n", encoding="utf-8")
    with pytest.raises(RecordsError, match=message):
        columns_asked(items, TICKETS)


def test_the_rows_left_out_are_listed_in_the_language_that_is_spoken(read, tmp_path):
    reading = read("1,A,2024-01-08 08:00,,,,", "2,A,never,,,,")
    use_language("vi")
    try:
        write_rows(tmp_path / "excluded.csv", reading.excluded.in_words())
    finally:
        use_language("en")
    heads = (tmp_path / "excluded.csv").read_text(encoding="utf-8-sig").splitlines()[0]
    assert heads.count(";") == 3


def test_signs_that_no_text_has_are_spaces_in_names(read):
    log = read("1,La\0nd,2024-01-08 08:00:00,,,Desk\x7f\x1b 2,").log
    assert (log.queues, log.counters) == (("La nd",), ("Desk 2",))
