import json
from dataclasses import replace

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from scipy.sparse import diags
from scipy.sparse.linalg import expm_multiply

from simulator import draw, load_scenario, run, serve
from simulator.demand.workload import DAY, NONE, JobKind
from simulator.language import use_language
from simulator.measures import Estimate, Method, student_interval
from simulator.measures.tickets import tickets_of
from simulator.reports.document import Document
from simulator.reports.terminal import rendered
from simulator.reports.warm_up.document import lacking_text, warm_up_blocks, warm_up_data
from simulator.reports.warm_up.picture import warm_up_picture
from simulator.studies import find_warm_up
from simulator.studies.warm_up import (
    OPEN_DAYS,
    TRIED_WEEKS,
    Followed,
    Gap,
    daily_in_process,
    longest_run,
    period_share,
    with_warm_up,
)

VAN_DON = "scenarios/van-don-2021.yaml"

FILLS_IN_20_DAYS = """
name: Agency
period: {from: 2021-01-01, to: 2021-03-31}
calendar: {country: none, hours: {every-day: [00:00-24:00]}}
fields: {any: Any}
procedures:
  job:
    field: any
    volume: 1 per hour
    limit: none
    steps: {receive: {constant: 5 min}, appraise: {constant: 5 min}, approve: {constant: 1 min}}
    consult: [{with: office, chance: 1.0, takes: {constant: 480 h}}]
staff:
  clerks: {officers: 1, serves: [receive/all, appraise/all, approve/all]}
"""
"""Every dossier spends 20 days with another agency: the Center is full after them."""

TOO_MUCH = {"procedures.job.steps.approve": {"constant": "70 min"}}
"""More work than one officer can do: the Center fills for ever."""

TEXTBOOK = "scenarios/textbook/mm1.yaml"

MM1 = """
name: M/M/1
period: {from: 2021-01-01, to: 2021-01-14}
calendar: {country: none, hours: {every-day: [00:00-24:00]}}
fields: {any: Any}
procedures:
  job:
    field: any
    volume: 1.8 per hour
    limit: none
    steps: {receive: {exponential: {mean: 30 min}}}
staff:
  clerks: {officers: 1, serves: [receive/all]}
"""
"""Nine tenths of what the officer can do. Relaxation time 30 min ÷ (1 − √0.9)², 7.9 days."""


def written(folder, text, **overrides):
    path = folder / "scenario.yaml"
    path.write_text(text, encoding="utf-8")
    return load_scenario(path, overrides=overrides)


@pytest.fixture(scope="module")
def agency(tmp_path_factory):
    scenario = written(tmp_path_factory.mktemp("agency"), FILLS_IN_20_DAYS)
    return find_warm_up(scenario, seed=1)


@pytest.fixture(scope="module")
def overloaded(tmp_path_factory):
    scenario = written(tmp_path_factory.mktemp("overloaded"), FILLS_IN_20_DAYS, **TOO_MUCH)
    return find_warm_up(scenario, seed=1, replications=3)


def means_of_weeks(one):
    """The mean wait and the dossiers in process of each week, counted once more."""
    workload, outcome, start = one.workload, one.outcome, one.workload.period_start
    tickets = tickets_of(workload, outcome)
    jobs, times = workload.jobs, outcome.jobs
    begun = np.where(jobs.begin != NONE, jobs.begin, times.accepted)
    filed = (jobs.kind == JobKind.DOSSIER) & (begun != NONE)
    waits, in_process = [], []
    for first in range(start, workload.horizon, 7 * DAY):
        end = min(first + 7 * DAY, workload.horizon)
        came = (tickets.arrival >= first) & (tickets.arrival < end)
        waits.append(tickets.wait[came].mean() / 60)
        in_process.append(
            np.mean(
                [
                    (filed & (begun < at) & ((times.ready == NONE) | (times.ready >= at))).sum()
                    for at in range(first + DAY, end + 1, DAY)
                ]
            )
        )
    return waits, in_process


