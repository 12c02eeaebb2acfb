"""The one-stop evaluation, by hand: a dozen dossiers of which each point can be added up."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from simulator.center.outcome import JobEnd
from simulator.demand.workload import FAR, NONE, Channel, JobFlag, JobKind, OpFlag, OpKind
from simulator.measures import FormColumn
from simulator.reports.run.one_stop import one_stop
from simulator.results.result import Result
from tests.measures.conftest import Center, Job, Op

COUNTER, ONLINE, POST = Channel.COUNTER, Channel.ONLINE, Channel.POST
STARTS, HALTS, STOPS = OpFlag.STARTS_CLOCK, OpFlag.HALTS_CLOCK, OpFlag.STOPS_CLOCK

#  way in, accepted, due, ready, supplements: settled before the due day, on it, later; open
DOZEN = [
    (COUNTER, "1 08:00", "2 17:00", "1 16:00", 0),  # before due
    (COUNTER, "1 08:10", "2 17:00", "2 08:00", 1),  # on the due day
    (COUNTER, "1 08:20", "1 17:00", "1 17:00", 0),  # on it, in the last second
    (COUNTER, "1 08:30", "1 17:00", "2 08:00", 0),  # late
    (COUNTER, "1 09:00", None, "2 09:00", 0),  # no limit: before due
    (COUNTER, "1 09:10", None, "2 09:30", 1),  # returned, its supplement never came: before due
    (ONLINE, "1 10:00", "2 17:00", "1 11:00", 0),  # before due
    (ONLINE, "1 10:10", "1 17:00", "1 15:00", 1),  # on the due day
    (POST, "1 11:00", "2 17:00", "1 16:30", 2),  # before due
    (COUNTER, "0 09:00", "1 17:00", "1 10:00", 0),  # carried over, on the due day
    (COUNTER, "2 09:00", "4 17:00", None, 0),  # open, within due
    (COUNTER, "2 09:30", "2 17:00", None, 0),  # open, past due
]
RETURNED = 5
EARLY, ON_DAY, LATE = 5, 4, 1


def moment(text: str | None, none: int) -> int:
    return none if text is None else Center.at(int(text[0]), text[2:])


def route(accepted: int, ready: int, supplements: int) -> list[Op]:
    """Received, sent back once before it was accepted, and so many times for a supplement."""
    back = Op(NONE, accepted - 1200, accepted - 1200, accepted - 600, OpKind.DELAY)
    ops = [back, Op(0, accepted - 600, accepted - 600, accepted, flags=STARTS)]
    for _ in range(supplements):
        ops.append(Op(1, accepted, accepted, accepted, flags=HALTS))
        ops.append(Op(NONE, accepted, accepted, accepted, OpKind.DELAY))
        ops.append(Op(0, accepted, accepted, accepted, flags=STARTS))
    return [*ops, Op(1, accepted, accepted, ready, flags=STOPS)]


def written_down(dozen) -> Center:
    center = Center(closed_days=frozenset())
    for number, (channel, accepted, due, ready, supplements) in enumerate(dozen):
        at, until = moment(accepted, NONE), moment(ready, NONE)
        center.jobs.append(
            Job(
                JobKind.DOSSIER,
                route(at, until, supplements),
                JobEnd.OPEN if ready is None else JobEnd.DONE,
                procedure=0,
                channel=channel,
                accepted=at,
                due=moment(due, FAR),
                ready=until,
            )
        )
        if number == RETURNED:
            center.jobs[-1].ended = JobEnd.RETURNED
    return center


@pytest.fixture
def scored(result) -> Callable[..., dict[int, object]]:
    """Scores dossiers that were written down, at the district's Center with values set."""

    def score(dozen=DOZEN, scenario=result.scenario, times=1):
        center = written_down(dozen)
        run = Result.of(
            scenario,
            seed=1,
            planned=times,
            replications=[center.measure()] * times,
            details=[center.detail()] * times,
        )
        return dict(enumerate(one_stop(run).lines, start=1))

    return score


def points(line) -> float:
    return line.points.value if isinstance(line.points.value, float) else line.points.value.mean


def test_the_form_of_the_dozen_holds_its_identities():
    form = written_down(DOZEN).measure().form
    own = {column: int(form.column(column)[-1]) for column in FormColumn}
    assert [own[column] for column in FormColumn] == [12, 2, 9, 1, 10, EARLY, ON_DAY, LATE, 2, 1, 1]
    assert own[3] == own[4] + own[5] + own[6] == own[7] + own[11]
    assert own[7] == own[8] + own[9] + own[10]
    assert own[11] == own[12] + own[13]


