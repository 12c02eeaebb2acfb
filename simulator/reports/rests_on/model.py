"""Model: what is simulated, and the numbers that a run is drawn from.

In: `Grounds`, of which every value is shown with its mark. Out: sections of the account: purpose,
outputs, the way of a dossier, stations, officers, calendars; demand, citizens, and the procedures
in tables by field.
"""

from collections.abc import Iterator, Mapping, Sequence

from simulator.language import N_, _
from simulator.reports.check.remarks import closed_days, measured_times_lines
from simulator.reports.document import Block, Items, Row, Section, Table, full_columns
from simulator.reports.figures import ABSENT, day
from simulator.reports.labels import Names
from simulator.reports.rests_on.grounds import LEGEND, Grounds
from simulator.results.result import Result
from simulator.scenario import STEPS
from simulator.scenario.model import Station
from simulator.scenario.model_center import QueueSettings, Staff
from simulator.scenario.model_demand import Citizens, Demand
from simulator.scenario.model_time import Calendar
from simulator.scenario.schema import titles
from simulator.scenario.vocabulary import OFFICE

WAY = {
    "receive": N_(
        "{step}: a counter officer checks the papers and accepts the dossier, or sends the citizen "
        "back for what is missing."
    ),
    "appraise": N_(
        "{step}: a specialist of the field works on it, may ask once in writing for a supplement, "
        "and may need the opinions of other agencies."
    ),
    "approve": N_("{step}: a leader signs, or sends the dossier back to the specialist once."),
    "seal": N_("{step}: the clerk numbers and stamps it, where the second seal is kept."),
    "return": N_("{step}: the citizen collects the result, or it goes by post or online."),
}
"""What happens at the five steps."""

_CALENDAR, _DEMAND, _CITIZENS = titles(Calendar), titles(Demand), titles(Citizens)
_QUEUES, _STAFF = titles(QueueSettings), titles(Staff)

_IN_PERSON = ("receive", "return")
_AT_CLOSING = ("closing", "tickets_per_day", "last_ticket", "overtime_at_most")


def purpose(grounds: Grounds) -> Section:
    """Tell what the model is for, and what it is not."""
    scenario = grounds.scenario
    return Section(
        _("Purpose"),
        (
            _(
                "The model of {center} tells how long citizens wait and how many dossiers are on "
                "time from {first} to {last}, if its officers, hours and procedures are those of "
                "the scenario. It serves to compare ways of working; it is no record of what "
                "happened."
            ).format(
                center=Names(scenario).center,
                first=day(scenario.period.from_),
                last=day(scenario.period.to),
            ),
            _(
                "This account follows the guideline STRESS-DES (Monks and others, Journal of "
                "Simulation 13, 2019)."
            ),
        ),
    )


def outputs(result: Result) -> Section:
    """Define every measure that the run has."""
    taken = dict.fromkeys(key.entry for key in result.index)
    rows = tuple((measure.name, _(measure.unit), _(measure.definition)) for measure in taken)
    return Section(
        _("Outputs"),
        (
            _(
                "The period ends at the horizon. A ticket is a visit that held a place in a queue; "
                "open hours run while the doors of the Center are open. Each measure is taken in "
                "every replication, and its mean over them is reported."
            ),
            Table(_("Measures"), (_("Measure"), _("Unit"), _("Definition")), rows),
        ),
    )


def way(grounds: Grounds) -> Section:
    """Tell who and what goes through the Center, step by step."""
    names = Names(grounds.scenario)
    used = {step for step, _field in grounds.scenario.stations()}
    return Section(
        _("Citizens, dossiers and their way"),
        (
            _(
                "A visit of a citizen brings one or more dossiers, asks, or collects a result. "
                "Dossiers filed online or by post come without a visit. Each goes these ways, in "
                "this order; what its procedure leaves out is passed over."
            ),
            *_places(grounds),
            Items(
                [
                    _(text).format(step=names.step(step))
                    for step, text in WAY.items()
                    if step in used
                ]
            ),
        ),
    )