@pytest.fixture
def only_none_tried(monkeypatch):
    """No warm-up is tried but none at all."""
    monkeypatch.setattr("simulator.studies.warm_up.TRIED_WEEKS", (0,))


# What is lacking


@pytest.mark.usefixtures("only_none_tried")
def test_what_is_lacking_is_the_difference_of_two_plain_runs():
    """Of a run without a warm-up, and one whose warm-up is a year, of the same seed."""
    period = {"from": "2021-03-01", "to": "2021-04-09"}
    empty, filled = (
        list(
            run(
                load_scenario(VAN_DON, overrides={"period": period | {"warm_up": f"{days} days"}}),
                replications=2,
                seed=7,
            )
        )
        for days in (0, 365)
    )
    scenario = load_scenario(VAN_DON, overrides={"period": period | {"warm_up": "60 days"}})
    left = find_warm_up(scenario, seed=7, replications=2).tried[0]
    assert left.days == 0
    weeks = [np.array([means_of_weeks(one) for one in each]) for each in (filled, empty)]
    lacking = (weeks[0] - weeks[1]).mean(axis=0)
    for followed, expected in zip((Followed.WAIT, Followed.IN_PROCESS), lacking, strict=True):
        found = [gap.lacking.mean for gap in left.weeks[followed]]
        assert found == pytest.approx(expected.tolist(), rel=1e-9, abs=1e-9)
    assert len(lacking[0]) == 6
    assert lacking[0, 0] > 1
    assert lacking[1, 0] > 100
    for followed in (Followed.WAIT, Followed.CYCLE_TIME, Followed.ON_TIME):
        values = [np.array([one.measures[followed] for one in each]) for each in (filled, empty)]
        gap = left.period[followed]
        assert gap.usual == pytest.approx(values[0].mean())
        assert gap.lacking.mean == pytest.approx((values[0] - values[1]).mean())


@pytest.mark.usefixtures("only_none_tried")
def test_what_the_scenarios_own_warm_up_leaves_is_read_in_its_own_run():
    overrides = {"period": {"from": "2021-03-01", "to": "2021-03-19", "warm_up": "10 days"}}
    scenario = load_scenario(VAN_DON, overrides=overrides)
    own = find_warm_up(scenario, seed=7, replications=2).own
    waits = [
        [one.measures["wait_mean"] for one in run(each, replications=2, seed=7)]
        for each in (with_warm_up(scenario, 365), scenario)
    ]
    assert own.days == 10
    expected = np.mean(waits[0]) - np.mean(waits[1])
    assert own.period[Followed.WAIT].lacking.mean == pytest.approx(expected)


def test_a_center_that_began_earlier_meets_the_same_citizens():
    overrides = {"period": {"from": "2021-03-01", "to": "2021-04-30", "warm_up": "7 days"}}
    scenario = load_scenario(VAN_DON, overrides=overrides)
    before = (OPEN_DAYS - 7) * DAY
    short, long = draw(scenario, seed=3)[0], draw(with_warm_up(scenario, OPEN_DAYS), seed=3)[0]
    begins = long.jobs.begin[long.jobs.begin >= before] - before
    assert np.sort(short.jobs.begin[short.jobs.begin >= 0]).tolist() == np.sort(begins).tolist()


def test_a_center_lacks_what_it_has_not_yet_taken_in(agency):
    """24 dossiers a day stay 20 days each: after d days 24 · (20 − d) of the 480 are not there."""
    lacking = [gap.lacking.mean for gap in agency.tried[0].weeks[Followed.IN_PROCESS]]
    expected = np.maximum(24 * (20 - np.arange(1, 85)), 0).reshape(-1, 7).mean(axis=1)
    assert lacking[:3] == pytest.approx(expected[:3], rel=0.1)
    assert lacking[3:] == [0.0] * 10
    assert [left.days for left in agency.tried] == [0, 7, 14, 21]
    assert agency.recommended_days == 21


