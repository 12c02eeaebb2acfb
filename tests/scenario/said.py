"""What the text of a scenario says, taken from it without the package: the fuzzer's second opinion.

`said` reads YAML with every value as text and takes away what by the language makes no difference:
the order of keys, how a number or a unit is spelled, a default that is written out. Two texts of
which it returns the same must mean the same scenario, and only those may.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, TypeAlias

from ruamel.yaml import YAML

Said: TypeAlias = "str | list[Said] | dict[str, Said]"

NUMBER_AND_UNIT = re.compile(
    r"(?P<number>[+\-−]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?)\s*(?P<unit>[^\d\s].*)?",
    re.IGNORECASE,
)
CLOCK = re.compile(r"(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d))?")
DAYS = re.compile(
    r"every\s*[-–—]\s*day|{day}(\s*[-–—]\s*{day})?".format(
        day="(mon|tue|wed|thu|fri|sat|sun|t[2-7]|cn)"
    )
)
"""What names days of the week, in capitals or not, with whatever dash."""
DAY_FIRST = re.compile(r"(?P<day>\d\d)/(?P<month>\d\d)/(?P<year>\d{4})")
DATE = re.compile(r"\d{4}(?:\s*[-–—]\s*\d{2}){2}")
UNITS = {
    "s": ("sec", "second", "seconds", "giây"),
    "min": ("mins", "minute", "minutes", "phút"),
    "h": ("hour", "hours", "giờ"),
    "days": ("day", "ngày"),
    "working days": ("working day", "ngày làm việc"),
    "working hours": ("working hour", "giờ làm việc"),
    "per year": ("mỗi năm",),
    "per month": ("mỗi tháng",),
    "per working day": ("mỗi ngày làm việc",),
    "per hour": ("per h", "mỗi giờ"),
    "per min": ("per minute", "mỗi phút"),
}
UNIT_OF = {name: unit for unit, names in UNITS.items() for name in (unit, *names)}
LIMIT_WORDS = {"không": "none", "trong ngày": "same day"}

DEFAULTS: Mapping[str, Said] = {
    "period.warm_up": "0.0 days",
    "calendar.country": "VN",
    "calendar.cut_off": "none",
    "calendar.week": "mon-fri",
    "demand.growth": "1.0",
    "demand.months.*": "1.0",
    "demand.day_cv": "0.0",
    "demand.day_memory": "0.0",
    "procedures.*.limit": "none",
    "procedures.*.channels": {"counter": "1.0"},
    "procedures.*.channels.*": "0.0",
    "procedures.*.bundle": {"1.0": "1.0"},
    "procedures.*.on_the_spot": "false",
    "procedures.*.authority": "own",
    "procedures.*.back_office": "center",
    "procedures.*.booked": "0.0",
    "procedures.*.incomplete": "0.0",
    "procedures.*.supplement.never": "0.0",
    "procedures.*.correction": "0.0",
    "procedures.*.consult_order": "one-by-one",
    "procedures.*.consult.*.chance": "1.0",
    "procedures.*.consult.*.limit": "none",
    "citizens.comes_back": {"constant": "1.0 days"},
    "citizens.collects": {"counter": "1.0"},
    "citizens.collects.*": "0.0",
    "citizens.collects_on": "slip",
    "citizens.collects_after": {"constant": "0.0 days"},
    "citizens.patience": "none",
    "citizens.leaves": "openly",
    "citizens.call_out": "1.0 min",
    "citizens.retries": "3.0",
    "appointments.full": "walk-in",
    "appointments.grace": "0.0 min",
    "appointments.no_show.comes_again": "0.0",
    "appointments.no_show.costs": "0.0 min",
    "appointments.called": "before-walk-ins",
    "queues.*.discipline": "fifo",
    "queues.*.closing": "serve-all",
    "queues.*.tickets_per_day": "none",
    "queues.*.target_wait": "15.0 min",
    "queues.*.hurry": "0.0",
    "queues.*.last_ticket": "none",
    "queues.*.overtime_at_most": "none",
    "staff.*.chooses": "first-come",
    "staff.*.calendar": "office",
    "staff.*.speed": "1.0",
    "staff.*.other_duties": "0.0",
    "staff.*.leave": "0.0 working days",
    "staff.*.sick": "0.0",
    "staff.*.sick_spell": "1.0 working days",
    "staff.*.cost": "0.0",
    "seal.at": "center",
    "courier.calendar": "office",
}
"""What a key says that is not there, by the pattern of its path; an empty collection besides."""


def said(text: str) -> Said:
    """Return what a text says, as texts, lists and dicts."""
    yaml: Any = YAML(typ="base", pure=True)  # Its settings are typed as if never set.
    data = _plain(yaml.load(text), ())
    if isinstance(data, dict):
        for things in ("procedures", "staff"):
            _leave_out_labels(data.get(things, {}))
        _leave_out_what_is_inherited(data)
    return _without_defaults(data, ())


def _plain(value: object, path: tuple[str, ...]) -> Said:
    if isinstance(value, dict):
        return {
            _meaning(str(key)): _plain(entry, (*path, str(key))) for key, entry in value.items()
        }
    if isinstance(value, list):
        return [_plain(item, path) for item in value]
    text = unicodedata.normalize("NFC", str(value))
    return text if _is_free_text(path) else _meaning(text)


def _is_free_text(path: tuple[str, ...]) -> bool:
    """Whether the value under a path is a text that is taken as it stands."""
    return path[:1] in (("name",), ("fields",), ("sources",), ("currency",)) or "label" in path


def _meaning(text: str) -> str:
    """Return a number, a quantity or a time of day as they are all spelled here."""
    tidy = " ".join(text.casefold().split())
    if tidy in ("none", "không", "same day", "trong ngày", "true", "false"):
        return LIMIT_WORDS.get(tidy, tidy)
    tidy = DAY_FIRST.sub(r"\g<year>-\g<month>-\g<day>", tidy)
    if clock := CLOCK.fullmatch(tidy):
        return f"{int(clock['hour'])}:{clock['minute']}:{clock['second'] or '00'}"
    if DATE.fullmatch(tidy) or DAYS.fullmatch(tidy):
        return re.sub(r"\s*[-–—]\s*", "-", tidy)
    if span := re.fullmatch(r"(\d{1,2}:[\d:]+)\s*[-–—]\s*(\d{1,2}:[\d:]+)", tidy):
        return "-".join(map(_meaning, span.groups()))
    if match := NUMBER_AND_UNIT.fullmatch(tidy):
        number = float(match["number"].replace("−", "-")) + 0.0
        unit = UNIT_OF.get(match["unit"], match["unit"])
        if unit == "%":
            number, unit = float(Decimal(match["number"].replace("−", "-")) / 100), None
        return f"{number} {unit}" if unit else f"{number}"
    return text


def _leave_out_labels(things: object) -> None:
    """Leave out the labels that say what is said without them."""
    for name, thing in _entries(things):
        label = thing.get("label") if isinstance(thing, dict) else None
        same = {"vi": name, "en": name}
        if isinstance(thing, dict) and label in (name, same, {"vi": name}, {"en": name}):
            del thing["label"]


def _leave_out_what_is_inherited(data: dict[str, Said]) -> None:
    """Leave out what calendars have from the Center's, and stations from their steps."""
    center = data.get("calendar")
    for _, heir in _entries(data.get("calendars")):
        _leave_out_same(heir, center)
    queues = data.get("queues")
    for name, settings in _entries(queues):
        step = name.partition("/")[0]
        if isinstance(queues, dict) and step != name:
            _leave_out_same(settings, queues.get(step))
        at_break = "finish" if step in ("receive", "return") else "pause"
        if isinstance(settings, dict) and settings.get("at_break") == at_break:
            del settings["at_break"]


def _entries(things: object) -> Iterator[tuple[str, Said]]:
    yield from things.items() if isinstance(things, dict) else ()


def _leave_out_same(heir: object, other: object) -> None:
    if isinstance(heir, dict) and isinstance(other, dict):
        for key in [key for key, value in heir.items() if other.get(key) == value]:
            del heir[key]


def _without_defaults(value: Said, path: tuple[str, ...]) -> Said:
    if isinstance(value, list):
        return [_without_defaults(item, (*path, "*")) for item in value]
    if not isinstance(value, dict):
        return value
    entries = {key: _without_defaults(entry, (*path, key)) for key, entry in value.items()}
    return {
        key: entry
        for key, entry in entries.items()
        if entry not in ({}, []) and not _is_default((*path, key), entry)
    }


def _is_default(path: tuple[str, ...], value: Said) -> bool:
    return any(
        value == default and _is_like(path, pattern.split("."))
        for pattern, default in DEFAULTS.items()
    )


def _is_like(path: tuple[str, ...], pattern: list[str]) -> bool:
    return len(path) == len(pattern) and all(
        part in ("*", key) for part, key in zip(pattern, path, strict=True)
    )
