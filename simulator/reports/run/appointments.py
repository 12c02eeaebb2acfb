"""Appointments: waits of who is booked and of who walks in, and what became of the slots.

In: a `Result`. Out: `Table`s of texts for terminal, page and workbook, where a scenario has
appointments; none elsewhere. Walk-ins are those of the stations that can be booked.
"""

from collections.abc import Iterator
from dataclasses import replace

from simulator.language import _
from simulator.measures.appointments import WITHIN_MINUTES
from simulator.measures.keys import station_label
from simulator.measures.measure import Scope
from simulator.reports.document import Interval, Number, Row, Section, Table
from simulator.reports.figures import COUNT, HOURS, MINUTES, PERCENT, mean, mean_count, number
from simulator.reports.labels import Names
from simulator.reports.run.tables import beside, by_place, with_intervals
from simulator.results.result import Result
from simulator.scenario.clocks import SECONDS_PER_HOUR, SECONDS_PER_MINUTE
from simulator.scenario.model_appointments import Appointments

RECEIVE = "receive"
"""The step that is booked."""


def appointments_rows(result: Result) -> list[Row]:
    """Return what the answer says of appointments, as rows of names, values, intervals and notes.

    Parameters
    ----------
    result
        The run; of a scenario without appointments there is nothing to say.
    """
    rules = result.scenario.appointments
    if rules is None:
        return []
    unused, missed = result["slots_unused"], result["slots_missed"]
    made, places = result["appointments"].mean, _places(result)
    in_vain = _("of {n} appointments; {never} never came").format(
        n=number(made, COUNT), never=mean_count(result["no_shows"])
    )
    free = _("of {n} places; {found} visits found none free").format(
        n=number(places, COUNT), found=mean_count(result["fully_booked"])
    )
    return [
        _wait(_("Wait, booked"), "booked", result),
        _wait(_("Wait, walk-ins"), "walk_in", result),
        (_("Booked in vain"), Number.of(missed, COUNT), Interval(missed, COUNT), in_vain),
        (_("Places unused"), Number.of(unused, COUNT), Interval(unused, COUNT), free),
    ]


def _wait(name: str, whose: str, result: Result) -> Row:
    wait = result[f"{whose}_wait_mean"]
    shares = {
        f"within_{minutes}": mean(result[f"{whose}_within_{minutes}"], PERCENT)
        for minutes in WITHIN_MINUTES
    }
    called = _("called within 5 min {within_5}, within 15 min {within_15}").format(**shares)
    return name, Number.of(wait, MINUTES), Interval(wait, MINUTES), called


def _places(result: Result) -> float:
    """Return how many places the slots of the period have: kept, or unused."""
    kept = result["appointments"].mean - result["slots_missed"].mean
    return kept + result["slots_unused"].mean


def appointments_section(result: Result) -> Section:
    """Return the tables of appointments; nothing where a scenario has none.

    Parameters
    ----------
    result
        The run.
    """
    rules, title = result.scenario.appointments, _("Appointments")
    if rules is None:
        return Section(title, ())
    return Section(title, tuple(_tables(result, rules)), "appointments")


def _tables(result: Result, rules: Appointments) -> Iterator[Table]:
    yield _waits(result)
    yield _by_station(_("Waits with an appointment by station"), "booked", result)
    yield _by_station(_("Waits of walk-ins by station"), "walk_in", result)
    yield _slots(result, rules)


def _waits(result: Result) -> Table:
    """Set the waits of who is booked beside those of walk-ins."""
    names = {"wait_mean": _("Mean wait")} | {
        f"within_{minutes}": _("Called within {minutes} min").format(minutes=minutes)
        for minutes in WITHIN_MINUTES
    }
    rows = tuple(
        (
            name,
            *with_intervals(
                result,
                (f"booked_{what}", f"walk_in_{what}"),
                MINUTES if what == "wait_mean" else PERCENT,
            ),
        )
        for what, name in names.items()
    )
    heads = (_("Wait"), _("With an appointment"), _("Walk-ins"))
    note = _(
        "The wait with an appointment counts from the slot, or from the arrival of who is late "
        "within the grace. Walk-ins are those of the stations that can be booked: also who found "
        "no place, and who came too late or on another day."
    )
    return beside(_("Waits with an appointment and without"), heads, rows, note=note)


def _by_station(title: str, whose: str, result: Result) -> Table:
    """Return the waits of who is booked, or of walk-ins, by station."""
    within = {
        f"{whose}_within_{minutes}": (_("Within {minutes} min").format(minutes=minutes), PERCENT)
        for minutes in WITHIN_MINUTES
    }
    return by_place(
        title,
        _("Station"),
        Names(result.scenario).station,
        {f"{whose}_wait_mean": (_("Mean wait"), MINUTES)} | within,
        result=result,
        scope=Scope.STATION,
    )


def _slots(result: Result, rules: Appointments) -> Table:
    """Return what became of the places of the slots, by the stations that have any."""
    columns = {
        "appointments": (_("Appointments"), COUNT),
        "slots_missed": (_("Booked in vain"), COUNT),
        "no_shows": (_("Of them never came"), COUNT),
        "slots_unused": (_("Places unused"), COUNT),
        "fully_booked": (_("Found no place"), COUNT),
    }
    table = by_place(
        _("What became of the slots by station"),
        _("Station"),
        Names(result.scenario).station,
        columns,
        result=result,
        scope=Scope.STATION,
        places={
            station_label(RECEIVE, field)
            for field in result.scenario.fields
            if rules.of_field(field)
        },
    )
    return replace(table, note=" ".join(filter(None, (table.note, *_slot_notes(result, rules)))))


def _slot_notes(result: Result, rules: Appointments) -> Iterator[str]:
    """Say what places in vain are, what they cost, and what becomes of who finds none."""
    yield _(
        "Booked in vain: the citizen came later than the grace, later as a walk-in, or never. "
        "Places unused: nobody booked them, or in vain."
    )
    costs = rules.no_show.costs.seconds if rules.no_show else 0
    if costs:
        cost = _("Each at which nobody comes takes {minutes} of an officer: {hours} in all.")
        if rules.late:  # who is late is among the missed, and costs nothing
            cost = _(
                "Each at which nobody comes takes {minutes} of an officer: {hours} in all, at most."
            )
        lost = result["slots_missed"].mean * costs / SECONDS_PER_HOUR
        yield cost.format(
            minutes=number(costs / SECONDS_PER_MINUTE, MINUTES), hours=number(lost, HOURS)
        )
    yield (
        _("Who found no place came as a walk-in.")
        if rules.full == "walk-in"
        else _("Who found no place did not come.")
    )