def test_a_queue_relaxes_as_queueing_theory_says(tmp_path, monkeypatch):
    """The mean wait of M/M/1, from empty, of its birth and death equations (arrivals see it)."""
    monkeypatch.setattr("simulator.studies.warm_up.OPEN_DAYS", 120)  # 15 relaxation times
    found = find_warm_up(written(tmp_path, MM1), seed=5, replications=100)
    arrivals, services, states, steps = 43.2, 48.0, 400, 20
    rates = np.full(states - 1, arrivals), np.full(states - 1, services)
    leaves = -np.append(rates[0], 0.0) - np.append(0.0, rates[1])
    flows = diags([*rates, leaves], [-1, 1, 0]).tocsc()
    chances = expm_multiply(flows, np.eye(states)[0], start=0, stop=14, num=14 * steps + 1)
    waits = chances @ np.arange(states) / services * 24 * 60
    usual = 0.9 * 30 / (1 - 0.9)
    expected = [usual - waits[7 * steps * k : 7 * steps * (k + 1)].mean() for k in range(2)]
    first, second = (gap.lacking for gap in found.tried[0].weeks[Followed.WAIT])
    assert first.mean == pytest.approx(expected[0], abs=50)  # three standard errors
    assert second.mean == pytest.approx(expected[1], abs=15)
    assert first.low > 0
    # A week is enough by theory; that little is lacking must be seen through all chance, too.
    assert expected[1] < 0.05 * usual < expected[0]
    assert found.recommended_days in range(7, 43)
    assert found.tried[0].period.keys() == {Followed.WAIT, Followed.ON_TIME}


def test_a_queue_that_forgets_within_hours_needs_no_warm_up():
    found = find_warm_up(load_scenario("scenarios/textbook/mm1.yaml"), seed=1, replications=5)
    assert (found.recommended_days, found.own_is_enough) == (0, True)


def test_dossiers_in_process_are_those_of_the_end_of_the_day():
    """Counted once more, dossier by dossier."""
    overrides = {"period": {"from": "2021-03-01", "to": "2021-04-10", "warm_up": "9 days"}}
    workload, roster = draw(load_scenario(VAN_DON, overrides=overrides), seed=4)
    outcome = serve(workload, roster)
    daily = daily_in_process(workload, outcome)
    jobs, times = workload.jobs, outcome.jobs
    spans = [
        (begin if begin != NONE else accepted, ready)
        for kind, begin, accepted, ready in zip(
            jobs.kind, jobs.begin, times.accepted, times.ready, strict=True
        )
        if kind == JobKind.DOSSIER and (begin != NONE or accepted != NONE)
    ]
    for day, in_process in enumerate(daily):
        end = (9 + day + 1) * DAY
        assert in_process == sum(a < end and (b == NONE or b >= end) for a, b in spans)
    assert len(daily) == 41
    assert daily.max() > 100


# What is enough


def test_the_recommended_warm_up_leaves_little_to_other_chances(agency, tmp_path):
    """Other replications, one by one: neither the period nor its first week lacks what matters."""
    scenario = written(tmp_path, FILLS_IN_20_DAYS)
    days = agency.recommended_days
    for kept, filled in zip(
        run(with_warm_up(scenario, days), replications=3, seed=99),
        run(with_warm_up(scenario, 365), replications=3, seed=99),
        strict=True,
    ):
        after, before = (daily_in_process(one.workload, one.outcome) for one in (kept, filled))
        assert before.mean() - after.mean() <= 0.01 * before.mean()
        assert before[:7].mean() - after[:7].mean() <= 0.05 * before[:7].mean()


def lacking(scenario, days):
    """Return the share of the mean wait that such a warm-up lacks, in all and in the first week."""
    usual, tried = (
        np.array(
            [
                (one.measures["wait_mean"], means_of_weeks(one)[0][0])
                for one in run(with_warm_up(scenario, each), replications=20, seed=2)
            ]
        ).mean(axis=0)
        for each in (365, days)
    )
    return (usual - tried) / usual


