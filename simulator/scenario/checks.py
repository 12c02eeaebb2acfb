"""Rules between sections: every name that is used exists, every station is served.

In comes the tree of a scenario, right or wrong elsewhere; out come problems. Names are compared as
they were written and not as models, so that one wrong value hides no other problem. What a single
section may hold is the schema's to check.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from math import inf
from types import MappingProxyType

from simulator.language import N_, _
from simulator.scenario.amounts import Amount, amount
from simulator.scenario.clocks import SECONDS_PER_MINUTE
from simulator.scenario.families import Distribution
from simulator.scenario.model import Scenario
from simulator.scenario.near_matches import did_you_mean, near_match
from simulator.scenario.nodes import Node
from simulator.scenario.number_text import tidy
from simulator.scenario.numbers import WrittenNumber, numbers
from simulator.scenario.problems import KeyPath, Problem, dotted
from simulator.scenario.quantities import Duration
from simulator.scenario.shares import parse_share
from simulator.scenario.sourcing import Covering, values
from simulator.scenario.vocabulary import ALL, NONE, OFFICE, STEPS

_NO_LABELS: Mapping[str, str] = MappingProxyType({})
_IN_PERSON_STEPS = ("receive", "return")
_OFFICE_STEPS = frozenset({"appraise", "approve"})

_WITH_CITIZENS: Mapping[str, str] = {
    "closing": "serve-all",
    "tickets_per_day": NONE,
    "last_ticket": NONE,
    "overtime_at_most": NONE,
}
"""Settings of a queue that citizens need, and what they are without."""

_STEPS_NEEDED: Mapping[str, tuple[str, ...]] = {
    "booked": ("receive",),
    "incomplete": ("receive",),
    "supplement.chance": ("appraise",),
    "correction": ("appraise", "approve"),
}
"""Steps at which a chance of a procedure is met, by its key."""

_UNKNOWN_FIELD = N_("unknown field{hint}")
_UNKNOWN_CALENDAR = N_("unknown calendar{hint}")
_SERVES_NOTHING = N_("this group serves nothing: no flow has these steps and fields")
_HELPS_NOTHING = N_("this group helps nothing: no flow has these steps and fields")

Station = tuple[str, str]
"""A step and a field, as they were written."""


def check_is_no_plan(tree: Node) -> Iterator[Problem]:
    """Yield the key by which a plan of many scenarios is known."""
    base = tree.child("base")
    if base and not tree.child("procedures"):
        message = _("this is a plan of many scenarios, for `onestop sweep`: name one scenario")
        yield Problem.at(base.place, ("base",), message)


def check_names(tree: Node) -> Iterator[Problem]:
    """Yield the names that two kinds of things share, and those used that nothing has."""
    fields, groups = _names(tree, "fields"), _names(tree, "staff")
    by_label = _names_by_label(tree)
    for kind, names, taken in (("fields", fields, STEPS), ("staff", groups, (*STEPS, *fields))):
        for name in names:
            if name in taken:
                if name in STEPS:
                    message = _("{name!r} is the name of a step too: choose another name")
                else:
                    message = _("{name!r} is the name of a field too: choose another name")
                yield _problem(tree, (kind, name), message.format(name=name))
    for pattern in ("procedures.*.field", "demand.surges.*.fields.*"):
        yield from _unknown(tree, pattern, _UNKNOWN_FIELD, fields, by_label)
    for path, node in tree.select("demand.enquiries.fields.*"):
        if path[-1] not in fields:
            message = _(_UNKNOWN_FIELD, hint=_hint(str(path[-1]), fields, by_label))
            yield Problem.at(node.place, path, message)
    calendars = (OFFICE, *_names(tree, "calendars"))
    for pattern in ("procedures.*.consult.*.with", "staff.*.calendar", "courier.calendar"):
        yield from _unknown(tree, pattern, _UNKNOWN_CALENDAR, calendars)


def check_flows(tree: Node) -> Iterator[Problem]:
    """Yield what happens at a step that the flow lacks."""
    for path, procedure in tree.select("procedures.*"):
        flow = _flow(procedure)
        for key, steps in _STEPS_NEEDED.items():
            missing = [step for step in steps if step not in flow]
            for below, chance in procedure.select(key):
                if flow and missing and _happens(chance.value):
                    message = _("needs the step {step}, which the flow lacks", step=missing[0])
                    yield Problem.at(chance.place, (*path, *below), message, chance.value)


def check_stations(tree: Node) -> Iterator[Problem]:
    """Yield stations that do not exist, groups that serve nothing, stations that nobody serves.

    The last two are passed over while a misspelt flow, or group, may be the reason. Papers of one
    step are work for between citizens: that somebody helps there is enough.
    """
    fields, by_label = _names(tree, "fields"), _names_by_label(tree)
    existing, is_every_flow_known = _existing_stations(tree, fields)

    def reached_by(patterns: Iterable[object]) -> set[Station]:
        return {at for at in existing if any(_covers(pattern, at) for pattern in patterns)}

    served: set[Station] = set()
    is_every_group_known = bool(_names(tree, "staff"))
    for path, group in tree.select("staff.*"):
        wrong = [
            Problem.at(node.place, (*path, *below), message, node.value)
            for key in ("serves", "helps")
            for below, node in group.select(f"{key}.*")
            if (message := _station_message(node.value, fields, by_label, can_be_all=True))
        ]
        yield from wrong
        patterns = [node.value for _path, node in group.select("serves.*")]
        helped = [node.value for _path, node in group.select("helps.*")]
        by_group = reached_by(patterns)
        served |= by_group | {at for at in reached_by(helped) if _is_between(tree, existing[at])}
        is_every_group_known &= bool(patterns) and not wrong
        if wrong or not is_every_flow_known:
            continue
        for key, of_group, message in (
            ("serves", patterns, _SERVES_NOTHING),
            ("helps", helped, _HELPS_NOTHING),
        ):
            if of_group and not reached_by(of_group):
                yield _problem(tree, (*path, key), _(message))
    for station, path in existing.items():
        if is_every_group_known and station not in served:
            message = _("no group of staff serves {station}", station="/".join(station))
            yield _problem(tree, path, message)


def check_queues(tree: Node) -> Iterator[Problem]:
    """Yield settings of queues that do not exist, and those that no queue of a step can have."""
    fields, by_label = _names(tree, "fields"), _names_by_label(tree)
    for path, queue in tree.select("queues.*"):
        key = str(path[-1])
        step = key.partition("/")[0]
        message = "" if key in STEPS else _station_message(key, fields, by_label, can_be_all=False)
        if message:
            yield Problem.at(queue.place, path, message)
        elif step not in _IN_PERSON_STEPS:
            for setting, idle in _WITH_CITIZENS.items():
                node = queue.child(setting)
                if node and node.value != idle:
                    message = _("citizens come only for receive and return")
                    yield Problem.at(node.place, (*path, setting), message, node.value)


def check_appointments(tree: Node) -> Iterator[Problem]:
    """Yield slots of fields that nothing has, and visits that want appointments in vain."""
    fields, by_label = _names(tree, "fields"), _names_by_label(tree)
    slots = [str(path[-1]) for path, _node in tree.select("appointments.slots.*")]
    for field in slots:
        if field not in (*fields, ALL):
            message = _(_UNKNOWN_FIELD, hint=_hint(field, fields, by_label))
            yield _problem(tree, ("appointments", "slots", field), message)
    for path, node in tree.select("procedures.*.booked"):
        own = tree.at((*path[:-1], "field"))
        if _happens(node.value) and own and not {own.value, ALL} & {*slots}:
            message = _(
                "nobody can book: give appointments.slots for {field}, or for all", field=own.value
            )
            yield Problem.at(node.place, path, message, node.value)


def check_courier(tree: Node) -> Iterator[Problem]:
    """Yield what is done at headquarters without a courier that goes there and back."""
    ways = ("to_headquarters", "to_center")
    if all(any(tree.select(f"courier.{way}.*")) for way in ways):
        return
    message = _(
        "headquarters needs a courier with a departure each way, such as courier: {example}",
        example="{to_headquarters: [10:00], to_center: [11:00], trip: 30 min}",
    )
    flows = [_flow(procedure) for _path, procedure in tree.select("procedures.*")]
    for path, node in tree.select("seal.at"):
        if node.value == "headquarters" and any("seal" in flow for flow in flows):
            yield Problem.at(node.place, path, message, node.value)
    for path, node in tree.select("procedures.*.back_office"):
        procedure = tree.at(path[:-1])
        if node.value == "headquarters" and procedure and _OFFICE_STEPS & {*_flow(procedure)}:
            yield Problem.at(node.place, path, message, node.value)


def check_sources(tree: Node, scenario: Scenario) -> Iterator[Problem]:
    """Yield the paths of sources that lead to nothing in the scenario, defaults included."""
    data = scenario.canonical()
    for path, node in tree.select("sources.*"):
        hint = _mismatch(data, str(path[-1]).split("."))
        if hint is not None:
            message = _("this path matches nothing{hint}", hint=hint)
            yield Problem.at(node.place, path, message)


def check_ranges(tree: Node, scenario: Scenario) -> Iterator[Problem]:
    """Yield the ranges under sources that are none, or leave out a value that they are of."""
    sources = scenario.sources
    if not any(stated.range for stated in sources.values()):
        return
    entries = Covering({path: path for path in sources})
    of_values = {entries.stated(path) for path, _value in values(tree.plain())}
    covered: dict[str, list[WrittenNumber]] = {}
    for number in numbers(tree):
        name = entries.stated(tuple(map(str, number.path)))
        if name and number.amount:
            covered.setdefault(name, []).append(number.named_by(name))
    for path, stated in sources.items():
        if stated.range is None:
            continue
        ends, of_range = _ends(stated.range), covered.get(path, [])
        if ends is None:
            message = _("a range is [least, greatest], both written as the value is")
        elif path in of_values and not of_range:
            message = _("a range is of numbers: what this path leads to has none")
        else:
            message = next(filter(None, (_outside(*ends, number) for number in of_range)), "")
        if message:
            place = tree.nearest(("sources", path, "range")).place
            yield Problem.at(place, ("sources", path, "range"), message, list(stated.range))


def check_observed(tree: Node, scenario: Scenario) -> Iterator[Problem]:
    """Yield the days of what was observed that are not in the period, and that nothing was seen."""
    observed, period = scenario.observed, scenario.period
    if observed is None:
        return
    place = tree.nearest(("observed",)).place
    if not observed.seen:
        message = _("nothing was seen: name a measure, e.g. wait_mean: 18 min")
        yield Problem.at(place, ("observed",), message)
    for key, day in (("from", observed.from_), ("to", observed.to)):
        if day and not period.from_ <= day <= period.to:
            message = _(
                "is not in the period, {first} to {last}", first=period.from_, last=period.to
            )
            yield Problem.at(tree.nearest(("observed", key)).place, ("observed", key), message, day)


def _ends(written: Sequence[object]) -> tuple[Amount, Amount] | None:
    """Return the two ends of a range; None where they are none."""
    least, most = map(amount, written)
    if not (least and most) or least.unit != most.unit:
        return None
    return (least, most) if -inf < least.number < most.number < inf else None


def _outside(least: Amount, most: Amount, number: WrittenNumber) -> str:
    """Return how a number is not in a range; empty where it is."""
    found = number.amount
    if found is None:
        return ""
    path, written = number.spoken_of
    if number.key.kind is Distribution:
        written = Duration(found.number / SECONDS_PER_MINUTE, "min")
    where = dotted(path)
    if found.unit != least.unit:
        return _(
            "{where} is {value}, and the range is in another unit: write both ends as the value is",
            where=where,
            value=written,
        )
    if not least.number <= found.number <= most.number:
        return _("{where} is {value}, which is not in the range", where=where, value=written)
    return ""


def _names(tree: Node, section: str) -> tuple[str, ...]:
    return tuple(str(path[-1]) for path, _node in tree.select(f"{section}.*"))


def _names_by_label(tree: Node) -> dict[str, str]:
    """Return the names of the fields by their tidied labels."""
    labels = [*tree.select("fields.*"), *tree.select("fields.*.*")]
    return {tidy(node.value): str(path[1]) for path, node in labels if isinstance(node.value, str)}


def _hint(word: str, known: Iterable[str], by_label: Mapping[str, str]) -> str:
    """Return the name that may be meant by a word, the label of something or a slip."""
    meant = by_label.get(tidy(word))
    return did_you_mean(meant) if meant else near_match(word, known)


def _unknown(
    tree: Node,
    pattern: str,
    said: str,
    known: Collection[str],
    by_label: Mapping[str, str] = _NO_LABELS,
) -> Iterator[Problem]:
    """Yield the names that a pattern reaches and that are not known; `said` takes a hint."""
    for path, node in tree.select(pattern):
        if isinstance(node.value, str) and node.value not in known:
            message = _(said, hint=_hint(node.value, known, by_label))
            yield Problem.at(node.place, path, message, node.value)


def _flow(procedure: Node) -> tuple[str, ...]:
    """Return the steps of a procedure, as they were written."""
    return tuple(str(path[-1]) for path, _node in procedure.select("steps.*"))


def _is_between(tree: Node, path: KeyPath) -> bool:
    """Whether a step is all that is done with papers: no citizen is ever there."""
    procedure = tree.at(path[:2])
    channels = procedure and procedure.child("channels")
    return bool(
        procedure
        and channels
        and "counter" not in channels.entries
        and _flow(procedure) == path[-1:]
        and path[-1] not in ("receive", "return")
    )


def _happens(chance: object) -> bool:
    """Whether a chance, as it was written, is more than none."""
    try:
        return bool(parse_share(chance))
    except ValueError:
        return True


def _existing_stations(tree: Node, fields: Collection[str]) -> tuple[dict[Station, KeyPath], bool]:
    """Return the stations that flows and enquiries use, each with the path of what first does.

    Also returned is whether every flow could be read, so that no station is missing.
    """
    stations: dict[Station, KeyPath] = {}
    is_complete = bool(_names(tree, "procedures"))
    for path, procedure in tree.select("procedures.*"):
        field = procedure.child("field")
        flow = _flow(procedure)
        is_complete &= bool(flow)
        for step in flow:
            if step in STEPS and field and field.value in fields:
                stations.setdefault((step, str(field.value)), (*path, "steps", step))
            else:
                is_complete = False
    for path, _node in tree.select("demand.enquiries.fields.*"):
        if path[-1] in fields:
            stations.setdefault(("receive", str(path[-1])), path)
    return stations, is_complete


def _covers(pattern: object, station: Station) -> bool:
    """Whether step/field, with `all` on either side, stands for a station."""
    step, _slash, field = str(pattern).partition("/")
    return step in (ALL, station[0]) and field in (ALL, station[1])


def _station_message(
    pattern: object, fields: Collection[str], by_label: Mapping[str, str], *, can_be_all: bool
) -> str:
    """Return what is wrong with a station written as step/field; empty for nothing."""
    if not isinstance(pattern, str):
        return ""  # The schema says so.
    step, slash, field = pattern.partition("/")
    words = (ALL,) if can_be_all else ()
    if step not in (*STEPS, *words):
        return _(
            "unknown step {step!r}{hint}: a station is step/field",
            step=step,
            hint=near_match(step, STEPS),
        )
    if not slash:
        return _("a station is step/field: write {step}/all, or name the field", step=step)
    if field not in (*fields, *words):
        return _("unknown field {field!r}{hint}", field=field, hint=_hint(field, fields, by_label))
    return ""


def _mismatch(data: object, keys: Sequence[str]) -> str | None:
    """Return None where the keys lead to a value of `data`, else the nearest key as a hint."""
    if not keys:
        return None
    below = dict(enumerate(data)) if isinstance(data, list) else data
    if not isinstance(below, Mapping):
        return ""
    entries = {str(key): value for key, value in below.items()}
    if keys[0] == ALL:
        hints = [_mismatch(value, keys[1:]) for value in entries.values()]
        return None if None in hints else next(filter(None, hints), "")
    if keys[0] in entries:
        return _mismatch(entries[keys[0]], keys[1:])
    return near_match(keys[0], entries)


def _problem(tree: Node, path: KeyPath, message: str) -> Problem:
    return Problem.at(tree.nearest(path).place, path, message)
