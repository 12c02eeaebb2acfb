"""The desk: what each address of it does, once the program is loaded.

In: a scenario, with which chances and how often plans are run, and requests. Out: their answers.
What an answer contains is made elsewhere: here a planner's seat and the plan are found, and work is
begun.
"""

from asyncio import Lock as Turn
from functools import partial
from pathlib import PurePosixPath
from urllib.parse import unquote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from simulator.language import N_, _, mistake
from simulator.scenario import Resolved, ScenarioError
from simulator.scenario.clocks import parse_date
from simulator.scenario.problems import Cell
from simulator.scenario.workbook.wording import told_by_cell
from simulator.studies.compiling import compile_engine
from simulator.studies.day import Which
from simulator.studies.last_used import LastUsed
from simulator.web import telling
from simulator.web.answering import Answering
from simulator.web.background import Background
from simulator.web.day import day_of
from simulator.web.downloads import TYPES, Download
from simulator.web.form import form
from simulator.web.guard import cookie, refused
from simulator.web.logs import LARGEST, DroppedLog, dropped
from simulator.web.plans import DeskPlan
from simulator.web.requests import Refusal, body_of, data_of, text_in
from simulator.web.seats import MOST_KEPT, Seat, Seats
from simulator.web.streaming import IsGivenUp, Work, alone, as_events, streamed, worked

COOKIE = "onestop_desk"

MOST_BACKGROUNDS = 4
"""Plans of which it is kept what was worked out in the background."""
MOST_CHANGES = 200
"""Values that a plan has other than today: what each does to the sources is looked at."""
LONGEST_NAME = 100
_CLEARED = N_("the desk was cleared meanwhile: open the page anew")
_DAYS: dict[str, Which] = {"typical": "typical", "worst": "worst"}