@pytest.mark.full
@pytest.mark.parametrize("name", ["van-don-2021", "ward-2026", "special-zone-2026"])
def test_the_warm_up_that_is_recommended_for_shipped_centers_leaves_little(name):
    scenario = load_scenario(f"scenarios/{name}.yaml")
    period, week = lacking(scenario, find_warm_up(scenario, seed=1).recommended_days)
    assert abs(period) <= 0.01
    assert abs(week) <= 0.05


@pytest.mark.full
def test_a_warm_up_of_two_weeks_is_too_short_for_the_shipped_center():
    scenario = load_scenario(VAN_DON)
    assert 21 <= find_warm_up(scenario, seed=1).recommended_days <= 56
    assert lacking(scenario, 14)[1] > 0.05


def test_officers_who_cannot_carry_the_load_are_said_to_fill_for_ever(overloaded, on_paper):
    assert overloaded.recommended_days is None
    assert not overloaded.own_is_enough
    assert overloaded.goes_on_filling
    assert [left.days for left in overloaded.tried] == [7 * weeks for weeks in TRIED_WEEKS]
    in_process = overloaded.tried[-1].period[Followed.IN_PROCESS]
    assert in_process.lacking.mean > 0.25 * in_process.usual  # half a year of the whole of one
    assert in_process.lacking.low > in_process.tolerance
    text = on_paper(warm_up_blocks(overloaded))
    assert "! No warm-up is enough: after one of 26 weeks, " in text
    assert "the officers cannot carry the load, and the Center fills for ever" in text
    assert "Recommended" not in text


def test_where_only_chance_is_in_the_way_nothing_else_is_said(overloaded, on_paper):
    chance = Estimate(0.1, -90.0, 90.2, 3, Method.T)
    last = overloaded.tried[-1]
    period = {key: replace(gap, lacking=chance) for key, gap in last.period.items()}
    weeks = {
        key: tuple(replace(gap, lacking=chance) for gap in gaps) for key, gaps in last.weeks.items()
    }
    unsure = replace(last, period=period | {Followed.ON_TIME: LITTLE}, weeks=weeks)
    found = replace(overloaded, tried=(*overloaded.tried[:-1], unsure))
    assert found.recommended_days is None
    assert not found.goes_on_filling
    text = on_paper(warm_up_blocks(found))
    assert "after one of 26 weeks little is lacking on average, but the replications differ" in text
    assert "cannot carry" not in text


LITTLE = Gap(20.0, Estimate(0.1, -0.1, 0.2, 10, Method.T), tolerance=0.2)


@pytest.mark.parametrize(
    ("low", "high", "is_little"),
    [
        (-0.1, 0.2, True),
        (-0.1, 0.21, False),  # it may be more
        (-0.21, 0.1, False),  # too full is as wrong as too empty
        (None, None, False),  # one replication says nothing of chance
    ],
)
def test_little_is_lacking_only_if_the_whole_interval_is_little(low, high, is_little):
    gap = replace(LITTLE, lacking=Estimate(0.1, low, high, 10, Method.T))
    assert gap.is_little is is_little


@pytest.mark.parametrize(
    ("values", "is_little"),
    [
        ([0.0] * 20, True),
        ([0.15] * 20, True),
        ([0.3] * 20, False),
        ([0.0] * 19 + [0.7], True),  # in up to 24.9 % of the years: 0.174 on average
        ([0.0] * 19 + [0.9], False),  # 0.224
        ([0.0] * 18 + [0.6, 0.6], True),  # in up to 31.7 %: 0.19
        ([0.0] * 18 + [0.7, 0.7], False),  # 0.222
    ],
)
def test_what_few_years_lack_may_happen_oftener(values, is_little):
    gap = replace(LITTLE, lacking=student_interval(np.array(values)))
    assert gap.lacking.low is None
    assert gap.is_little is is_little