def test_total_time_earns_two_points_before_the_limit_one_at_it_and_none_later(scored):
    line = scored()[1]
    by_hand = 2 + 1 + 1 + 0 + 2 + 2 + 2 + 1 + 2 + 1
    assert points(line) == pytest.approx(by_hand / 10) == (2 * EARLY + ON_DAY) / 10
    assert line.value.text == "50.0 %"
    assert line.note.startswith("of the settled, before the limit; 40.0 % at it, 10.0 % later")


#  asked, answered: within a working day, on the next one, later
ANSWERS = [
    *[("1 08:00", "1 09:00"), ("1 08:00", "1 17:00"), ("2 16:59", "2 17:00")],
    *[
        ("1 08:00", "2 08:00"),
        ("1 17:00", "2 17:00"),
        ("2 08:00", "3 12:00"),
        ("0 09:00", "1 09:00"),
    ],
    *[("1 08:00", "3 08:00"), ("0 16:00", "2 08:00"), ("0 08:00", "3 17:00")],
]


def test_each_agency_earns_two_points_before_its_limit_one_at_it_and_none_later(
    result, district_with
):
    center = Center(closed_days=frozenset(), agency_days=(1, NONE))
    for asked, answered in ANSWERS:
        start, end = moment(asked, NONE), moment(answered, NONE)
        route = [
            Op(0, start, start, end, OpKind.DELAY),
            Op(1, start, start, end, OpKind.DELAY),  # of the other calendar, without a limit
            Op(1, end, end, end, flags=STOPS),
        ]
        center.jobs.append(
            Job(JobKind.DOSSIER, route, procedure=0, accepted=start, due=FAR, ready=end)
        )
        center.jobs[-1].flags = JobFlag.ACCEPTED
    details = [center.detail()] * 3
    limited = district_with(
        "procedures.land-transfer.consult=[{with: tax-office, takes: {constant: 1 h}, limit: 1 "
        "working days}]"
    ).scenario
    line = one_stop(replace(result, scenario=limited, details=details)).lines[1]
    by_hand = 3 * 2 + 4 * 1 + 3 * 0
    assert points(line) == pytest.approx(by_hand / 10)
    assert line.value.text == "30.0 %"
    assert line.note.endswith("before it; 40.0 % at it, 30.0 % later")


def test_without_a_limit_of_an_agency_nothing_is_said_of_their_time(scored):
    line = scored()[2]
    assert (line.value, line.points) == (None, None)
    assert line.band == "no agency of the scenario has a limit"


def test_contacts_after_reception_earn_two_points_for_none_one_for_one_and_none_for_more(scored):
    # Each was sent back once before it was received: that is no contact after the reception.
    line = scored()[3]
    by_hand = 2 + 1 + 2 + 2 + 2 + 1 + 2 + 1 + 0 + 2
    assert points(line) == pytest.approx(by_hand / 10)
    assert line.value.text == "60.0 %"
    assert line.note.startswith("of the settled, not contacted; 30.0 % once, 10.0 % more often")


def test_timeliness_earns_two_points_early_one_on_time_and_none_late(scored):
    line = scored()[7]
    assert points(line) == pytest.approx((2 * EARLY + ON_DAY) / 10)
    assert line.value.text == "90.0 %"
    assert "nobody complains" in line.band


def online(number, late=False):
    """The dozen with so many filed online of the eleven received in the period."""
    due = "1 17:00" if late else "2 17:00"
    others = [(COUNTER, *entry[1:]) for entry in DOZEN[number:]]
    return [(ONLINE, "1 10:00", due, "2 11:00", 0)] * number + others


@pytest.mark.parametrize(
    ("dozen", "earned", "share"),
    [
        (online(1), 0.0, "9.1 %"),
        (online(2), 1.0, "18.2 %"),
        (online(2, late=True), 1.0, "18.2 %"),
        (online(3), 1.0, "27.3 %"),
        (online(4), 2.0, "36.4 %"),
        (online(4, late=True), 0.0, "36.4 %"),  # as the text has it: neither of both
    ],
)
def test_online_earns_points_by_the_share_filed_online_and_none_late(scored, dozen, earned, share):
    line = scored(dozen)[9]
    assert points(line) == earned
    assert line.value.text == share


def test_an_open_dossier_filed_online_may_be_late_too(scored):
    late = [*online(4)[:-1], (ONLINE, "1 09:30", "2 17:00", None, 0)]
    assert points(scored(late)[9]) == 0
    assert "1 dossiers filed online are late" in scored(late)[9].note


