"""Random lobbies, as scenarios whose logs are to be fitted."""

from typing import Any

import numpy as np

from simulator.scenario import Scenario


def lobby(**changes: Any) -> Scenario:
    """Return a small lobby of two queues and three counters, two months long."""
    data: dict[str, Any] = {
        "name": "Lobby",
        "period": {"from": "2025-03-03", "to": "2025-04-25"},
        "calendar": {"hours": {"mon-fri": ["07:30-11:30", "13:30-17:00"]}},
        "fields": {"land": "Land", "justice": "Justice"},
        "demand": {
            "hours": {7: 0.2, 8: 0.25, 9: 0.15, 10: 0.1, 13: 0.12, 14: 0.1, 15: 0.06, 16: 0.02}
        },
        "procedures": {
            "land": {
                "field": "land",
                "volume": "50 per working day",
                "steps": {"receive": {"gamma": {"mean": "10 min", "cv": 0.5}}},
            },
            "justice": {
                "field": "justice",
                "volume": "30 per working day",
                "steps": {"receive": {"lognormal": {"mean": "8 min", "cv": 0.8}}},
            },
        },
        "citizens": {"retries": 0},
        "staff": {
            "land": {"officers": 2, "serves": ["receive/land"], "helps": ["receive/justice"]},
            "justice": {"officers": 1, "serves": ["receive/justice"]},
        },
    }
    return Scenario.model_validate(data | changes)


def random_lobby(seed: int, *, days_to: str = "2025-05-30") -> Scenario:
    """Return a lobby of some queues and groups of counters that are neither idle nor swamped."""
    draw = np.random.default_rng(seed)
    n_fields = int(draw.integers(1, 5))
    fields = [f"f{n}" for n in range(n_fields)]
    services = {field: float(draw.uniform(4, 15)) for field in fields}
    groups: dict[str, Any] = {}
    if n_fields > 1 and draw.random() < 0.5:
        groups["pool"] = {"officers": int(draw.integers(2, 5)), "serves": ["receive/all"]}
    else:
        for n, field in enumerate(fields):
            groups[f"g{n}"] = {
                "officers": int(draw.integers(1, 4)),
                "serves": [f"receive/{field}"],
            }
        if n_fields > 1 and draw.random() < 0.6:
            groups["g0"]["helps"] = [f"receive/{fields[1]}"]
    hours = [["07:30-11:30", "13:30-17:00"], ["08:00-12:00", "13:00-16:30"], ["08:00-17:00"]]
    own = hours[int(draw.integers(len(hours)))]
    minutes = {0: 450, 1: 450, 2: 540}[hours.index(own)]
    busy = draw.uniform(0.7, 0.95)
    officers = {
        field: sum(
            group["officers"] / (n_fields if group["serves"] == ["receive/all"] else 1)
            for group in groups.values()
            if group["serves"] in (["receive/all"], [f"receive/{field}"])
        )
        for field in fields
    }
    families = ("gamma", "lognormal", "weibull", "exponential")
    procedures = {}
    for field in fields:
        family = families[int(draw.integers(4))]
        time: dict[str, Any] = {"mean": f"{services[field]:.2f} min"}
        if family != "exponential":
            time["cv"] = round(float(draw.uniform(0.4, 1.1)), 2)
        volume = busy * officers[field] * minutes / services[field]
        procedures[field] = {
            "field": field,
            "volume": f"{volume:.1f} per working day",
            "steps": {"receive": {family: time}},
        }
    data: dict[str, Any] = {
        "name": "random lobby",
        "period": {"from": "2025-03-03", "to": days_to},
        "calendar": {"hours": {"mon-fri": own}},
        "fields": {field: field.upper() for field in fields},
        "demand": {
            "weekdays": {"mon": 1.2, "fri": 0.85},
            "hours": {
                7: 0.1,
                8: 0.2,
                9: 0.18,
                10: 0.15,
                11: 0.1,
                13: 0.1,
                14: 0.1,
                15: 0.07,
                16: 0.05,
            },
            "day_cv": round(float(draw.uniform(0, 0.25)), 2),
        },
        "procedures": procedures,
        "citizens": {
            "patience": "none"
            if draw.random() < 0.3
            else {"exponential": {"mean": f"{draw.uniform(30, 90):.1f} min"}},
            "leaves": "silently" if draw.random() < 0.7 else "openly",
            "retries": 0,
        },
        "staff": groups,
    }
    return Scenario.model_validate(data)