@pytest.mark.parametrize("part", ["period", "weeks"])
def test_much_in_the_period_or_in_its_first_week_is_not_enough(part, agency):
    left = agency.tried[-1]
    much = Gap(20.0, Estimate(2.0, 1.0, 3.0, 10, Method.T), tolerance=1.0)
    worse = {"period": {Followed.WAIT: much}, "weeks": {Followed.WAIT: (much, LITTLE)}}[part]
    assert left.is_enough
    assert not replace(left, **{part: getattr(left, part) | worse}).is_enough
    if part == "weeks":  # Of the other weeks the period's mean has its say.
        later = {Followed.WAIT: (LITTLE, much)}
        assert replace(left, weeks=left.weeks | later).is_enough


def test_a_short_period_may_lack_what_its_first_week_may():
    assert [period_share(days) for days in (1, 7, 14, 35, 36, 365)] == pytest.approx(
        [0.05, 0.05, 0.025, 0.01, 0.01, 0.01]
    )


@pytest.mark.usefixtures("only_none_tried")
def test_the_first_week_in_which_doors_are_open_is_judged():
    """The doors are shut for the whole of the first, for Tết."""
    overrides = {"period": {"from": "2021-02-10", "to": "2021-03-05", "warm_up": "3 days"}}
    found = find_warm_up(load_scenario(VAN_DON, overrides=overrides), seed=1, replications=2)
    waits = found.own.weeks[Followed.WAIT]
    assert not waits[0].is_known
    assert found.own.first_week[Followed.WAIT] is waits[1]
    assert found.own.first_week[Followed.IN_PROCESS] is found.own.weeks[Followed.IN_PROCESS][0]
    data = json.loads(json.dumps(warm_up_data(found), allow_nan=False))
    week = data["scenario"]["weeks"]["wait_mean"][0]
    assert (week["usual"], week["lacking"]["mean"], week["tolerance"]) == (None, None, None)


@pytest.mark.parametrize(
    ("days", "is_enough"), [(7, False), (20, True), (21, True), (25, True), (400, True)]
)
def test_the_scenarios_own_warm_up_is_judged_by_what_it_leaves(days, is_enough, tmp_path):
    """One of 20 days fills the Center, though it is no whole number of weeks."""
    scenario = written(tmp_path, FILLS_IN_20_DAYS, **{"period.warm_up": f"{days} days"})
    found = find_warm_up(scenario, seed=1, replications=2)
    assert found.own_is_enough is is_enough
    assert found.recommended_days == 21


def test_a_center_that_nobody_comes_to_needs_no_warm_up(tmp_path):
    scenario = written(tmp_path, FILLS_IN_20_DAYS, **{"procedures.job.volume": "0 per hour"})
    found = find_warm_up(scenario, seed=1, replications=2)
    assert (found.recommended_days, dict(found.own.period)) == (0, {})
    assert warm_up_picture(found, "svg")


def test_a_single_replication_is_refused(tmp_path):
    scenario = written(tmp_path, FILLS_IN_20_DAYS)
    with pytest.raises(ValueError, match="replications must be 2 or more, not 1"):
        find_warm_up(scenario, seed=1, replications=1)
    with pytest.raises(ValueError, match="seed must be a whole number"):
        find_warm_up(scenario, seed=-1)


def test_the_longest_run_is_the_year_or_the_scenarios_own(tmp_path):
    scenario = written(tmp_path, FILLS_IN_20_DAYS)
    assert longest_run(scenario).period.warm_up_days == 365
    assert longest_run(with_warm_up(scenario, 400)).period.warm_up_days == 400


# What is shown


@pytest.fixture
def on_paper():
    def on_paper(blocks):
        document = Document(title="Center", facts=(), body=blocks)
        return " ".join(rendered(document, width=100, colour=False).split())

    return on_paper


