"""Seats: who sits at the desk, with today's scenario, the plans of late, and those kept.

In: the cookie of a request. Out: a `Seat`, which has one thing worked at, at a time. There are
few of them: the one that was idle longest goes.
"""

from asyncio import Lock as Turn
from collections import OrderedDict, defaultdict
from collections.abc import Mapping
from secrets import token_urlsafe
from threading import Event, Lock
from typing import NamedTuple
from weakref import WeakSet

from simulator.language import mistake
from simulator.web.logs import DroppedLog
from simulator.web.plans import Changes, DeskPlan
from simulator.web.shelf import Shelf

MOST_SEATS = 8
MOST_PLANS = 8
"""Plans of late that can still be asked for, beside those that are kept."""
MOST_KEPT = 4


class Laid(NamedTuple):
    """A scenario on a desk, with what was made of it."""

    today: DeskPlan
    file: str
    kept: dict[str, str]
    plans: OrderedDict[str, DeskPlan]


class Seat:
    """One planner's desk."""

    def __init__(self, today: DeskPlan, file: str) -> None:
        self.today, self.file = today, file
        self.before: Laid | None = None
        """What was on the desk before today's scenario."""
        self.log: DroppedLog | None = None
        """A ticket log that was dropped on the page."""
        self.kept: dict[str, str] = {}
        """What kept plans are called, by their keys."""
        self.turns: defaultdict[str, Turn] = defaultdict(Turn)
        """By what is asked for: one request of a kind is answered at a time."""
        self._plans: OrderedDict[str, DeskPlan] = OrderedDict()
        self._work = Event()
        self._aside = WeakSet[Event]()

    def begin(self, today: DeskPlan, file: str, log: DroppedLog | None) -> None:
        """Lay another scenario on the desk; what was there can be gone back to."""
        self._lay(Laid(today, file, {}, OrderedDict()))
        self.log = log

    def go_back(self) -> None:
        """Lay what was there before on the desk, as it was left; what is there can be gone back to.

        Raises
        ------
        ValueError
            If nothing was there.
        """
        if self.before is None:
            raise mistake("no other scenario was on the desk before")
        self._lay(self.before)

    def _lay(self, laid: Laid) -> None:
        self.given_up()
        self.before = Laid(self.today, self.file, self.kept, self._plans)
        self.today, self.file, self.kept, self._plans = laid

    def add(self, plan: DeskPlan) -> None:
        """Lay a plan on the desk; the oldest that is not kept goes."""
        self._plans[plan.key] = plan
        loose = [key for key in self._plans if key not in self.kept]
        for key in loose[:-MOST_PLANS]:
            del self._plans[key]

    @property
    def plans(self) -> Mapping[str, DeskPlan]:
        """The plans on the desk, by key."""
        return self._plans

    @property
    def changes(self) -> Changes:
        """What the plan that was laid on the desk last has other than today."""
        return next(reversed(self._plans.values())).changes if self._plans else {}

    def given_up(self) -> Event:
        """Give up what is worked at; return what says of the next whether it is given up."""
        self._work.set()
        self._work = Event()
        return self._work

    def aside(self) -> Event:
        """Return what says whether work is given up that goes on beside that of the seat."""
        work = Event()
        self._aside.add(work)
        return work

    def close(self) -> None:
        """Give up whatever is worked at."""
        for work in (self.given_up(), *self._aside):
            work.set()


class Seats:
    """All that sit at the desk."""

    def __init__(self, today: DeskPlan, file: str) -> None:
        self.today, self._file = today, file
        self.shelf = Shelf()
        """Replications of all of them."""
        self._seats: OrderedDict[str, Seat] = OrderedDict()
        self._lock = Lock()
        self._standing = defaultdict[str, Turn](Turn)

    def turn(self, cookie: str | None, name: str) -> Turn:
        """Return whose turn it is at something; all who have no seat wait for each other."""
        seat = self.of(cookie)
        return (seat.turns if seat else self._standing)[name]

    def of(self, cookie: str | None) -> Seat | None:
        """Return the seat of a cookie, if there is still one."""
        with self._lock:
            if cookie is None or cookie not in self._seats:
                return None
            self._seats.move_to_end(cookie)
            return self._seats[cookie]

    def begin(self) -> tuple[Seat, str]:
        """Have somebody sit down; return the seat with its cookie."""
        cookie = token_urlsafe(24)
        seat = Seat(self.today, self._file)
        with self._lock:
            self._seats[cookie] = seat
            while len(self._seats) > MOST_SEATS:
                _cookie, oldest = self._seats.popitem(last=False)
                oldest.close()
        return seat, cookie

    def close(self) -> None:
        """Give up whatever is worked at."""
        with self._lock:
            for seat in self._seats.values():
                seat.close()
