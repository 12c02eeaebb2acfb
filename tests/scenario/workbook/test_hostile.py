"""Three hundred hostile cells: each is read as it was meant, or refused at its cell."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from simulator.scenario import ScenarioError, load_scenario, read_resolved
from tests.scenario.workbook.conftest import textbook

WRONG = object()
"""A cell that is refused, whatever is told of it."""
TRUE, FALSE = "<true>", "<false>"
"""Stand for truth values, which are numbers as keys of these tables."""
TRUTH = {TRUE: True, FALSE: False}

DAY = date(2021, 2, 1)
NOON = datetime(2021, 2, 1, 12, tzinfo=UTC).replace(tzinfo=None)

SHARES = {
    0.18: 0.18, 0: 0, 0.95: 0.95, "18 %": "18 %", "18%": "18%", "0.18": 0.18, "0,18": 0.18,
    ".5": 0.5,
    " 0.5 ": 0.5, "0,5": 0.5, "0,9": 0.9, "0.125": 0.125, "0,125": 0.125, "1e-3": 0.001,
    "18,5 %": "18.5 %", 18: WRONG, 1.8: WRONG, -0.1: WRONG, "1.800": WRONG, "khoảng 0.2": WRONG,
    "180 %": WRONG, "-5 %": WRONG, "a": WRONG, "none": WRONG, "1/5": WRONG, "0.1-0.2": WRONG,
    "0,1,2": WRONG, "١": WRONG, "½": WRONG, "0.1.2": WRONG, "nan": WRONG, "inf": WRONG,
    "1e400": WRONG, "--": WRONG, "?": WRONG, "0x1": WRONG, "1_000": WRONG, "%": WRONG,
    TRUE: WRONG, FALSE: WRONG, DAY: WRONG, NOON: WRONG, time(12): WRONG,
    timedelta(minutes=3): WRONG,
    "=0.18": WRONG, "=A1": WRONG, "#N/A": WRONG, "#REF!": WRONG, "TRUE": WRONG, "\u202e0.1": WRONG,
    '=HYPERLINK("http://x")': WRONG, "=cmd|'/c calc'!A1": WRONG, "[0.1]": WRONG, "{a: 1}": WRONG,
    "!!python/object x": WRONG, "*a": WRONG, "&a 1": WRONG, "0.1\n0.2": WRONG,
}  # fmt: skip
VOLUMES = {
    1200: "1200 per year", 0: "0 per year", 0.5: "0.5 per year", 1e6: "1000000 per year",
    "1200": "1200 per year", "1.200.000": "1200000 per year", "1,200,000": "1200000 per year",
    "1 200 000": "1200000 per year", "1'200'000": "1200000 per year", "1200,5": "1200.5 per year",
    "1.200.000,5": "1200000.5 per year", "12,50": "12.5 per year", "0,125": "0.125 per year",
    "80 per working day": "80 per working day", "80 mỗi tháng": "80 mỗi tháng",
    "1e3": "1000 per year",
    1.125: "1.1250 per year", "  7 ": "7 per year", "\xa07": "7 per year", "7 mỗi giờ": "7 mỗi giờ",
    "1.200": WRONG, "1,200": WRONG, "12.000": WRONG, "1.200 per year": WRONG,
    "1,5 mỗi năm": "1.5 mỗi năm",
    -5: WRONG, 1e12: WRONG, "80 per day": WRONG, "80 mỗi ngày": WRONG, "80/ngày": WRONG,
    "nhiều": WRONG,
    "1200 hồ sơ": WRONG, "": None, "none": WRONG, "không": WRONG, "1200-1500": WRONG,
    "~1200": WRONG,
    TRUE: WRONG, DAY: WRONG, NOON: WRONG, time(12): WRONG, timedelta(days=1): WRONG,
    "=2*600": WRONG,
    "=SUM(A1:A9)": WRONG, "#DIV/0!": WRONG, "#VALUE!": WRONG, "1e400": WRONG, "NaN": WRONG,
    "1.2.3": WRONG, "1,2,3": WRONG, "1200 per": WRONG, "per year": WRONG, "１２": WRONG,
    "XII": WRONG,
    "1200 per year per year": WRONG, "\ufeff12": WRONG, "12 \u200bper year": WRONG,
}  # fmt: skip
LIMITS = {
    10: "10 working days", "10": "10 working days", "none": "none",
    "không": "none", "Không": "none", "NONE": "none", "trong ngày": "same day",
    "Trong  Ngày": "same day", "same day": "same day", "16 giờ làm việc": "16 giờ làm việc",
    "5 ngày làm việc": "5 ngày làm việc", "1 working day": "1 working day",
    10.5: WRONG, 0: WRONG, -1: WRONG, 99999: WRONG, "10 ngày": WRONG, "10 days": WRONG,
    "trong tuần": WRONG, "same": WRONG, "10,5": WRONG, "tối đa 10": WRONG, "?": WRONG, TRUE: WRONG,
    DAY: WRONG, time(8): WRONG, timedelta(days=10): WRONG, "=10": WRONG, "#NAME?": WRONG,
    "10-15": WRONG, "10/15": WRONG, "một": WRONG, "10 working days, 5 hours": WRONG,
}  # fmt: skip
FLAGS = {
    TRUE: True, FALSE: False, "có": True, "CÓ": True, "không": False, "yes": True, "No": False,
    "true": True, "FALSE": False, "Co": WRONG, "x": WRONG, 1: WRONG, 0: WRONG, "1": WRONG,
    "✓": WRONG,
    DAY: WRONG, "=TRUE()": WRONG, "#N/A": WRONG, "yes/no": WRONG, "có, không": WRONG, "y": WRONG,
}  # fmt: skip
PLACES = {
    "center": "center", "the Center": "center", "Trung tâm": "center", "TRUNG TÂM": "center",
    "headquarters": "headquarters", "trụ sở": "headquarters", "  trụ sở ": "headquarters",
    "xã": WRONG, "trung tam": WRONG, 1: WRONG, TRUE: WRONG, DAY: WRONG, "=B2": WRONG, "~": WRONG,
    "center, headquarters": WRONG, "[center]": WRONG, "center ": "center", "": None,
}  # fmt: skip
BUNDLES = {
    "1: 0.9, 2: 0.1": {"1": 0.9, "2": 0.1}, "1: 0,9; 2: 0,1": {"1": 0.9, "2": 0.1},
    "1: 90 %; 2: 10 %": {"1": "90 %", "2": "10 %"}, "1: 0.9\n2: 0.1": {"1": 0.9, "2": 0.1},
    "{1: 1}": {"1": 1}, "1: 1": {"1": 1}, "1: 0.5; 2: 0.5;": {"1": 0.5, "2": 0.5},
    "1: 0,9, 2: 0,1": WRONG, "1 0.9": WRONG, "5%": WRONG,
    "1: 0.9": WRONG, "1:0.9, 2:0.1": WRONG, "a: 1": WRONG,
    "1: 0.9; 1: 0.1": WRONG, "1: 0.9, 1: 0.1": WRONG, "{1: 1": WRONG, "1: {a: 1}": WRONG, 1: WRONG,
    0.9: WRONG, TRUE: WRONG, DAY: WRONG, "=A1": WRONG, "1: !!x 1": WRONG, "1: *a": WRONG,
    "1: &a 1": WRONG, "1:": WRONG, ":": WRONG, "0: 1": WRONG, "1.5: 1": WRONG, "]": WRONG,
    "}{": WRONG,
    "[" * 100: WRONG, "1; 2": WRONG, "1: 1,0; 2: 0,0": {"1": 1, "2": 0}, "'1': 1": {"1": 1},
}  # fmt: skip
MEANS = {
    12: {"constant": "12 min"}, "12": {"constant": "12 min"}, "12,5": {"constant": "12.5 min"},
    "12 phút": {"constant": "12 phút"}, "90 s": {"constant": "90 s"}, 0: {"constant": "0 min"},
    0.5: {"constant": "0.5 min"}, "1.5 h": {"constant": "1.5 h"}, "2 giờ": {"constant": "2 giờ"},
    "12,5 phút": {"constant": "12.5 phút"},
    "12-15 phút": WRONG, "10-15": WRONG, "khoảng 10 phút": WRONG, "1h30": WRONG,
    -1: WRONG, 1e9: WRONG, "1.200": WRONG, time(0, 12): WRONG, timedelta(minutes=12): WRONG,
    TRUE: WRONG,
    DAY: WRONG, NOON: WRONG, "00:12": WRONG, "12 phut ruoi": WRONG, "=12": WRONG, "#NUM!": WRONG,
    "none": WRONG, "không": WRONG, "{gamma: {mean: 1 min, cv: 1}}": WRONG, "12 min 30 s": WRONG,
    "12'": WRONG, '30"': WRONG, "mười hai": WRONG, "12 tuần": WRONG, "∞": WRONG,
}  # fmt: skip
HEADINGS = {
    "Sent back incomplete at reception, chance each time": (("incomplete",), SHARES),
    "Dossiers (per year)": (("volume",), VOLUMES),
    "Limit (working days)": (("limit",), LIMITS),
    "The citizen waits through all steps": (("on_the_spot",), FLAGS),
    "Appraised and approved at": (("back_office",), PLACES),
    "Dossiers that one visit brings, chances": (("bundle",), BUNDLES),
    "Service times: Receive, mean (min)": (("steps", "receive"), MEANS),
}

OFFICERS = {
    3: 3, "3": 3, 0: WRONG, -1: WRONG, 2.5: WRONG, "2,5": WRONG, "ba": WRONG, 1e9: WRONG,
    TRUE: WRONG, DAY: WRONG, "=3": WRONG, "3 người": WRONG, "1.000": WRONG, "none": WRONG,
}  # fmt: skip
SERVES = {
    "receive/any": ("receive/any",), "Tiếp nhận/any": ("receive/any",),
    "receive / any": ("receive/any",), "receive/any, receive/all": ("receive/any", "receive/all"),
    "receive/any; tiếp nhận/tất cả": ("receive/any", "receive/all"),
    "[receive/any]": ("receive/any",),
    "receive/any\nreceive/all": ("receive/any", "receive/all"), '"receive/any"': ("receive/any",),
    "receive": WRONG, "receive/land": WRONG, "any/receive": WRONG, "receive/any receive/all": WRONG,
    3: WRONG, TRUE: WRONG, DAY: WRONG, "=A1": WRONG, "[receive/any": WRONG,
    "receive/any,": ("receive/any",),
    "receive\\any": WRONG, "/": WRONG, "receive/": WRONG, "/any": WRONG, "*": WRONG,
    "receive/any/all": WRONG,
}  # fmt: skip
GROUPS = {"Officers": (("officers",), OFFICERS), "Serves": (("serves",), SERVES)}

DATES = {
    DAY: "2021-02-01", "2021-02-01": "2021-02-01", "01/02/2021": "01/02/2021", 44228: "2021-02-01",
    "1/2/2021": "1/2/2021", datetime(2021, 2, 1): "2021-02-01",  # noqa: DTZ001  # as a cell has it
    NOON: WRONG, "29/02/2021": WRONG, "2021-02-30": WRONG, "1/13/2021": WRONG, "1.2.2021": WRONG,
    "tháng 2": WRONG, 2021: WRONG, 20210201: WRONG, -1: WRONG, TRUE: WRONG, time(8): WRONG,
    "=TODAY()": WRONG, "44228": WRONG, "01/02/21": WRONG, "0000-00-00": WRONG, "Feb 1, 2021": WRONG,
}  # fmt: skip

COUNT = sum(len(cells) for _path, cells in (*HEADINGS.values(), *GROUPS.values())) + len(DATES)


def at(tree, path):
    node = tree.at(path)
    return node.plain() if node else None


def rows_of(heads, cells_of, whole):
    """A row for each hostile cell, its thing otherwise right, and what is to come of it."""
    rows, expected = [heads], {}
    for column, heading in enumerate(heads):
        path, cells = cells_of.get(heading, ((), {}))
        for raw, meaning in cells.items():
            row = list(whole)
            row[0] = f"n{len(rows)}"
            row[column] = TRUTH.get(raw, raw)
            rows.append(row)
            expected[len(rows), column] = path, raw, meaning
    return rows, expected


def check(path, sheet, expected, section):
    """Check that each hostile cell is read or refused as it must be."""
    with pytest.raises(ScenarioError) as caught:
        load_scenario(path)
    told = {str(problem.line) for problem in caught.value.problems}
    try:
        tree = read_resolved(path).tree
    except ScenarioError:
        pytest.fail("the workbook as a whole is refused")
    odd = []
    for (row, column), (below, raw, meaning) in expected.items():
        cell = f"{sheet}!{chr(ord('A') + column)}{row}"
        if meaning is WRONG:
            if cell not in told:
                odd.append((cell, raw, "is not refused"))
        elif cell in told or at(tree, (section, f"n{row - 1}", *below)) != meaning:
            read = at(tree, (section, f"n{row - 1}", *below))
            odd.append((cell, raw, read, [p for p in caught.value.problems if str(p.line) == cell]))
    assert odd == []


def in_parts(rows, expected, size=70):
    """Parts of the rows: of each file only so many problems are looked for."""
    for first in range(1, len(rows), size):
        part = range(first, min(first + size, len(rows)))
        shift = first - 1
        yield (
            [rows[0], *(rows[row] for row in part)],
            {
                (row - shift, column): told
                for (row, column), told in expected.items()
                if row - 1 in part
            },
        )


def test_there_are_three_hundred_of_them():
    assert COUNT >= 300


def test_hostile_cells_of_procedures_are_read_as_meant_or_refused(save):
    heads = ["Procedure, short name", "Field", *HEADINGS]
    whole = ["", "any", None, 5, None, None, None, None, 3]
    rows, expected = rows_of(heads, HEADINGS, whole)
    for row, entry in enumerate(rows[1:], start=1):
        entry[0] = f"n{row}"
    for part, told in in_parts(rows, expected):
        for row, entry in enumerate(part[1:], start=1):
            entry[0] = f"n{row}"
        check(save(textbook() | {"Procedures": part}), "Procedures", told, "procedures")


def test_hostile_cells_of_staff_are_read_as_meant_or_refused(save):
    rows, expected = rows_of(
        ["Group, short name", "Officers", "Serves"], GROUPS, ["", 1, "receive/all"]
    )
    check(save(textbook() | {"Staff": rows}), "Staff", expected, "staff")


def test_hostile_dates_are_read_as_meant_or_refused(save):
    rows = [["Group, short name", "From", "To", "Officers"]]
    rows += [["clerks", TRUTH.get(raw, raw), "2023-12-30", 1] for raw in DATES]
    path = save(textbook() | {"Staff changes": rows})
    with pytest.raises(ScenarioError) as caught:
        load_scenario(path)
    told = {str(problem.line) for problem in caught.value.problems}
    changes = read_resolved(path).tree.at(("staff", "clerks", "changes")).items
    read = {
        raw: WRONG if f"Staff changes!B{row}" in told else change.child("from").plain()
        for row, (raw, change) in enumerate(zip(DATES, changes, strict=False), start=2)
    }
    assert read == DATES