def test_a_planner_reads_what_is_lacking_week_by_week(agency, on_paper):
    text = on_paper(warm_up_blocks(agency))
    gap = agency.tried[0].weeks[Followed.IN_PROCESS][0]
    assert f"{gap.lacking.mean:.0f} dossiers fewer are in process (8" in text
    assert "than in a Center that has been open for a year" in text
    assert "may exceed 1.0 % of the usual in the period" in text
    assert "! Recommended warm-up: 21 days. The scenario has 0 days" in text


def test_what_too_few_replications_cannot_see_is_said(agency, on_paper):
    """1 − 0.025^(1/20): what is in none of twenty years may be in every sixth."""
    assert agency.unseen_share == pytest.approx(0.1684, abs=1e-4)
    text = on_paper(warm_up_blocks(agency))
    assert "20 replications may miss a backlog that up to 17 % of the years have" in text


def test_what_only_a_few_years_lack_has_no_interval_and_this_is_said(agency, on_paper):
    assert "as if it happened in as many years as it may" not in on_paper(warm_up_blocks(agency))
    rare = replace(LITTLE, lacking=student_interval(np.array([0.0] * 18 + [4.0, 6.0])))
    left = agency.tried[0]
    weeks = left.weeks | {Followed.WAIT: (rare, *left.weeks[Followed.WAIT][1:])}
    found = replace(agency, tried=(replace(left, weeks=weeks), *agency.tried[1:]))
    text = on_paper(warm_up_blocks(found))
    assert "week 1 0.5 in 2 of 20 20.0" in text
    assert "as if it happened in as many years as it may" in text


def test_more_is_not_called_less():
    more = Gap(20.0, Estimate(-2.0, -2.2, -1.8, 10, Method.T), tolerance=1.0)
    assert lacking_text({Followed.WAIT: more}) == "citizens wait 2.0 min more (10 %)"
    from_nothing = replace(more, usual=0.0)
    assert lacking_text({Followed.IN_PROCESS: from_nothing}) == (
        "2.0 dossiers more are in process (–)"
    )


def test_programs_are_given_all_that_was_found(agency):
    data = json.loads(json.dumps(warm_up_data(agency), allow_nan=False))
    assert (data["recommended_days"], data["scenario_days"]) == (21, 0)
    assert data["scenario_is_enough"] is False
    assert [tried["days"] for tried in data["tried"]] == [0, 7, 14, 21]
    assert [tried["enough"] for tried in data["tried"]] == [False, False, False, True]
    gap = data["tried"][0]["period"]["in_process"]
    assert gap["lacking"]["low"] < gap["lacking"]["mean"] < gap["lacking"]["high"]
    assert gap["tolerance"] == pytest.approx(0.01 * gap["usual"])
    assert len(data["scenario"]["weeks"]["wait_mean"]) == 13


def test_the_same_numbers_give_the_same_picture(agency):
    assert warm_up_picture(agency, "svg") == warm_up_picture(agency, "svg")
    assert warm_up_picture(agency, "png").startswith(b"\x89PNG")


def test_the_picture_says_what_is_lacking(agency, overloaded):
    drawn = warm_up_picture(agency, "svg").decode()
    assert "Dossiers in process. Week 1: " in drawn
    assert "recommended warm-up" in drawn
    assert "recommended warm-up" not in warm_up_picture(overloaded, "svg").decode()


@pytest.fixture
def figures(monkeypatch):
    """The figures that are saved."""
    saved, save = [], Figure.savefig

    def kept(figure, *arguments, **options):
        save(figure, *arguments, **options)
        saved.append(figure)

    monkeypatch.setattr(Figure, "savefig", kept)
    return saved


def test_the_arms_of_the_picture_are_the_intervals(agency, figures):
    """Of a skewed interval they are of different lengths: more is lacking, less is there."""
    skewed = Gap(20.0, Estimate(5.0, 4.0, 9.0, 10, Method.T), tolerance=1.0)
    left = replace(agency.tried[0], weeks={Followed.WAIT: (skewed,) * 3})
    warm_up_picture(replace(agency, tried=(left, *agency.tried[1:])), "svg")
    axes = figures[0].axes[0]
    (bars,) = axes.containers
    (line,) = (line for line in axes.lines if line.get_label() == "began empty")
    assert line.get_ydata().tolist() == [15.0] * 3
    for arm in bars.lines[2][0].get_segments():
        assert arm[:, 1].tolist() == [11.0, 16.0]
    assert "recommended warm-up" not in axes.get_legend_handles_labels()[1]


