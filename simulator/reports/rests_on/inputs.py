"""Inputs: the numbers that a run is drawn from: demand, citizens, and each procedure.

In: `Grounds`, of which every value is shown with its mark. Out: sections of the account, the
procedures in tables by field.
"""

from collections.abc import Mapping, Sequence

from simulator.language import N_, _
from simulator.reports.document import Block, Items, Section, Table, full_columns
from simulator.reports.labels import Names
from simulator.reports.measured_times import measured_times_lines
from simulator.reports.remarks import closed_days
from simulator.reports.rests_on.grounds import LEGEND, Grounds
from simulator.reports.rests_on.key_words import CITIZENS, DEMAND
from simulator.scenario import STEPS

_COLUMNS = {
    "volume": N_("Dossiers"),
    "limit": N_("Limit"),
    "channels": N_("Ways in"),
    "bundle": N_("A visit brings"),
    "incomplete": N_("Incomplete"),
    "supplement": N_("Supplement"),
    "correction": N_("Corrected"),
    "on_the_spot": N_("On the spot"),
    "back_office": N_("Back office"),
}
"""Heads of the tables of procedures, short: their columns are many."""


def demand(grounds: Grounds) -> Section:
    """Tell when dossiers and citizens come, and what citizens do."""
    return Section(
        _("Demand and citizens"),
        (
            _(
                "Profiles are relative: they move dossiers and visits between months, days and "
                "hours, and leave the volume of a year as it is. The number of a day varies by "
                "chance, and by a factor that all procedures of the day share. A distribution is "
                "given by its family, mean and coefficient of variation (cv)."
            ),
            *_closed_days(grounds),
            _(LEGEND),
            _settings(grounds, "demand", _("Demand"), DEMAND),
            _settings(grounds, "citizens", _("Citizens"), CITIZENS),
        ),
    )


def _closed_days(grounds: Grounds) -> tuple[str, ...]:
    """Return what online filings on closed days rest on; nothing where none are filed online."""
    filed = any(each.channels.online for each in grounds.scenario.procedures.values())
    return (closed_days(),) if filed else ()


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
    named = [(key, grounds.wording.thing("procedures", key)) for key in keys]

    def cells(key: str, *below: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(grounds.cell(("procedures", key, *path)) for path in below)

    settings = [(name, *cells(key, *((column,) for column in _COLUMNS))) for key, name in named]
    times = [(name, *cells(key, *(("steps", step) for step in STEPS))) for key, name in named]
    asked = tuple(
        (name, *cells(key, ("consult",)))
        for key, name in named
        if grounds.scenario.procedures[key].consult
    )
    steps = map(Names(grounds.scenario).step, STEPS)
    tables = (
        full_columns(
            _("{field}: dossiers").format(field=field),
            (_("Procedure"), *map(_, _COLUMNS.values())),
            settings,
        ),
        full_columns(
            _("{field}: service times").format(field=field), (_("Procedure"), *steps), times
        ),
    )
    if not asked:
        return tables
    title = _("{field}: other agencies asked").format(field=field)
    return (*tables, Table(title, (_("Procedure"), _("Agencies, one after the other")), asked))
