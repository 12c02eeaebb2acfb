from dataclasses import replace

import numpy as np
import pytest

from simulator import draw, load_scenario, serve
from simulator.demand.workload import DAY, NONE, JobKind
from simulator.measures.tickets import tickets_of
from simulator.studies import mser5, pilots, warm_up_of
from simulator.studies.warm_up import BATCH, KEPT, Followed, Pilot, _begun_earlier, follow
from simulator.studies.warm_up_page import sparkline, warm_up_data, warm_up_page
from simulator.studies.warm_up_picture import warm_up_picture

VAN_DON = "scenarios/van-don-2021.yaml"

FILLS_IN_20_DAYS = """
name: Agency
period: {from: 2021-01-01, to: 2021-12-31}
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
  clerks: {officers: CLERKS, serves: [receive/all, appraise/all, approve/all]}
"""
"""Every dossier spends 20 days with another agency: the Center is full after them."""


def agency(folder, clerks):
    path = folder / "agency.yaml"
    path.write_text(FILLS_IN_20_DAYS.replace("CLERKS", str(clerks)), encoding="utf-8")
    return load_scenario(path)


def found_for(scenario, *, seed=1, replications=10):
    followed = list(pilots(scenario, seed=seed, replications=replications))
    return warm_up_of(scenario, followed, seed=seed)


def as_defined(series):
    """MSER-5 word for word: the batches to cut off, the last five never."""
    means = [np.mean(series[k : k + BATCH]) for k in range(0, len(series) - BATCH + 1, BATCH)]
    m = len(means)
    error = [sum((np.array(means[d:]) - np.mean(means[d:])) ** 2) / (m - d) ** 2 for d in range(m)]
    return int(np.argmin(error[: m - KEPT + 1]))


def ar1(chance, n, *, phi, sigma):
    noise = chance.normal(0, sigma, n)
    for k in range(1, n):
        noise[k] += phi * noise[k - 1]
    return noise


def test_mser_cuts_off_the_step_of_a_series():
    assert mser5(np.array([0.0] * 15 + [7.0] * 60)).values == 15


def test_mser_is_as_it_is_defined():
    chance = np.random.default_rng(17)
    for _ in range(100):
        n = int(chance.integers(50, 260))
        series = 10 - 9 * np.exp(-np.arange(n) / chance.uniform(1, 60)) + chance.normal(0, 1, n)
        assert mser5(series).batches == as_defined(series)


@pytest.mark.parametrize("level", [0.0, 0.1, 1e9 / 3])
def test_a_series_that_stays_the_same_is_kept_whole(level):
    assert mser5(np.full(100, level)).batches == 0


def test_what_fills_the_last_batch_is_left_out():
    series = np.array([0.0] * 15 + [7.0] * 60)
    assert mser5(np.append(series, [1000.0] * 4)) == mser5(series)


@pytest.mark.parametrize(("tau", "phi"), [(10, 0.0), (20, 0.5), (40, 0.8)])
def test_an_exponential_transient_is_cut_where_it_sinks_into_the_noise(tau, phi):
    """A level of 100 that is approached as 100·e^(−t/τ), with AR(1) noise around it.

    What is left of the transient at the cut is less than the noise of a batch, and the cut is not
    so late that as good as nothing had been left long before; then the mean of the rest is right.
    """
    chance = np.random.default_rng(23)
    days, cuts, misses = np.arange(1000), [], []
    for _ in range(100):
        series = 100 - 100 * np.exp(-days / tau) + ar1(chance, 1000, phi=phi, sigma=2)
        cut = mser5(series)
        if cut.is_valid:  # Now and then MSER-5 follows the noise at the end, and says so.
            cuts.append(cut.values)
            misses.append(series[cut.values :].mean() - 100)
    noise = 2 / (1 - phi) / np.sqrt(BATCH)
    assert len(cuts) >= 95
    assert 100 * np.exp(-np.median(cuts) / tau) < 1.5 * noise
    assert np.median(cuts) < tau * np.log(100 / 0.05)
    assert abs(np.mean(misses)) < 0.6 * np.std(misses)  # less than chance


def test_a_series_that_settles_late_or_never_is_not_to_be_trusted():
    assert not mser5(np.array([0.0] * 160 + [7.0] * 90)).is_valid
    assert not mser5(np.arange(250.0)).is_valid
    assert mser5(np.array([0.0] * 125 + [7.0] * 125)).is_valid  # just the first half