def stations(grounds: Grounds) -> Section:
    """Tell how each queue is worked off; stations that are alike stand in one row."""
    scenario, names = grounds.scenario, Names(grounds.scenario)
    alike: dict[tuple[str, Row], list[str]] = {}
    for step, field in scenario.stations():
        settings = tuple(
            grounds.cell(("queues", f"{step}/{field}", key), ("queues", step, key))
            if step in _IN_PERSON or key not in _AT_CLOSING
            else ABSENT
            for key in _QUEUES
        )
        alike.setdefault((step, settings), []).append(field)
    rows = [
        (names.step(step), _fields(grounds, step, fields), *settings)
        for (step, settings), fields in sorted(
            alike.items(), key=lambda item: list(WAY).index(item[0][0])
        )
    ]
    heads = (_("Step"), _("Fields"), *map(_, _QUEUES.values()))
    return Section(
        _("Queues"),
        (
            _("Each step of each field has one queue."),
            _(LEGEND),
            full_columns(_("Queues"), heads, rows),
        ),
    )


_TIMES = ("speed", "other_duties", "leave", "sick", "sick_spell", "changes")
"""Keys of a group about when its officers are there, and how fast."""


def officers(grounds: Grounds) -> Section:
    """Tell who serves what, and when they are there."""
    scenario, names = grounds.scenario, Names(grounds.scenario)

    def cell(key: str, setting: str) -> str:
        return grounds.cell(("staff", key, setting))

    serving, there = [], []
    for key, group in scenario.staff.items():
        name = names.group(key)
        serves = _stations(grounds, scenario.served_stations(key))
        helps = _stations(grounds, scenario.helped_stations(key))
        serving.append((name, cell(key, "officers"), serves, helps, cell(key, "chooses")))
        there.append((name, names.calendar(group.calendar), *(cell(key, each) for each in _TIMES)))
    return Section(
        _("Officers"),
        (
            _(
                "The officers of a group are alike. Leave is taken in blocks, at most one officer "
                "of a group at a time; sickness strikes by chance, in spells of working days."
            ),
            _(LEGEND),
            full_columns(
                _("Who serves what"),
                (
                    _("Group"),
                    _(_STAFF["officers"]),
                    _("Serves"),
                    _("Helps at"),
                    _(_STAFF["chooses"]),
                ),
                serving,
            ),
            full_columns(
                _("When they are there"),
                (
                    _("Group"),
                    _("Hours of"),
                    *(_(_STAFF[each]) for each in _TIMES),
                ),
                there,
            ),
        ),
    )


def calendars(grounds: Grounds) -> Section:
    """Tell the hours of the Center, of shifts and of other agencies."""
    names = Names(grounds.scenario)
    rows = [(names.calendar(OFFICE), *(grounds.cell(("calendar", key)) for key in _CALENDAR))]
    rows += [
        (
            names.calendar(name),
            *(grounds.cell(("calendars", name, key), ("calendar", key)) for key in _CALENDAR),
        )
        for name in grounds.scenario.calendars
    ]
    heads = (_("Calendar"), *map(_, _CALENDAR.values()))
    return Section(
        _("Calendars"),
        (
            _("What a calendar does not say is as at the Center."),
            _(LEGEND),
            full_columns(_("Hours"), heads, rows),
        ),
    )


def _places(grounds: Grounds) -> Iterator[str]:
    """Say where the seal is kept, and how dossiers travel."""
    has_seal = any("seal" in flow.steps for flow in grounds.scenario.procedures.values())
    if has_seal:
        yield _("The second seal is kept at: {place}.").format(place=grounds.cell(("seal", "at")))
    if grounds.scenario.courier:
        yield _(
            "A courier carries dossiers to headquarters at {there} and back at {back}; one way "
            "takes {trip}."
        ).format(
            there=grounds.cell(("courier", "to_headquarters")),
            back=grounds.cell(("courier", "to_center")),
            trip=grounds.cell(("courier", "trip")),
        )
    if has_seal or grounds.scenario.courier:
        yield _(LEGEND)


def _fields(grounds: Grounds, step: str, fields: Sequence[str]) -> str:
    """Name fields, or say that they are all that have the step."""
    total = sum(step == used for used, _field in grounds.scenario.stations())
    if len(fields) == total > 1:
        return _("all")
    return "; ".join(map(Names(grounds.scenario).field, fields))


