"""Moments as texts, as the tests of the Center write and read them.

`"07:30"` on day 0, `"2 07:30"` on day 2, `"2 07:30:05"` to the second; or plain seconds.
"""

from collections.abc import Iterable

from simulator.demand.workload import DAY, FAR, NONE

MINUTE, HOUR = 60, 3_600

Moment = int | str


def at(moment: Moment) -> int:
    """Seconds of a moment, `at("1 07:30")`."""
    if isinstance(moment, int):
        return moment
    day, clock = moment.split() if " " in moment else ("0", moment)
    hours, minutes, seconds = (*map(int, clock.split(":")), 0)[:3]
    return int(day) * DAY + hours * HOUR + minutes * MINUTE + seconds


def told(moment: int) -> str:
    """The text of a moment, as `at` reads it; "never" for one that did not come."""
    if moment == NONE or moment >= FAR:
        return "never"
    day, second = divmod(int(moment), DAY)
    text = f"{second // HOUR:02}:{second // MINUTE % 60:02}"
    text += f":{second % MINUTE:02}" if second % MINUTE else ""
    return f"{day} {text}" if day else text


def spans(hours: Iterable[str], day: int) -> list[tuple[int, int]]:
    """Intervals of a day from texts such as "07:30-11:30"."""
    bounds = (text.split("-") for text in hours)
    return [(day * DAY + at(start), day * DAY + at(end)) for start, end in bounds]