def test_the_last_five_batches_are_never_cut_off():
    series = np.random.default_rng(3).normal(0, 1, 250)
    series[-15:] = 0.0  # alike by chance: without them the error would be 0
    assert mser5(series).batches <= 45


def test_over_replications_what_they_agree_on_is_cut_off():
    chance = np.random.default_rng(29)
    series = np.where(np.arange(250) < 30, 0.0, 10.0) + chance.normal(0, 5, (20, 250))
    assert mser5(series).values == 30


def test_too_few_days_are_refused():
    with pytest.raises(ValueError, match=r"49 open days are too few .* it takes 50"):
        mser5(np.zeros(49))


def test_a_short_period_is_refused_before_anything_is_run(monkeypatch):
    def serve_nothing(*_):
        pytest.fail("something was run")

    monkeypatch.setattr("simulator.studies.warm_up.serve", serve_nothing)
    overrides = {"period": {"from": "2021-03-01", "to": "2021-03-31", "warm_up": "0 days"}}
    with pytest.raises(ValueError, match="23 open days are too few"):
        next(pilots(load_scenario(VAN_DON, overrides=overrides), seed=1))


def test_dossiers_in_process_and_waits_are_those_of_the_day():
    """Counted once more, dossier by dossier and ticket by ticket."""
    overrides = {"period": {"from": "2021-02-20", "to": "2021-04-10", "warm_up": "0 days"}}
    workload, roster = draw(load_scenario(VAN_DON, overrides=overrides), seed=4)
    outcome = serve(workload, roster)
    daily = follow(workload, outcome)
    jobs, times = workload.jobs, outcome.jobs
    spans = [
        (begin if begin != NONE else accepted, ready)
        for kind, begin, accepted, ready in zip(
            jobs.kind, jobs.begin, times.accepted, times.ready, strict=True
        )
        if kind == JobKind.DOSSIER and (begin != NONE or accepted != NONE)
    ]
    tickets = tickets_of(workload, outcome)
    days = [
        day for day in range(workload.horizon // DAY) if workload.time.next_open_day[day] == day
    ]
    assert len(daily.in_process) == len(daily.wait) == len(days)
    for row, day in enumerate(days):
        end = (day + 1) * DAY
        in_process = sum(a < end and (b == NONE or b >= end) for a, b in spans)
        waits = tickets.wait[tickets.arrival // DAY == day]
        assert daily.in_process[row] == in_process
        assert daily.wait[row] == pytest.approx(waits.mean() / 60)
    assert daily.in_process.max() > 100


def test_days_can_be_left_out_at_the_beginning():
    overrides = {"period": {"from": "2021-03-01", "to": "2021-03-31", "warm_up": "0 days"}}
    workload, roster = draw(load_scenario(VAN_DON, overrides=overrides), seed=4)
    outcome = serve(workload, roster)
    whole, later = follow(workload, outcome), follow(workload, outcome, since=7)
    assert later.in_process.tolist() == whole.in_process[5:].tolist()  # 1 March is a Monday
    assert later.wait.tolist() == whole.wait[5:].tolist()


def test_a_center_that_began_earlier_meets_the_same_citizens():
    overrides = {"period": {"from": "2021-03-01", "to": "2021-04-30", "warm_up": "7 days"}}
    scenario = load_scenario(VAN_DON, overrides=overrides)
    earlier = _begun_earlier(scenario)
    before = 365 * DAY
    assert earlier.period.warm_up_days == 7 + 365
    short, long = draw(scenario, seed=3)[0], draw(earlier, seed=3)[0]
    begins = long.jobs.begin[long.jobs.begin >= before] - before
    assert np.sort(short.jobs.begin[short.jobs.begin >= 0]).tolist() == np.sort(begins).tolist()


def test_a_center_that_fills_in_20_days_needs_three_weeks(tmp_path):
    found = found_for(agency(tmp_path, clerks=1))
    assert found.has_settled
    assert found.recommended_days == 21
    in_process = found.series[0]
    assert in_process.followed is Followed.IN_PROCESS
    assert in_process.warm_up_days in {15, 20}
    assert in_process.filled[:10].mean() == pytest.approx(480, rel=0.05)  # 24 a day for 20 days
    assert in_process.empty[:10].mean() < 300


def test_officers_who_cannot_carry_the_load_never_settle(tmp_path):
    scenario = agency(tmp_path, clerks=1)
    overloaded = load_scenario(
        tmp_path / "agency.yaml", overrides={"procedures.job.steps.approve": {"constant": "70 min"}}
    )
    assert found_for(scenario).has_settled
    found = found_for(overloaded)
    assert not found.has_settled
    assert found.recommended_days is None


def test_a_queue_without_memory_needs_no_warm_up():
    found = found_for(load_scenario("scenarios/textbook/mm1.yaml"))
    assert [series.followed for series in found.series] == [Followed.WAIT]
    assert found.recommended_days in {0, 7}


@pytest.mark.full
def test_the_seasons_do_not_hide_that_the_shipped_center_fills_in_weeks():
    scenario = load_scenario(VAN_DON)
    found = [found_for(scenario, seed=seed, replications=10) for seed in range(6)]
    assert all(one.has_settled for one in found)
    assert sorted(one.recommended_days for one in found)[2:4] == [14, 14]
    assert max(one.recommended_days for one in found) <= 28


def test_the_pilots_are_the_first_replications_of_a_run(tmp_path):
    scenario = agency(tmp_path, clerks=1)
    first = next(pilots(scenario, seed=9))
    workload, roster = draw(scenario, seed=9, replication=0)
    assert (
        first.empty.in_process.tolist()
        == follow(workload, serve(workload, roster)).in_process.tolist()
    )


def test_days_on_which_nobody_came_in_a_replication_are_left_out(tmp_path):
    scenario = agency(tmp_path, clerks=1)
    one = next(pilots(scenario, seed=1))
    wait = one.empty.wait.copy()
    wait[[3, 40]] = np.nan
    gap = Pilot(empty=replace(one.empty, wait=wait), filled=one.filled)
    whole, less = (warm_up_of(scenario, [pilot], seed=1) for pilot in (one, gap))
    missing = set(whole.series[1].day.tolist()) - set(less.series[1].day.tolist())
    assert missing == {3, 40}


def test_what_is_shown_is_what_was_found(tmp_path, onestop):
    found = found_for(agency(tmp_path, clerks=1))
    data = warm_up_data(found)
    assert data["recommended_days"] == 21
    assert data["series"]["in_process"]["settled"] is True
    assert len(data["series"]["wait"]["day"]) == len(data["series"]["wait"]["began_empty"])
    assert warm_up_page(found)


def test_the_bars_of_a_line_go_from_zero_to_the_highest():
    assert sparkline(np.array([0.0, 1.0, 3.5, 7.0]), 7.0) == "▁▂▄█"
    assert len(sparkline(np.arange(500.0), 499.0)) == 48
    assert sparkline(np.zeros(3), 0.0) == "▁▁▁"


def test_the_same_curves_give_the_same_picture(tmp_path):
    found = found_for(agency(tmp_path, clerks=1), replications=2)
    assert warm_up_picture(found, "svg") == warm_up_picture(found, "svg")
    assert warm_up_picture(found, "png").startswith(b"\x89PNG")
    assert "began a year before" in warm_up_picture(found, "svg").decode()


def test_the_command_line_recommends_a_warm_up(tmp_path, onestop):
    agency(tmp_path, clerks=1)
    command = ("check", tmp_path / "agency.yaml", "--warm-up", "--seed", 1)
    picture = tmp_path / "fills.svg"
    code, text, told = onestop(*command, "--out", picture)
    assert code == 0
    assert "! Recommended warm-up: 21 days. The scenario has 0 days" in text
    assert "`warm_up: 21 days`" in " ".join(text.split())
    assert f"Saved in {picture}" in told
    assert picture.read_text(encoding="utf-8").startswith("<?xml")
    assert onestop(*command, "--quiet") == (0, text, "")
    code, enough, _ = onestop(*command, "-q", "--set", "period.warm_up=60 days")
    assert code == 0
    assert "✓ Recommended warm-up: " in enough
    assert "The scenario has 60 days, which is enough." in enough


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
        (("--warm-up", "--set", "period.to=2021-01-20"), "30 open days are too few"),
    ],
)
def test_what_cannot_be_is_refused(options, message, onestop):
    code, text, told = onestop("check", "scenarios/textbook/mm1.yaml", *options)
    assert (code, text) == (2, "")
    assert message in told
