import pytest

from simulator.reports.sourcing import Sourcing, sourcing

WRITTEN = {
    "name": "Center",
    "period": {"from": "2021-01-01", "to": "2021-12-31"},
    "calendar": {"hours": {"mon-fri": ["08:00-12:00"], "sat": ["08:00-10:00"]}, "cut_off": "15:00"},
    "procedures": {
        "transfer": {
            "label": "Transfer",
            "field": "land",
            "volume": "10 per working day",
            "steps": {"receive": {"gamma": {"mean": "5 min", "cv": 0.6}}, "seal": {}},
        }
    },
    "staff": {"clerks": {"officers": 2, "serves": ["receive/all"], "calendar": "office"}},
}
"""Six values: hours, cut_off, volume, receive, seal, officers."""


def test_what_no_source_covers_is_an_assumption():
    assert sourcing(WRITTEN, {}) == Sourcing(values=6, assumed=6)


@pytest.mark.parametrize(
    ("path", "covered"),
    [
        ("calendar.cut_off", 1),
        ("calendar", 2),
        ("procedures.transfer", 3),
        ("procedures.all.steps", 2),
        ("procedures.transfer.steps.receive.gamma.mean", 1),
        ("staff.all.officers", 1),
        ("staff.clerks.speed", 0),
    ],
)
def test_a_source_covers_what_its_path_leads_to(path, covered):
    assert sourcing(WRITTEN, {path: "Decision 12"}).assumed == 6 - covered


def test_a_source_may_say_that_it_is_an_assumption():
    for text in ("Assumption: as in 2020", "Giả định"):
        assert sourcing(WRITTEN, {"staff.all.officers": text}).assumed == 6


def test_the_longest_path_decides():
    sources = {"calendar": "Decision 12", "calendar.cut_off": "assumption"}
    assert sourcing(WRITTEN, sources).assumed == 5


def test_the_values_of_a_file_are_counted_without_its_defaults(district):
    counted = sourcing(district.resolved.data, district.scenario.sources)
    assert counted.values - counted.assumed == 3
    assert counted.values < 100
