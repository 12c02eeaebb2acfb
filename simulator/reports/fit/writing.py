"""The fitted scenario as a planner's file: YAML with a comment above each section.

In: a `FittedLobby` and the data of its scenario. Out: text, with comments in the language that is
spoken.
"""

import textwrap
from collections.abc import Callable, Iterable, Mapping

from simulator.language import _
from simulator.reports.fit.telling import arriving, leaving, rests_on, untold
from simulator.scenario.writer import yaml_text
from simulator.studies.fit.fitting import FittedLobby
from simulator.studies.fit.scenario import Data

_WIDTH = 100


def scenario_text(fitted: FittedLobby, data: Data) -> str:
    """Return the scenario of a fitted lobby as commented YAML.

    Parameters
    ----------
    fitted
        What the log says.
    data
        The data of the scenario.
    """
    parts = [_comment(_head(fitted, data["name"]))]
    for key, value in data.items():
        above = _ABOVE[key](fitted) if key in _ABOVE else ()
        parts.append(_comment(above) + yaml_text({key: value}))
    return "\n".join(parts)


def _comment(sentences: Iterable[str]) -> str:
    return "".join(
        f"{line}\n"
        for sentence in sentences
        for line in textwrap.wrap(
            sentence,
            _WIDTH,
            initial_indent="# ",
            subsequent_indent="#   " if sentence.startswith("-") else "# ",
            break_long_words=False,
        )
    )


def _head(fitted: FittedLobby, office: str) -> Iterable[str]:
    yield _(
        "The lobby of {office}, fitted to {data}.",
        office=office,
        data=rests_on(fitted),
    )
    yield _(
        "Under `sources` every fitted value has the number of tickets or days that it rests on "
        "(n), and the range in which it lies with 95 %, as days differ (range). What has none is "
        "an assumption: look at these first, and put in what you know."
    )
    yield _("What the log does not tell:")
    for sentence in untold(fitted):
        yield f"- {sentence}"


def _period(_fitted: FittedLobby) -> Iterable[str]:
    yield _("The days of the log. Put in the days that you plan for.")


def _calendar(_fitted: FittedLobby) -> Iterable[str]:
    yield _(
        "When the doors are open, as tickets and calls show it: holidays in the log, and days on "
        "which no ticket was taken, are closed."
    )


def _calendars(_fitted: FittedLobby) -> Iterable[str]:
    yield _("Counters that are there at other hours than the office.")


def _fields(_fitted: FittedLobby) -> Iterable[str]:
    yield _("A field for each queue of the log.")


def _demand(fitted: FittedLobby) -> Iterable[str]:
    yield _(
        "How tickets spread over weekdays and hours. `day_cv` is how much busy and quiet days "
        "differ beyond chance, `day_memory` how far busy days follow busy days."
    )
    yield from arriving(fitted)


def _procedures(_fitted: FittedLobby) -> Iterable[str]:
    yield _(
        "A procedure for each queue. Families of service times were chosen by the likelihood of "
        "days that they were not fitted to."
    )


def _citizens(fitted: FittedLobby) -> Iterable[str]:
    yield from leaving(fitted)
    yield _(
        "Who was sent home or left, and came again, has another ticket in the log: so nobody comes "
        "again here (retries: 0)."
    )


def _queues(fitted: FittedLobby) -> Iterable[str]:
    if fitted.opening.sends_home:
        yield _("On some days not all who waited were called: they are sent home at closing.")
    else:
        yield _("All who wait at closing are called.")
    if fitted.hurry and fitted.tells_ends:
        yield _(
            "Services are the shorter, the more others wait at the call (hurry); how long they "
            "last is how long they would while nobody else waits."
        )
    elif fitted.hurry:
        yield _(
            "How much services quicken with the queue (hurry) was found by simulation, with their "
            "length and with how long citizens wait: the log has calls alone."
        )
    if fitted.target_wait:
        yield _("The target wait of a queue is the mean of its waits in the log.")


def _staff(fitted: FittedLobby) -> Iterable[str]:
    if fitted.names_counters:
        yield _(
            "Counters that call the same queues are a group. A counter helps where it calls only "
            "while nobody waits whom it serves. Other work keeps a counter from calling who comes, "
            "though it serves nobody; `sick` is the share of days on which a counter calls "
            "nobody although somebody waits, for whatever reason."
        )
    elif fitted.is_seen:
        yield _(
            "Queues whose numbers of open counters change together have these counters in common, "
            "and who has waited longest beside the target wait is called first."
        )
    else:
        yield _("The log names no counters: who serves which queues is an assumption.")


def _sources(_fitted: FittedLobby) -> Iterable[str]:
    yield _("Where the numbers come from.")


_ABOVE: Mapping[str, Callable[[FittedLobby], Iterable[str]]] = {
    "period": _period,
    "calendar": _calendar,
    "calendars": _calendars,
    "fields": _fields,
    "demand": _demand,
    "procedures": _procedures,
    "citizens": _citizens,
    "queues": _queues,
    "staff": _staff,
    "sources": _sources,
}
"""What stands above each section."""
