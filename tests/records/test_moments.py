"""Dates and times are read as they are written, a column at a time."""

import numpy as np
import pyarrow as pa
import pytest

from simulator.records.moments import NO_DAY, CellKind, Zones, in_zone, read_moments

MOMENTS = {
    "2024-01-05 08:03:00": "2024-01-05T08:03:00",
    "2024-01-05T08:03:07.123456": "2024-01-05T08:03:07",
    "2024/1/5 8:03": "2024-01-05T08:03:00",
    "20240105080300": "2024-01-05T08:03:00",
    "20240105T0803": "2024-01-05T08:03:00",
    "05/01/2024 08:03": "2024-01-05T08:03:00",
    "5/1/2024  8:03:07": "2024-01-05T08:03:07",
    "05-01-2024, 08:03": "2024-01-05T08:03:00",
    "05.01.24 8:03": "2024-01-05T08:03:00",
    "05/01/2024 8h03": "2024-01-05T08:03:00",
    "05/01/2024 8 giờ 03 phút": "2024-01-05T08:03:00",
    "05/01/2024 8h": "2024-01-05T08:00:00",
    "08:03 05/01/2024": "2024-01-05T08:03:00",
    "08:03:07 ngày 5/1/2024": "2024-01-05T08:03:07",
    "05/01/2024 08:03:07 PM": "2024-01-05T20:03:07",
    "05/01/2024 08:03 SA": "2024-01-05T08:03:00",
    "05/01/2024 12:03 CH": "2024-01-05T12:03:00",
    "05/01/2024 12:03 am": "2024-01-05T00:03:00",
    "05-JAN-24 08:03:07": "2024-01-05T08:03:07",
    " 2024-02-29 23:59:59 ": "2024-02-29T23:59:59",
}


def texts(*cells):
    return pa.chunked_array([pa.array(cells, pa.string())])


def read(*cells, month_first=False):
    written = read_moments(texts(*cells), Zones())
    days = written.days(month_first=month_first).astype(np.int64)
    moments = (days * 86_400 + written.second).astype("datetime64[s]")
    wrong = (written.kind != CellKind.MOMENT) | (days == NO_DAY)
    return ["" if bad else str(moment) for bad, moment in zip(wrong, moments, strict=True)]


def test_moments_are_read_as_they_are_written():
    assert dict(zip(MOMENTS, read(*MOMENTS), strict=True)) == MOMENTS


def test_cells_of_many_shapes_and_chunks_are_read_each_as_it_is():
    cells = [*MOMENTS, "", "nothing of the sort"] * 2_000
    column = pa.chunked_array(
        [pa.array(cells[:7]), pa.array(cells[3:20_011])[4:], pa.array(cells[20_011:])]
    )
    written = read_moments(column, Zones())
    whole = np.resize(
        np.append(written.kind[: len(MOMENTS)], [CellKind.NOTHING, CellKind.UNREADABLE]), len(cells)
    )
    assert np.array_equal(written.kind, whole)
    assert np.array_equal(written.second, np.resize(written.second[: len(MOMENTS) + 2], len(cells)))


@pytest.mark.parametrize(
    "cell",
    [
        "2024-02-30 08:00",
        "2023-02-29 08:00",
        "2024-13-01 08:00",
        "00/01/2024 08:00",
        "2024-01-05 24:00",
        "2024-01-05 08:60",
        "2024-01-05 08:00:60",
        "13:00 PM 05/01/2024",
        "1850-01-01 08:00",
        "soon",
        "2024-01-05",
        "08:00",
        "2024-01-05 08",
        "2024-1-5-08:00",
        "٢٠٢٤-٠١-٠٥ ٠٨:٠٠",
        "2024-01-05 08:00 " * 5,
        "\0" * 19,
    ],
)
def test_what_is_no_moment_is_none(cell):
    assert read("2024-01-05 08:00", cell, "2024-01-05 08:00")[1] == ""


@pytest.mark.parametrize(
    "cell", ["", " ", "-", "--", "NULL", "null", "N/A", "nan", "NaT", "None", "\\N"]
)
def test_what_says_nothing_is_nothing(cell):
    assert read_moments(texts(cell), Zones()).kind.tolist() == [CellKind.NOTHING]


def test_dates_that_may_be_read_in_two_ways_vote():
    def votes(*cells):
        return read_moments(texts(*cells), Zones()).votes

    assert votes("05/01/2024 08:00", "2024-01-25 08:00") == (0, 0)
    assert votes("25/01/2024 08:00", "05/01/2024 08:00", "99/99/2024 08:00") == (1, 0)
    assert votes("01/25/2024 08:00", "13/13/2024 08:00", "01/31/2024 08:00") == (0, 2)
    assert read("01/25/2024 08:00", "2024-01-05 08:00", month_first=True) == [
        "2024-01-25T08:00:00",
        "2024-01-05T08:00:00",
    ]


def test_zones_are_known_by_name_and_by_offset():
    zones = Zones()
    cells = [
        "Z",
        "+07:00",
        " +0700",
        "+07",
        " UTC",
        " GMT+7",
        "-03:30",
        " Asia/Ho_Chi_Minh",
        " Mars/Base",
        " Etc/GMT-7",
        " XYZ",
        "",
    ]
    written = read_moments(texts(*(f"2024-01-05T08:00:00{zone}" for zone in cells)), zones)
    assert [zones.names[code] for code in written.zone.tolist()] == [
        "UTC",
        "+07:00",
        "+07:00",
        "+07:00",
        "UTC",
        "+07:00",
        "-03:30",
        "Asia/Ho_Chi_Minh",
        "?",
        "?",
        "?",
        "",
    ]


def test_offsets_may_differ_from_row_to_row():
    zones = Zones()
    cells = ["2024-03-30T08:00:00+01:00", "2024-04-01T08:00:00+02:00", "2024-04-02T08:00:00+99:00"]
    written = read_moments(texts(*cells), zones)
    assert [zones.names[code] for code in written.zone.tolist()] == ["+01:00", "+02:00", "?"]


def test_local_times_are_taken_to_another_zone():
    def seconds(*moments):
        return np.array(moments, "datetime64[s]").astype(np.int64)

    there = seconds("2024-01-05T01:00:00", "2024-07-05T01:00:00")
    for zone, here in {
        "Asia/Ho_Chi_Minh": ("2024-01-05T08:00:00", "2024-07-05T08:00:00"),
        "Europe/Warsaw": ("2024-01-05T02:00:00", "2024-07-05T03:00:00"),
        "+07:00": ("2024-01-05T08:00:00", "2024-07-05T08:00:00"),
    }.items():
        assert in_zone(there, "UTC", zone).tolist() == seconds(*here).tolist()
        assert in_zone(seconds(*here), zone, "UTC").tolist() == there.tolist()