@pytest.mark.parametrize("language", ["en", "vi"])
def test_all_of_the_picture_lies_on_it(language, agency, figures):
    """Nothing of the legend and the titles is cut off, in either language."""
    use_language(language)
    try:
        warm_up_picture(agency, "png")
    finally:
        use_language("en")
    (figure,) = figures
    headings = [text for text in figure.findobj(Text) if "1: " in text.get_text()]
    assert len(headings) == len(figure.axes) == 2
    FigureCanvasAgg(figure).draw()  # At the figure's own resolution.
    boxes = [each.get_window_extent() for each in (*figure.legends, *headings)]
    boxes += [axes.get_tightbbox() for axes in figure.axes]
    for box in boxes:
        assert box.x0 >= 0
        assert box.y0 >= 0
        assert box.x1 <= figure.bbox.x1
        assert box.y1 <= figure.bbox.y1


# On the command line


def test_the_command_line_recommends_a_warm_up(tmp_path, onestop, monkeypatch):
    monkeypatch.setattr("simulator.studies.warm_up.PILOTS", 3)
    written(tmp_path, FILLS_IN_20_DAYS)
    command = ("check", tmp_path / "scenario.yaml", "--warm-up", "--seed", 1)
    picture = tmp_path / "lacking.svg"
    code, text, told = onestop(*command, "--out", picture)
    assert code == 0
    assert "! Recommended warm-up: 21 days. The scenario has 0 days" in text
    assert "`warm_up: 21 days`" in " ".join(text.split())
    assert "3 of 3 replications with a warm-up of 21 days" in told
    assert f"Saved in {picture}" in told
    assert picture.read_text(encoding="utf-8").startswith("<?xml")
    assert onestop(*command, "--quiet") == (0, text, "")
    code, enough, _ = onestop(*command, "-q", "--set", "period.warm_up=60 days")
    assert code == 0
    assert "✓ Recommended warm-up: 21 days. The scenario has 60 days, which is enough." in enough


def test_the_year_before_must_fit_into_memory(onestop, monkeypatch):
    monkeypatch.setattr("simulator.demand.memory.available_memory", lambda: 80_000_000)
    period = "period={from: 2021-03-01, to: 2021-03-31, warm_up: 7 days}"
    assert onestop("check", VAN_DON, "--set", period)[0] == 0
    code, text, told = onestop("check", VAN_DON, "--set", period, "--warm-up", "-q")
    assert (code, text) == (2, "")
    assert "of memory" in told


def test_without_the_option_check_runs_nothing(onestop):
    code, text, told = onestop("check", "scenarios/textbook/mm1.yaml")
    assert (code, told) == (0, "")
    assert "arm-up" not in text


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--out", "x.svg"), "--out is for --warm-up: add it"),
        (("--seed", 1), "--seed is for --warm-up: add it"),
        (
            ("--warm-up", "--out", "x.pdf"),
            "x.pdf: the name of the picture must end in .svg or .png",
        ),
    ],
)
def test_what_cannot_be_is_refused(options, message, onestop):
    code, text, told = onestop("check", "scenarios/textbook/mm1.yaml", *options)
    assert (code, text) == (2, "")
    assert message in told


def test_an_overloaded_counter_fills_for_ever_though_a_short_period_hides_it():
    """Nobody of two weeks is called before their end: then waits are cut off alike."""
    overrides = {"period.to": "2021-01-07", "procedures.job.volume": "9 per hour"}
    found = find_warm_up(load_scenario(TEXTBOOK, overrides=overrides), seed=1, replications=2)
    assert not found.can_carry
    assert found.recommended_days is None
