"""Headings: what the columns of an export are, in English or Vietnamese, or as a planner says.

In: the headings of a table, and what a planner says of them. Out: which column is what. The cells
are not known here.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from simulator.language import _
from simulator.records.problems import RecordsError
from simulator.scenario.names import composed
from simulator.scenario.near_matches import near_match
from simulator.scenario.reader import read_file

Vocabulary = dict[str, str]
"""By what a column is, the headings that say so: plain, apart by commas, the likeliest first."""

TICKETS: Vocabulary = {
    "ticket": "ticket, ticket no, ticket number, ticket id, number, token, so ve, so phieu, "
    "ma ve, ma phieu, so thu tu, so da cap, so",
    "queue": "queue, queue name, service, service name, line, category, field, linh vuc, "
    "ten linh vuc, hang cho, hang doi, dich vu, ten dich vu, loai dich vu, nghiep vu, "
    "nhom thu tuc",
    "queue_id": "queue id, queue code, service id, ma hang cho, ma linh vuc, ma dich vu",
    "taken": "taken, taken at, issued, issued at, issue time, ticket time, printed at, created, "
    "created at, arrival, arrival time, arrived, arrived at, check in, check in time, "
    "registered at, gio lay so, thoi gian lay so, thoi diem lay so, ngay gio lay so, gio lay ve, "
    "thoi gian lay ve, gio lay phieu, thoi gian lay phieu, gio cap so, thoi gian cap so, "
    "gio in phieu, thoi gian in phieu, gio den, thoi gian den, thoi diem den",
    "called": "called, called at, call time, start, started, started at, start time, "
    "service start, service start time, gio goi, thoi gian goi, thoi diem goi, gio goi so, "
    "thoi gian goi so, ngay gio goi, bat dau, gio bat dau, thoi gian bat dau, bat dau phuc vu, "
    "gio bat dau phuc vu, thoi gian bat dau phuc vu",
    "finished": "finished, finished at, finish time, end, ended, ended at, end time, completed, "
    "completed at, closed at, service end, service end time, ket thuc, gio ket thuc, "
    "thoi gian ket thuc, thoi diem ket thuc, gio hoan thanh, thoi gian hoan thanh, "
    "ket thuc phuc vu, gio ket thuc phuc vu, thoi gian ket thuc phuc vu, gio xong",
    "counter": "counter, counter no, counter name, desk, window, booth, quay, so quay, quay so, "
    "ten quay, quay goi, quay phuc vu, quay giao dich, cua so, officer, teller, can bo, "
    "can bo tiep nhan, cong chuc, nhan vien",
    "office": "office, branch, site, location, center, centre, don vi, co quan, trung tam, "
    "dia diem, chi nhanh, diem tiep nhan",
    "state": "state, status, outcome, result, trang thai, tinh trang, ket qua",
    "date": "date, day, ngay, ngay lay so, ngay giao dich",
}
"""The columns of a ticket log."""

SNAPSHOTS: Vocabulary = {
    "office": TICKETS["office"],
    "queue": TICKETS["queue"],
    "queue_id": TICKETS["queue_id"],
    "date": TICKETS["date"],
    "seen": "seen, seen at, time, timestamp, observed at, snapshot time, gio, thoi gian, "
    "thoi diem, gio ghi nhan, thoi diem ghi nhan",
    "waiting": "waiting, people waiting, queue length, in queue, dang cho, so nguoi cho, "
    "so nguoi dang cho, so luong cho",
    "booths": "booths, active booths, open booths, counters, open counters, active counters, "
    "quay mo, so quay mo, so quay dang mo, so quay hoat dong",
    "last_called": "last called, last called no, last number, current number, now serving, "
    "so vua goi, so dang goi, so goi cuoi, so dang phuc vu",
}
"""The columns of a series of snapshots."""

_PRIVATE = re.compile(
    r"\b(?:ho (?:va )?ten|ten (?:nguoi|khach|cong dan)|nguoi (?:dan|nop)|chu ho so|khach hang|"
    r"cong dan|dien thoai|di dong|sdt|dia chi|cccd|cmnd|can cuoc|dinh danh|ho chieu|"
    r"(?:full|first|last|customer|client|citizen|applicant) ?name|name|surname|customer|citizen|"
    r"phone|mobile|tel|telephone|e ?mail|address|passport)\b"
)

_OFFICERS = re.compile(
    r"\b(?:can bo|cong chuc|vien chuc|nhan vien|officer|clerk|employee|staff|agent|teller|user)\b"
)


@cache
def plain(heading: str) -> str:
    """Return a heading without marks, signs and capitals, as headings are compared.

    Examples
    --------
    >>> plain("Giờ lấy số (hh:mm)"), plain("taken_at")
    ('gio lay so', 'taken at')
    """
    text = re.sub(r"\(.*?\)|\[.*?\]", " ", heading.casefold()).replace("đ", "d")
    letters = (sign for sign in unicodedata.normalize("NFD", text) if sign.isascii())
    return " ".join(re.findall(r"[a-z0-9]+", "".join(letters)))


def is_of_people(heading: str) -> bool:
    """Whether a heading says that names, phone numbers or the like stand below it."""
    return bool(_PRIVATE.search(plain(heading)))


def is_of_officers(heading: str) -> bool:
    """Whether a heading says that officers stand below it, who have names."""
    return bool(_OFFICERS.search(plain(heading)))


def recognised(
    headings: Sequence[str], vocabulary: Vocabulary, asked: Mapping[str, str]
) -> dict[str, int]:
    """Return the places of the columns that are recognised, by what they are.

    Parameters
    ----------
    headings
        Of the table.
    vocabulary
        What there may be.
    asked
        Headings by what they are, as a planner says; these come first.
    """
    names = [composed(heading.strip()) for heading in headings]
    columns = {what: names.index(name) for what, name in asked.items() if name in names}
    known = [plain(name) for name in names]
    for what, words in vocabulary.items():
        free = (known.index(word) for word in words.split(", ") if word in known)
        place = next((place for place in free if place not in columns.values()), None)
        if what not in asked and place is not None:
            columns[what] = place
    return columns


def columns_asked(items: Iterable[str], vocabulary: Vocabulary) -> dict[str, str]:
    """Return the headings that a planner maps, by what they are.

    Parameters
    ----------
    items
        Texts such as ``taken=Giờ lấy số``, and names of YAML files with lines such as
        ``taken: Giờ lấy số``.
    vocabulary
        What there may be.

    Raises
    ------
    RecordsError
        If a file cannot be read, or there is no such column.
    """
    asked: dict[str, str] = {}
    for item in items:
        what, sign, heading = item.partition("=")
        asked |= {what.strip(): composed(heading.strip())} if sign else _of_file(Path(item))
    if unknown := next((what for what in asked if what not in vocabulary), None):
        raise RecordsError(
            _(
                "{column}: there is no such column{hint}: map one of {choices}",
                column=unknown,
                hint=near_match(unknown, vocabulary),
                choices=", ".join(vocabulary),
            )
        )
    return asked


def _of_file(path: Path) -> dict[str, str]:
    tree, problems = read_file(path)
    if tree is None or problems:
        raise RecordsError("\n".join(map(str, problems)))
    columns: dict[str, str] = {}
    for what, node in tree.entries.items():
        if not isinstance(node.value, str):
            raise RecordsError(
                _("{place}: {column}: a heading is due", place=node.place, column=what)
            )
        columns[what] = node.value.strip()  # composed when it was read
    return columns
