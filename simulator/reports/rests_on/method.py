"""Method: what the simulator does with a scenario, and how this result was computed.

In: a result and its provenance. Out: the sections on the rules of service, the runs and the
program.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from simulator.center.rules import SENTENCES
from simulator.language import N_, _, ngettext
from simulator.reports.certainty import common_numbers_text
from simulator.reports.document import Items, Section, Table
from simulator.reports.figures import COUNT, Unit, counted, day, number
from simulator.results.result import Result
from simulator.signs import as_typed

SECONDS = Unit(N_(" s"))


def runs(result: Result) -> Section:
    """Tell how a run starts and ends, how many there were, and where chance comes from."""
    return Section(_("Runs"), (Items(tuple(_runs(result))),))


def rules() -> Section:
    """Tell the rules of service."""
    rows = tuple((rule, _(text)) for rule, text in SENTENCES.items())
    return Section(
        _("Rules of service"),
        (
            _(
                "Every event happens at its time, and between two events nothing changes: a "
                "discrete-event simulation. Who is served when follows these rules and no chance."
            ),
            Table(_("Rules of service"), (_("Rule"), _("What it says")), rows),
        ),
    )


def program(provenance: Mapping[str, Any]) -> Section:
    """Tell what program computed the result, on what machine, and how to have it again."""
    libraries = ", ".join(f"{name} {version}" for name, version in provenance["libraries"].items())
    created = datetime.fromisoformat(provenance["created"])
    rows = (
        (_("Program"), _("onestop {version}").format(version=provenance["version"])),
        (_("Python"), provenance["python"]),
        (_("Libraries"), libraries),
        (_("Machine"), provenance["platform"]),
        (
            _("Finished"),
            _("{day}, {time} UTC").format(day=day(created.date()), time=f"{created:%H:%M}"),
        ),
        (_("Run time"), number(provenance["run_seconds"], SECONDS)),
        (_("Scenario, SHA-256"), provenance["scenario_hash"]),
        (_("Command"), as_typed(provenance["command"])),
    )
    return Section(
        _("Program and machine"),
        (
            _engine_text(provenance),
            _(
                "The program is free under the MIT licence. The same scenario, seed and version "
                "give the same numbers again, on any number of processors."
            ),
            Table(_("How it was computed"), (_("What"), _("Value")), rows),
        ),
    )


def _runs(result: Result) -> Iterator[str]:
    period, finished = result.scenario.period, len(result.replications)
    if period.warm_up_days:
        yield ngettext(
            "Initialisation: the Center starts empty on {first}; the {n} day before the period "
            "fills it and is not reported.",
            "Initialisation: the Center starts empty on {first}; the {n} days before the period "
            "fill it and are not reported.",
            period.warm_up_days,
        ).format(first=day(period.first_day), n=number(period.warm_up_days, COUNT))
    else:
        yield _(
            "Initialisation: the Center starts empty on {first}, and there is no warm-up: nothing "
            "is carried over into the period."
        ).format(first=day(period.from_))
    yield _("Run length: {first} to {last}, {days}.").format(
        first=day(period.from_),
        last=day(period.to),
        days=counted("{n} day", "{n} days", period.days),
    )
    if finished == result.planned:
        yield _("Replications: {n}.").format(n=number(finished, COUNT))
    else:
        yield _("Replications: {n}, of {planned} that were asked for.").format(
            n=number(finished, COUNT), planned=number(result.planned, COUNT)
        )
    yield _(
        "Intervals: 95 %, Student's t over the replications, wider on the side of a long tail "
        "(Hall 1992), cut to what is possible. Where fewer than three replications differ from the "
        "others there is none: it is said in how many they do, and how often that may happen "
        "(Clopper and Pearson 1934). A quantile of few items is taken over all replications "
        "together, its interval after Woodruff (1952); of fewer than 100 items there is none."
    )
    yield _(
        "Random numbers: seed {seed}, generator Philox 4×32-10. A number is a function of the "
        "seed, the replication and what it is for, not of the order of events."
    ).format(seed=result.seed)
    yield common_numbers_text()


def _engine_text(provenance: Mapping[str, Any]) -> str:
    check = provenance["check"]
    if provenance["engine"] == "simpy":
        return _("Served by the model in SimPy, which every other engine follows.")
    if check is None:
        return _("Served by the compiled engine; it was not checked against the model in SimPy.")
    if "identical" not in check:
        return _(
            "Served by the compiled engine; the check against the model in SimPy was interrupted "
            "before it was finished."
        )
    operations = counted("{n} operation", "{n} operations", check["operations"])
    if check["identical"]:
        return _(
            "Served by the compiled engine. The model in SimPy served the first month of the first "
            "replication as well: {operations}, all identical."
        ).format(operations=operations)
    return _(
        "Served by the compiled engine. The model in SimPy served the first month of the first "
        "replication as well, and differs: this is a defect of the program; do not use the result."
    )
