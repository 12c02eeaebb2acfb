"""A day written down by hand: who came and who worked, said in the test that looks at it."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import numpy as np

from simulator.center.outcome import TripEnd
from simulator.demand.workload import NONE
from simulator.measures import DayRecord


def at(clock: str) -> int:
    """Second of the day."""
    hour, minute = clock.split(":")
    return 3600 * int(hour) + 60 * int(minute)


class Visit(NamedTuple):
    arrival: str
    call: str = ""
    end: str = ""
    field: int = 0
    officer: int = 0
    ended: TripEnd = TripEnd.SERVED


def a_day(
    *visits: Visit,
    officers: Sequence[int] = (0, 0, 1),
    duty: Sequence[tuple[int, str, str]] = ((0, "7:30", "11:30"), (0, "13:30", "17:00")),
    work: Sequence[tuple[int, str, str, int]] = (),
    fields: tuple[str, ...] = ("land", "justice"),
    groups: tuple[str, ...] = ("land-counter", "counters"),
) -> DayRecord:
    """12 March 2021; stations have the numbers of their fields, other numbers hold no tickets."""

    def moments(name: str) -> np.ndarray:
        texts = [getattr(visit, name) for visit in visits]
        return np.array([at(text) if text else NONE for text in texts], np.int64)

    called = np.array([bool(visit.call) for visit in visits], np.bool_)
    field = np.array([visit.field for visit in visits], np.int32)
    return DayRecord(
        date=date(2021, 3, 12),
        fields=fields,
        stations=(*(f"receive/{name}" for name in fields), "approve/land"),
        groups=groups,
        arrival=moments("arrival"),
        call=moments("call"),
        end=moments("end"),
        field=field,
        station=field,
        officer=np.where(called, [visit.officer for visit in visits], NONE).astype(np.int32),
        ended=np.array([visit.ended for visit in visits], np.int8),
        stayed=np.zeros(len(visits), np.bool_),
        officer_group=np.array(officers, np.int32),
        duty=spans(*duty),
        work=np.array(
            [(officer, at(start), at(end), where) for officer, start, end, where in work], np.int64
        ).reshape(-1, 4),
    )


def spans(*of: tuple[int, str, str]) -> np.ndarray:
    """Officer, start, end."""
    seconds = [(officer, at(start), at(end)) for officer, start, end in of]
    return np.array(seconds, np.int64).reshape(-1, 3)
