"""The desk: what each address of it does, once the program is loaded.

In: a scenario, with which chances and how often plans are run, and requests. Out: their answers. What
an answer contains is made elsewhere: here the session and the plan are found, and work is begun.
"""

from functools import partial

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from simulator.language import _, mistake
from simulator.scenario import Resolved
from simulator.studies.day import QUANTILES
from simulator.web import telling
from simulator.web.answering import Asked
from simulator.web.day import day_of
from simulator.web.plans import Plan
from simulator.web.requests import Refusal, data_of
from simulator.web.sessions import Session, Sessions
from simulator.web.streaming import Work, alone, as_events, streamed

COOKIE = "onestop_desk"


class Desk:
    """The addresses of the desk."""

    def __init__(self, today: Resolved, *, file: str, seed: int, replications: int) -> None:
        self._file = file
        self._sessions = Sessions(Plan.of(today))
        self._asked = Asked(seed, replications, self._sessions.shelf)

    async def desk(self, request: Request) -> Response:
        """Send what is on the desk; who has none yet sits down."""
        session, cookie = self._sessions.of(request.cookies.get(COOKIE)), None
        if session is None:
            session, cookie = self._sessions.begin()
        answer = await self._told(session)
        if cookie:
            answer.set_cookie(COOKIE, cookie, httponly=True, samesite="strict")
        return answer

    async def plan(self, request: Request) -> Response:
        """Lay a plan on the desk; what was worked at is given up."""
        session, data = self._session(request), await data_of(request)
        changes = data.get("changes")
        if not isinstance(changes, dict):
            raise Refusal(400, _("the request is not understood"))
        session.given_up()

        def changed() -> telling.Json:
            plan = session.today.changed(changes)
            session.add(plan)
            return telling.plan(plan, session.today)

        return JSONResponse(await run_in_threadpool(changed))

    async def answer(self, request: Request) -> Response:
        """Stream what a plan changes, while it is worked."""
        session = self._session(request)
        plan = self._plan(session, request)
        return self._streamed(session, partial(self._asked.answer, session.today, plan))

    async def day(self, request: Request) -> Response:
        """Send a day, today and with a plan."""
        session = self._session(request)
        plan, which = self._plan(session, request), request.query_params.get("which", "typical")
        if which not in QUANTILES:
            raise Refusal(400, _("the request is not understood"))
        seed = self._asked.seed
        try:
            data = await run_in_threadpool(
                alone, day_of, session.today, plan, seed=seed, which=which
            )
        except LookupError:
            raise mistake("nobody comes on any day") from None
        return JSONResponse(data)

    async def _told(self, session: Session) -> Response:
        asked = self._asked
        return JSONResponse(
            await run_in_threadpool(
                telling.desk,
                session.today,
                file=self._file,
                seed=asked.seed,
                replications=asked.replications,
            )
        )

    def _session(self, request: Request) -> Session:
        """Return whose desk it is.

        Raises
        ------
        Refusal
            If there is none.
        """
        session = self._sessions.of(request.cookies.get(COOKIE))
        if session is None:
            raise Refusal(409, _("the desk was cleared meanwhile: open the page anew"))
        return session

    def _plan(self, session: Session, request: Request) -> Plan:
        """Return the plan that is asked for.

        Raises
        ------
        Refusal
            If it is not on the desk.
        """
        plan = session.plans.get(request.path_params["plan"])
        if plan is None:
            raise Refusal(404, _("this plan is not on the desk any more"))
        return plan

    def _streamed(self, session: Session, work: Work) -> Response:
        """Stream what work tells; the session has nothing else worked at meanwhile."""
        told = streamed(work, session.given_up())
        return StreamingResponse(as_events(told), media_type="text/event-stream")
