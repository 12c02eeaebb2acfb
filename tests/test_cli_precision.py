"""`onestop run --precision`: replications until the intervals are as narrow as asked for."""

import json

import pytest

from simulator import load_scenario, run

MM1 = "scenarios/textbook/mm1.yaml"
SHORT = ("--set", "period.to=2021-01-10", "--set", "period.warm_up=1 days", "--seed", 4, "-q")


def test_it_replicates_until_the_precision_is_reached(onestop):
    code, text, _ = onestop("run", MM1, *SHORT, "--precision", 2.5)
    assert code == 0
    assert "The precision was reached with " in text
    assert "wait_mean: ± " in text
    assert "asked for ± 2.5 min" in text


def test_what_was_reached_is_what_the_summary_says(onestop):
    measures = ("--measure", "wait_mean=2", "--measure", "utilization")
    code, text, _ = onestop("run", MM1, *SHORT, "--precision", 0.05, *measures, "--json")
    assert code == 0
    summary = json.loads(text)
    reached = summary["provenance"]["precision"]
    assert reached["reached"] is True
    assert reached["targets"] == {"wait_mean": 2.0, "utilization": 0.05}
    assert reached["replications"] == summary["replications"]
    for name, width in reached["half_widths"].items():
        estimate = summary["measures"][name]
        ends = estimate["mean"] - estimate["low"], estimate["high"] - estimate["mean"]
        assert width == pytest.approx(max(ends))
        assert width <= reached["targets"][name]
        assert estimate["n"] == summary["replications"]
    assert summary["replications"] < 100


def test_the_replications_are_those_of_a_run_of_as_many(onestop):
    _, text, _ = onestop("run", MM1, *SHORT, "--precision", 2.5, "--json")
    summary = json.loads(text)
    overrides = {"period.to": "2021-01-10", "period.warm_up": "1 days"}
    same = run(
        load_scenario(MM1, overrides=overrides), seed=4, replications=summary["replications"]
    )
    waits = [one.measures["wait_mean"] for one in same]
    assert summary["measures"]["wait_mean"]["mean"] == pytest.approx(sum(waits) / len(waits))


def test_the_recorded_command_asks_for_the_same_and_rerun_agrees(onestop, tmp_path):
    asked = ("--precision", 2.5, "--measure", "wait_mean", "--max-replications", 50, "-n", 4)
    _, text, _ = onestop("run", MM1, *SHORT, *asked, "--json")
    file = tmp_path / "summary.json"
    file.write_text(text, encoding="utf-8")
    command = json.loads(text)["provenance"]["command"]
    for option in ("--precision 2.5", "--measure wait_mean", "--max-replications 50"):
        assert option in command
    assert "--replications 4" in command
    code, agreed, _ = onestop("rerun", file)
    assert (code, agreed.startswith("identical: ")) == (0, True)


def test_without_a_least_number_none_is_recorded(onestop):
    _, text, _ = onestop("run", MM1, *SHORT, "--precision", 50, "--json")
    summary = json.loads(text)
    assert " --replications" not in summary["provenance"]["command"]
    assert summary["replications"] == 3 + 5


def test_the_replications_asked_for_are_the_least_number(onestop):
    _, text, _ = onestop("run", MM1, *SHORT, "--precision", 50, "--replications", 11, "--json")
    assert json.loads(text)["replications"] == 11


def test_a_precision_that_is_not_reached_is_told(onestop):
    asked = ("--precision", 0.01, "--max-replications", 4)
    code, text, _ = onestop("run", MM1, *SHORT, *asked)
    assert code == 0
    assert "The precision was NOT reached with 4 replications:" in text
    assert "asked for ± 0.010 min" in text


def test_without_a_precision_nothing_is_said_of_it(onestop):
    _, text, _ = onestop("run", MM1, *SHORT, "-n", 2, "--json")
    summary = json.loads(text)
    assert "precision" not in summary["provenance"]
    assert summary["replications"] == 2


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--precision", 1, "--measure", "wait_maen"), "(did you mean 'wait_mean'?)"),
        (("--precision", 1, "--measure", "utilization"), "for two percentage points write 0.02"),
        (("--precision", 0), "'0' is not a number above 0"),
        (("--precision", "nan"), "'nan' is not a number above 0"),
        (("--precision", 1, "--measure", "visits=many"), "'many' is not a number above 0"),
        (("--precision", 1, "--measure", "visits", "--measure", "visits=2"), "is given twice"),
        (("--precision", 1, "--max-replications", 2), "after 3 replications or more, not 2"),
        (("--measure", "visits"), "--measure needs a half-width: add --precision R"),
        (("--max-replications", 20), "--max-replications needs a half-width"),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_run(options, message, onestop, monkeypatch):
    def run_nothing(*_, **__):
        pytest.fail("something was run")

    monkeypatch.setattr("simulator.studies.session.run", run_nothing)
    code, text, told = onestop("run", MM1, *options)
    assert (code, text) == (2, "")
    assert message in told
