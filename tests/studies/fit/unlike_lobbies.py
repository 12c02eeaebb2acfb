"""Lobbies that are unlike each other and those of `lobbies`, written after the fitter was done."""

from typing import Any

from simulator.scenario import Scenario

SILENT = {"retries": 0, "leaves": "silently"}
WEEK = {"mon-fri": ["07:30-11:30", "13:30-17:00"]}
PEAKS = dict(
    zip((6, 7, 8, 9, 10, 11, 13, 14, 15, 16), (6, 20, 20, 8, 5, 3, 8, 19, 12, 2), strict=True)
)
"""Relative number of tickets by hour."""


def received(**queues: tuple[float, dict[str, Any]]) -> dict[str, Any]:
    """Return procedures: of each field tickets a day, and how long its services last."""
    return {
        field: {"field": field, "volume": f"{a_day} per working day", "steps": {"receive": service}}
        for field, (a_day, service) in queues.items()
    }


def family(name: str, mean: float, cv: float | None = None) -> dict[str, Any]:
    """Return a distribution, its mean in minutes."""
    return {name: {"mean": f"{mean} min"} | ({} if cv is None else {"cv": cv})}


LOBBIES: dict[str, dict[str, Any]] = {
    # Twice as many on Mondays as on Fridays, in two peaks; some wait at the door from six on.
    "monday surge with early birds": {
        "demand": {"weekdays": {"mon": 1.5, "fri": 0.75}, "hours": PEAKS, "day_cv": 0.15},
        "procedures": received(
            land=(70, family("gamma", 9, 0.4)), justice=(45, family("lognormal", 7, 1.2))
        ),
        "citizens": SILENT | {"patience": family("weibull", 60, 0.8)},
        "staff": {
            "land": {"officers": 2, "serves": ["receive/land"]},
            "justice": {"officers": 1, "serves": ["receive/justice"]},
        },
    },
    # All three wait for the same counter, which calls who has waited longest beside the target.
    "one counter for three queues, chosen by target": {
        "fields": {"land": "Land", "justice": "Justice", "social": "Social"},
        "procedures": received(
            land=(16, family("gamma", 9, 0.6)),
            justice=(14, family("weibull", 6, 0.7)),
            social=(8, family("lognormal", 14, 0.9)),
        ),
        "queues": {
            "receive/land": {"target_wait": "30 min"},
            "receive/justice": {"target_wait": "10 min"},
            "receive/social": {"target_wait": "15 min"},
        },
        "staff": {"desk": {"officers": 1, "serves": ["receive/all"], "chooses": "target"}},
    },
    "services that quicken with the queue": {
        "procedures": received(
            land=(85, family("gamma", 12, 0.5)), justice=(50, family("gamma", 9, 0.5))
        ),
        "citizens": SILENT,
        "queues": {"receive": {"hurry": 0.3}},
        "staff": {
            "land": {"officers": 2, "serves": ["receive/land"]},
            "justice": {"officers": 1, "serves": ["receive/justice"]},
        },
    },
    "many who leave in silence": {
        "procedures": received(
            land=(90, family("lognormal", 11, 0.7)), justice=(60, family("exponential", 8))
        ),
        "citizens": SILENT | {"patience": family("lognormal", 25, 1.3), "call_out": "40 s"},
        "staff": {
            "land": {"officers": 2, "serves": ["receive/land"]},
            "justice": {"officers": 1, "serves": ["receive/justice"]},
        },
    },
    "half of the counters closed at noon": {
        "calendar": {"hours": {"mon-fri": ["07:30-17:00"]}},
        "calendars": {"split": {"hours": WEEK}},
        "demand": {"hours": {7: 1, 8: 2, 9: 2, 10: 2, 11: 2, 12: 2, 13: 2, 14: 2, 15: 1, 16: 1}},
        "procedures": received(
            land=(60, family("gamma", 9, 0.6)), justice=(60, family("weibull", 10, 0.9))
        ),
        "staff": {
            "whole": {"officers": 2, "serves": ["receive/all"]},
            "halves": {"officers": 2, "serves": ["receive/all"], "calendar": "split"},
        },
    },
    "families of very different spread": {
        "fields": {"land": "Land", "justice": "Justice", "social": "Social"},
        "procedures": received(
            land=(60, family("gamma", 11, 0.25)),
            justice=(60, family("lognormal", 6, 1.6)),
            social=(35, family("weibull", 10, 0.9)),
        ),
        "citizens": {"retries": 0, "leaves": "openly", "patience": family("exponential", 40)},
        "staff": {
            "land": {"officers": 2, "serves": ["receive/land"]},
            "justice": {"officers": 1, "serves": ["receive/justice"]},
            "social": {"officers": 1, "serves": ["receive/social"], "helps": ["receive/justice"]},
        },
    },
    "thirty tickets a day": {
        "fields": {"land": "Land", "justice": "Justice", "social": "Social"},
        "procedures": received(
            land=(14, family("gamma", 16, 0.8)),
            justice=(10, family("exponential", 9)),
            social=(6, family("lognormal", 20, 1.0)),
        ),
        "citizens": SILENT | {"patience": family("exponential", 50)},
        "staff": {"desks": {"officers": 1, "serves": ["receive/all"]}},
    },
}
"""By what is unlike others about them."""


def unlike_lobby(name: str) -> Scenario:
    """Return one of `LOBBIES`, three months of it."""
    data: dict[str, Any] = {
        "name": "Lobby",
        "period": {"from": "2025-03-03", "to": "2025-05-30"},
        "calendar": {"hours": WEEK},
        "fields": {"land": "Land", "justice": "Justice"},
        "demand": {
            "hours": {7: 0.2, 8: 0.25, 9: 0.15, 10: 0.1, 13: 0.12, 14: 0.1, 15: 0.06, 16: 0.02}
        },
        "citizens": {"retries": 0},
    }
    return Scenario.model_validate(data | LOBBIES[name])