def test_online_asks_for_a_fifth_of_the_procedures(scored, district_with):
    counter, both = "{counter: 1}", "{counter: 0.5, online: 0.5}"
    names = list(district_with().scenario.procedures)
    for number, earned in ((1, 0.0), (2, 2.0)):  # of nine: 11 % and 22 %
        chosen = [f"procedures.{name}.channels={both}" for name in names[:number]]
        scenario = district_with(f"procedures.all.channels={counter}", *chosen).scenario
        assert points(scored(online(4), scenario)[9]) == earned


COURIER = "courier={to_headquarters: ['10:00'], to_center: ['11:00'], trip: 30 min}"
AWAY = "back_office=headquarters"
A_MINUTE = "{constant: 1 min}"


@pytest.mark.parametrize(
    ("overrides", "of_district", "of_commune"),
    [
        # Certification, one procedure of nine, has no appraisal.
        ((), 2, 1),
        ((COURIER, f"procedures.all.{AWAY}"), 1, 1),
        (
            (
                f"procedures.certification.steps.appraise={A_MINUTE}",
                "staff.specialists.serves=[appraise/all]",
            ),
            2,
            2,
        ),
        ((COURIER, f"procedures.permit.{AWAY}"), 2, 1),
    ],
)
def test_appraised_at_the_center_earns_points_by_the_level(
    scored, district_with, overrides, of_district, of_commune
):
    for level, earned in (("district", of_district), ("commune", of_commune)):
        scenario = district_with(*overrides, f"scores.one_stop.level={level}").scenario
        assert points(scored(scenario=scenario)[5]) == earned


def test_what_is_not_returned_at_the_center_earns_nothing_where_too_few_are_appraised_there(
    scored, district_with
):
    away = [COURIER, f"procedures.all.{AWAY}", "procedures.permit.steps.return=~"]
    scenario = district_with(*away).scenario
    assert points(scored(scenario=scenario)[5]) == 0


def test_half_of_the_procedures_are_enough_at_a_district(scored, district_with):
    names = list(district_with().scenario.procedures)
    for number, earned in ((3, 2), (4, 1)):  # certification beside: five and four of nine are left
        away = [f"procedures.{name}.{AWAY}" for name in names if name != "certification"][:number]
        assert points(scored(scenario=district_with(COURIER, *away).scenario)[5]) == earned


def test_where_no_level_is_said_the_period_tells_it(scored, result):
    for day, word in (("2025-06-30", "(districts)"), ("2025-07-01", "(communes)")):
        period = result.scenario.period.model_copy(update={"to": date.fromisoformat(day)})
        scenario = result.scenario.model_copy(update={"period": period})
        assert scored(scenario=scenario)[5].band.endswith(word)


def test_what_people_must_say_is_outside_and_said_to_be(scored):
    lines = scored()
    assert [number for number, line in lines.items() if line.points is None] == [2, 4, 6, 8]
    for number in (4, 6, 8):
        assert (lines[number].name, lines[number].value) == (f"Criterion {number}", None)
        assert lines[number].band == "not in the simulator's reach"
    assert {line.most.text for line in lines.values()} == {"2"}


def test_the_rules_have_their_source_and_a_planners_counts_before_it(scored, district_with):
    source = (
        "Circular 01/2018/TT-VPCP and Decree 61/2018/NĐ-CP: nine criteria of 2 points each, five "
        "grades"
    )
    assert scored()[1].standing == (source, False)
    own = 'sources.scores.one_stop="Circular of the province"'
    scenario = district_with("scores.one_stop.points=3", own).scenario
    line = scored(scenario=scenario)[3]
    assert points(line) == pytest.approx(1.5 * 1.5)
    assert line.most.text == "3"
    assert "earns 3 points, once 1.50" in line.band
    assert line.standing == ("Circular of the province", False)


def test_the_grades_are_told_and_none_is_given(result):
    note = one_stop(result).note
    assert note == (
        "Of 18 points, 15 or more are excellent, 12 good, 9 fair, 6 average, fewer weak. The "
        "simulator computes criteria 1, 3, 5, 7 and 9, at most 10 points, and so no grade."
    )
    period = result.scenario.period.model_copy(update={"to": date(2026, 12, 31)})
    later = result.scenario.model_copy(update={"period": period})
    replaced = one_stop(replace(result, scenario=later)).note
    assert "Decree 118/2025 has replaced Decree 61/2018" in replaced.removeprefix(note)


def test_replications_earn_their_points_each_on_its_own(result):
    line = one_stop(result).lines[0]
    by_hand = [one["before_due_rate"] + one["on_time_rate"] for one in result.replications]
    assert line.points.value.mean == pytest.approx(sum(by_hand) / 3)
    assert line.points.value.low < line.points.value.mean < line.points.value.high