class Desk:
    """The addresses of the desk.

    Parameters
    ----------
    today
        The scenario as it was put together.
    file
        What its file is called; empty where it is none.
    seed, replications
        Of every scenario that is tried.

    Raises
    ------
    ScenarioError, ValueError
        If the scenario cannot be run.
    """

    def __init__(self, today: Resolved, *, file: str, seed: int, replications: int) -> None:
        self._seats = Seats(DeskPlan.of(today), file)
        self._asked = Answering(seed, replications, self._seats.shelf)
        self._backgrounds = LastUsed[str, Background](MOST_BACKGROUNDS)

    def warm(self) -> None:
        """Load the engine, and have the first replication of today ready."""
        compile_engine()
        self._asked.first(self._seats.today)

    def close(self) -> None:
        """Give up whatever is worked at."""
        self._seats.close()

    def turn(self, request: Request, name: str) -> Turn:
        """Return whose turn it is at something."""
        return self._seats.turn(_cookie(request), name)

    @staticmethod
    def problems(error: ValueError) -> Response:
        """Say what a planner got wrong, each at its path or its cell: the request is in order."""
        if not isinstance(error, ScenarioError):
            return refused(200, str(error))
        told = [
            {
                "path": each.path,
                "message": str(told_by_cell(each)) if isinstance(each.line, Cell) else each.message,
            }
            for each in error.problems
        ]
        return JSONResponse({"problems": told})

    async def desk(self, request: Request) -> Response:
        """Send what is on the desk; who has none yet sits down."""
        seat, taken = self._seats.of(_cookie(request)), None
        if seat is None:
            seat, taken = self._seats.begin()
        answer = JSONResponse(await run_in_threadpool(self._told, seat))
        if taken:
            name = cookie(COOKIE, request.scope)
            answer.set_cookie(name, taken, httponly=True, samesite="strict")
        return answer

    def _told(self, seat: Seat) -> telling.Json:
        asked = self._asked
        told = telling.desk(
            seat.today, file=seat.file, seed=asked.seed, replications=asked.replications
        )
        return {
            **told,
            "before": seat.before and telling.named(seat.before.today, seat.before.file),
        }

    async def form(self, request: Request) -> Response:
        """Send everything of the scenario that is no lever."""
        return JSONResponse(await run_in_threadpool(form, self._seat(request).today))

    async def plan(self, request: Request) -> Response:
        """Lay a plan on the desk; what was worked at is given up."""
        seat, data = self._seat(request), await data_of(request)
        changes = data.get("changes")
        if not isinstance(changes, dict) or len(changes) > MOST_CHANGES:
            raise Refusal(400, _("the request is not understood"))
        seat.given_up()
        today = seat.today
        plan = await run_in_threadpool(today.changed, changes)
        if seat.today is not today:
            raise Refusal(409, _(_CLEARED))
        seat.add(plan)
        return JSONResponse(await run_in_threadpool(telling.plan, plan, today))

    async def answer(self, request: Request) -> Response:
        """Stream what a plan changes, while it is worked."""
        seat, plan = self._found(request)
        for key in seat.kept:  # So that whatever else is tried, they need not be run again.
            self._seats.shelf.taken(seat.plans[key].source.key)
        return _streamed(seat, partial(self._asked.answer, seat.today, plan))

    async def day(self, request: Request) -> Response:
        """Send a day, today and with a plan."""
        seat, plan = self._found(request)
        which = _DAYS.get(request.query_params.get("which", "typical"))
        if which is None:
            raise Refusal(400, _("the request is not understood"))
        see = partial(alone, day_of, seat.today, plan, seed=self._asked.seed, which=which)
        try:
            data = await worked(request, lambda given_up: see(is_given_up=given_up), seat.aside())
        except LookupError:
            raise mistake("the doors are not open on any day") from None
        return JSONResponse(data)

    async def kept(self, request: Request) -> Response:
        """Send the plans that are kept, beside today."""
        return await self._compared(request, self._seat(request))

    async def keep(self, request: Request) -> Response:
        """Keep a plan."""
        seat, data = self._seat(request), await data_of(request)
        key, name = text_in(data, "plan"), text_in(data, "name", longest=LONGEST_NAME)
        plan = seat.plans.get(key)
        if plan is None or not name.strip():
            raise Refusal(400, _("the request is not understood"))
        if len(seat.kept) >= MOST_KEPT and key not in seat.kept:
            raise mistake("{most} plans are kept: let one of them go first", most=MOST_KEPT)
        seat.kept[key] = name.strip()
        return await self._compared(request, seat)

    async def let_go(self, request: Request) -> Response:
        """Keep a plan no longer."""
        seat = self._seat(request)
        seat.kept.pop(request.path_params["plan"], None)
        return await self._compared(request, seat)

    async def _compared(self, request: Request, seat: Seat) -> Response:
        plans = [(seat.plans[key], name) for key, name in seat.kept.items()]
        table = partial(self._asked.table, seat.today, plans)
        return JSONResponse(await worked(request, table, seat.aside()))

    async def download(self, request: Request) -> Response:
        """Send a file that is made of a plan."""
        seat, plan = self._found(request)
        name, today = request.path_params["name"], seat.today

        def make(is_given_up: IsGivenUp) -> bytes | None:
            plans = _proposed(seat, plan)
            compared = partial(self._asked.beside, today, plans, is_given_up)
            return Download(today, plan, seat.file, compared).made(name)

        content = await worked(request, make, seat.aside())
        if content is None:
            raise Refusal(404, _("there is no such thing on the desk"))
        headers = {"content-disposition": f'attachment; filename="{name}"'}
        return Response(content, media_type=TYPES[name.rpartition(".")[2]], headers=headers)

    async def upload(self, request: Request) -> Response:
        """Take a file that was dropped: a scenario becomes today's, a log is kept at hand."""
        seat = self._seat(request)
        typed = unquote(request.headers.get("x-file-name", ""), errors="replace")
        name = PurePosixPath(typed.replace("\\", "/")).name[-LONGEST_NAME:]
        content = await body_of(request, LARGEST)

        found = await run_in_threadpool(dropped, name, content)
        if isinstance(found, DroppedLog):
            seat.log = found
            return JSONResponse(await run_in_threadpool(found.told))
        return await self._begun(seat, found, name)

    async def fit(self, request: Request) -> Response:
        """Fit the lobby of the log that was dropped: it becomes today's scenario."""
        seat = self._seat(request)
        log = self._log(seat)
        fit = partial(log.fitted, office=request.query_params.get("office"))
        fitted = await worked(request, fit, seat.given_up())
        return await self._begun(seat, fitted, "", log)

    async def _begun(
        self, seat: Seat, found: Resolved, file: str, log: DroppedLog | None = None
    ) -> Response:
        """Lay another scenario on the desk."""
        today = await run_in_threadpool(DeskPlan.of, found)
        seat.begin(today, file, log)
        return await self._laid(seat)

    async def back(self, request: Request) -> Response:
        """Lay the scenario that was on the desk before there again, with its plans."""
        seat = self._seat(request)
        seat.go_back()
        return await self._laid(seat)

    async def _laid(self, seat: Seat) -> Response:
        """Send what is on a desk on which another scenario was laid."""
        desk = await run_in_threadpool(self._told, seat)
        return JSONResponse({"kind": "scenario", "desk": desk, "changes": seat.changes})

    async def replay(self, request: Request) -> Response:
        """See a day of the log again, as it was and with a plan."""
        seat, plan = self._found(request)
        log, data = self._log(seat), await data_of(request)
        moment = parse_date(text_in(data, "day"))
        office = request.query_params.get("office")
        both = seat.today, plan
        replay = partial(log.replayed, both, moment, self._asked, office=office)
        return JSONResponse(await worked(request, replay, seat.given_up()))

    async def ranking(self, request: Request) -> Response:
        """Stream what would help a plan most, while it is worked out."""
        seat, plan = self._found(request)
        return _streamed(seat, partial(self._background(plan).ranking, today=seat.today))

    async def assumptions(self, request: Request) -> Response:
        """Stream which assumptions decide, while it is worked out."""
        seat = self._seat(request)
        return _streamed(seat, self._background(seat.today).assumptions)

    def _background(self, plan: DeskPlan) -> Background:
        """Return what is worked out of a plan in the background."""
        begun = Background(plan, self._asked.seed)
        return self._backgrounds.setdefault(plan.source.key, begun)

    def _seat(self, request: Request) -> Seat:
        """Return whose desk it is.

        Raises
        ------
        Refusal
            If there is none.
        """
        seat = self._seats.of(_cookie(request))
        if seat is None:
            raise Refusal(409, _(_CLEARED))
        return seat

    def _found(self, request: Request) -> tuple[Seat, DeskPlan]:
        """Return whose desk it is, and the plan on it that is asked for.

        Raises
        ------
        Refusal
            If there is no such plan.
        """
        seat = self._seat(request)
        plan = seat.plans.get(request.path_params["plan"])
        if plan is None:
            raise Refusal(404, _("this plan is not on the desk any more"))
        return seat, plan

    @staticmethod
    def _log(seat: Seat) -> DroppedLog:
        """Return the log that was dropped.

        Raises
        ------
        ValueError
            If there is none.
        """
        if seat.log is None:
            raise mistake("drop a ticket log on the page first")
        return seat.log


def _cookie(request: Request) -> str | None:
    return request.cookies.get(cookie(COOKIE, request.scope))


def _proposed(seat: Seat, plan: DeskPlan) -> list[tuple[DeskPlan, str]]:
    """Return what is set beside today where that is taken away: the plans kept, and this one."""
    found = [(seat.plans[key], name) for key, name in seat.kept.items()]
    known = {each.scenario.hash for each, _name in found}
    if not found or plan.scenario.hash not in {*known, seat.today.scenario.hash}:
        found.append((plan, telling.name(plan, seat.today) or _("this plan")))
    names = [_("today"), *(name for _plan, name in found)]
    times = [names[: place + 1].count(name) for place, name in enumerate(names)][1:]
    return [
        (each, name if time == 1 else f"{name} ({time})")
        for (each, name), time in zip(found, times, strict=True)
    ]


def _streamed(seat: Seat, work: Work) -> Response:
    """Stream what work tells; the seat has nothing else worked at meanwhile."""
    told = streamed(work, seat.given_up())
    return StreamingResponse(as_events(told), media_type="text/event-stream")