def _stations(grounds: Grounds, served: Sequence[Station]) -> str:
    """Name stations: steps with the same fields together."""
    names = Names(grounds.scenario)
    by_step: dict[str, list[str]] = {}
    for step, field in served:
        by_step.setdefault(step, []).append(field)
    alike: dict[str, list[str]] = {}
    for each, fields in by_step.items():
        alike.setdefault(_fields(grounds, each, fields), []).append(names.step(each))
    return " | ".join(f"{', '.join(steps)}: {fields}" for fields, steps in alike.items()) or ABSENT


_COLUMNS = {
    "volume": N_("Dossiers"),
    "limit": N_("Limit"),
    "channels": N_("Ways in"),
    "bundle": N_("A visit brings"),
    "incomplete": N_("Incomplete"),
    "supplement": N_("Supplement"),
    "extension": N_("Extension"),
    "correction": N_("Corrected"),
    "on_the_spot": N_("On the spot"),
    "back_office": N_("Back office"),
    "authority": N_("Decided by"),
}
"""Heads of the tables of procedures, short: their columns are many."""


def demand(grounds: Grounds) -> Section:
    """Tell when dossiers and citizens come, and what citizens do."""
    is_filed_online = any(each.channels.online for each in grounds.scenario.procedures.values())
    return Section(
        _("Demand and citizens"),
        (
            _(
                "Profiles are relative: they move dossiers and visits between months, days and "
                "hours, and leave the volume of a year as it is. The number of a day varies by "
                "chance, and by a factor that all procedures of the day share. A distribution is "
                "given by its family, mean and coefficient of variation (cv)."
            ),
            closed_days() if is_filed_online else "",
            _(LEGEND),
            _settings(grounds, "demand", _("Demand"), _DEMAND),
            _settings(grounds, "citizens", _("Citizens"), _CITIZENS),
        ),
    )


def procedures(grounds: Grounds) -> Section:
    """Tell the numbers of each procedure, field by field."""
    by_field: dict[str, list[str]] = {field: [] for field in grounds.scenario.fields}
    for key, procedure in grounds.scenario.procedures.items():
        by_field[procedure.field].append(key)
    tables = [
        table
        for field, keys in by_field.items()
        if keys
        for table in _field_tables(grounds, Names(grounds.scenario).field(field), keys)
    ]
    return Section(
        _("Procedures"),
        (
            _(
                "Dossiers are those accepted, by all ways. Service times are those of one dossier "
                "at speed 1; the time of other agencies runs in their own hours."
            ),
            _(LEGEND),
            *_measured_times(grounds),
            *tables,
        ),
    )


def _measured_times(grounds: Grounds) -> tuple[Block, ...]:
    """List the columns of tables that times were read from; nothing without any."""
    lines = measured_times_lines(grounds.scenario)
    if not lines:
        return ()
    said = _("Measured times were read from these columns, one time as likely as another:")
    return said, Items(lines)


def _settings(grounds: Grounds, section: str, title: str, names: Mapping[str, str]) -> Table:
    rows = tuple(
        (_(name), grounds.cell((section, key)))
        for key, name in names.items()
        if grounds.is_told((section, key))
    )
    return Table(title, (_("What"), _("Value")), rows)


def _field_tables(grounds: Grounds, field: str, keys: Sequence[str]) -> tuple[Table, ...]:
    def rows(of: Sequence[str], *columns: tuple[str, ...]) -> tuple[Row, ...]:
        return tuple(
            (
                grounds.wording.thing("procedures", key),
                *(grounds.cell(("procedures", key, *column)) for column in columns),
            )
            for key in of
        )

    steps = map(Names(grounds.scenario).step, STEPS)
    asking = [key for key in keys if grounds.scenario.procedures[key].consult]
    return (
        full_columns(
            _("{field}: dossiers").format(field=field),
            (_("Procedure"), *map(_, _COLUMNS.values())),
            rows(keys, *((column,) for column in _COLUMNS)),
        ),
        full_columns(
            _("{field}: service times").format(field=field),
            (_("Procedure"), *steps),
            rows(keys, *(("steps", step) for step in STEPS)),
        ),
        Table(
            _("{field}: other agencies asked").format(field=field),
            (_("Procedure"), _("Order"), _("Agencies")),
            rows(asking, ("consult_order",), ("consult",)),
        ),
    )
