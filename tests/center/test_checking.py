"""Contracts that an engine cannot read are refused, and the message says what is wrong where."""

from dataclasses import replace
from operator import attrgetter
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings

from simulator import center, load_scenario
from simulator.center import checking
from simulator.center.checking import check_contracts
from simulator.center.contract_arrays import DECLARED, check_arrays
from simulator.demand import draw
from simulator.demand.workload import DAY, FAR, NONE, JobFlag, OpFlag
from tests.center.build import Scene
from tests.center.moments import HOUR, MINUTE
from tests.center.random_scenes import scenes
from tests.center.steps import (
    AGENCY,
    OFFICE,
    Dossier,
    comes_back,
    courier,
    delay,
    serve,
    serve_citizen,
)
from tests.shipped import CENTERS, FOLDER, SCENARIOS

QUEUE = FOLDER / "textbook" / "mm1.yaml"

ARRAYS = {
    name: declaration
    for root in ("workload", "roster")
    for name, declaration in DECLARED[root].items()
    if declaration.kind is np.ndarray
}
FURTHEST = 2**40
DAYS = 23
"""Days of the tables, of which three are before the horizon."""

# Jobs: a visit and the two dossiers that it brings, an enquiry, and a dossier filed online.
VISIT, ON_THE_SPOT, SUPPLEMENTED, ENQUIRY, ONLINE = range(5)
# Operations from the supplement on: of the dossier, of the enquiry, and of what is filed online.
SUPPLEMENT, GOES, WAITS, BACK, SLIP, COLLECTS, ASKED, RECEIVED, APPRAISED = range(6, 15)


@pytest.fixture(scope="module")
def contracts():
    """Contracts in which about everything occurs."""
    scene = Scene(
        days=3,
        closed=[1],
        retries=1,
        to_headquarters=[("09:00", "10:00"), ("2 09:00", "2 10:00")],
        to_center=[("14:00", "15:00"), ("2 14:00", "2 15:00")],
        agency=[("08:00", "09:00"), ("2 08:00", "2 09:00")],
    )
    counter, office = scene.station(hurry=(1000, 700)), scene.station()
    scene.officer(counter)
    scene.officer(office, helps=[counter])
    limits = [scene.limit(working_days=2), scene.limit(working_seconds=HOUR)]
    on_the_spot = [
        serve(office, MINUTE, OpFlag.STOPS_CLOCK),
        comes_back(1, OpFlag.IF_GONE),
        serve_citizen(counter, MINUTE),
    ]
    supplemented = [
        serve(office, MINUTE, OpFlag.HALTS_CLOCK),
        comes_back(1),
        serve_citizen(counter, MINUTE, flags=OpFlag.STARTS_CLOCK | OpFlag.SUPPLEMENT),
        courier(0),
        delay(HOUR, AGENCY),
        courier(1, OpFlag.STOPS_CLOCK),
        comes_back(0, OpFlag.BY_SLIP),
        serve_citizen(counter, MINUTE),
    ]
    scene.visit(
        counter,
        "08:00",
        MINUTE,
        brings=[
            Dossier(on_the_spot, flags=JobFlag.ACCEPTED),
            Dossier(supplemented, limits[0], JobFlag.ACCEPTED),
        ],
    )
    scene.visit(counter, "08:30", MINUTE, patience=HOUR)
    received = serve(counter, MINUTE, OpFlag.STARTS_CLOCK)
    scene.papers("10:00", received, serve(office, MINUTE, OpFlag.STOPS_CLOCK), limit=limits[1])
    return scene.workload(), scene.roster()


def with_field(contracts, name, value):
    """The contracts with another value in one field."""
    workload, roster = contracts
    holder, *path = name.split(".")
    if holder == "roster":
        return workload, replace(roster, **{path[0]: value})
    if len(path) == 1:
        return replace(workload, **{path[0]: value}), roster
    part = replace(getattr(workload, path[0]), **{path[1]: value})
    return replace(workload, **{path[0]: part}), roster


def field_of(contracts, name):
    workload, roster = contracts
    return attrgetter(name)(SimpleNamespace(workload=workload, roster=roster))


def refusal(contracts):
    with pytest.raises(ValueError) as refused:  # noqa: PT011  # the message is what is tested
        check_contracts(*contracts)
    return str(refused.value)


# What is valid


def test_what_is_valid_passes(contracts):
    check_contracts(*contracts)


def test_arrays_that_cannot_be_written_to_pass(contracts):
    for name in ARRAYS:
        values = field_of(contracts, name).copy()
        values.setflags(write=False)
        contracts = with_field(contracts, name, values)
    check_contracts(*contracts)


def test_a_center_where_nobody_comes_and_nobody_works_passes():
    scene = Scene()
    check_contracts(scene.workload(), scene.roster())
    scene = Scene(horizon=0)
    check_contracts(scene.workload(), scene.roster())


@settings(
    max_examples=300,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)
@given(scenes())
def test_random_centers_pass(scene):
    check_contracts(scene.workload(), scene.roster())


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_what_is_drawn_passes(path):
    for seed in range(3):
        check_contracts(
            *map(replace, draw(load_scenario(path), seed=seed))
        )  # a copy is not trusted


def test_what_is_drawn_is_not_checked_again(monkeypatch):
    workload, roster = draw(load_scenario(QUEUE), seed=1)
    monkeypatch.setattr(checking, "check_arrays", lambda **_: pytest.fail("checked"))
    check_contracts(workload, roster)
    for contracts in ((replace(workload), roster), (workload, replace(roster))):
        with pytest.raises(pytest.fail.Exception):
            check_contracts(*contracts)


def test_what_is_drawn_for_different_centers_is_not_served_together():
    queue, large = (draw(load_scenario(path), seed=1) for path in (QUEUE, CENTERS[0]))
    assert refusal((queue[0], large[1])) == (
        f"roster.served[1] is {large[1].served[1]}: below 1 (stations) is meant"
    )


def test_what_comes_out_is_as_it_is_declared(contracts):
    workload, roster = contracts
    for engine in ("simpy", "compiled"):
        outcome = center.serve(workload, roster, engine=engine)
        check_arrays(workload=workload, roster=roster, outcome=outcome)


# Parts and keys


@pytest.mark.parametrize("value", [None, 3])
@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("workload.jobs", "Jobs"),
        ("workload.ops", "Operations"),
        ("workload.trips", "Trips"),
        ("workload.stations", "Stations"),
        ("workload.time", "Timetable"),
        ("workload.fields", "a tuple of texts"),
        ("workload.procedures", "a tuple of texts"),
        ("roster.groups", "a tuple of texts"),
    ],
)
def test_every_part_must_be_what_it_is_named(contracts, name, meant, value):
    assert refusal(with_field(contracts, name, value)) == f"{name} is {value}: {meant} is meant"


@pytest.mark.parametrize("value", [None, 3])
def test_both_contracts_must_be_there(contracts, value):
    workload, roster = contracts
    assert refusal((value, roster)) == f"workload is {value}: Workload is meant"
    assert refusal((workload, value)) == f"roster is {value}: Roster is meant"
    assert refusal((roster, workload)).startswith("workload is Roster(")


@pytest.mark.parametrize("value", ["land", ("land", None), ["land"]])
def test_keys_must_be_texts(contracts, value):
    for name in ("workload.fields", "workload.procedures", "roster.groups"):
        message = f"{name} is {value!r}: a tuple of texts is meant"
        assert refusal(with_field(contracts, name, value)) == message


# Each array


@pytest.mark.parametrize("name", ARRAYS)
def test_every_array_must_be_of_its_type(contracts, name):
    values = field_of(contracts, name)
    other = with_field(contracts, name, values.astype(np.float32))
    assert refusal(other) == f"{name} is of float32: {values.dtype} is meant"


@pytest.mark.parametrize("name", ARRAYS)
def test_every_array_must_be_an_array(contracts, name):
    other = with_field(contracts, name, field_of(contracts, name).tolist())
    assert refusal(other) == f"{name} is a list: an array is meant"


@pytest.mark.parametrize("name", ["workload.jobs.kind", "workload.time.due", "roster.duty_end"])
def test_arrays_must_be_contiguous(contracts, name):
    values = field_of(contracts, name)
    apart = np.repeat(values, 2, axis=-1)[..., ::2]
    assert np.array_equal(apart, values)
    message = f"{name} is not C-contiguous: use numpy.ascontiguousarray"
    assert refusal(with_field(contracts, name, apart)) == message


@pytest.mark.parametrize("name", ARRAYS)
def test_every_array_must_have_its_dimensions(contracts, name):
    values = field_of(contracts, name)[np.newaxis]
    assert refusal(with_field(contracts, name, values)) == (
        f"{name} has the shape {values.shape}: ({', '.join(ARRAYS[name].axes)}) is meant"
    )


@pytest.mark.parametrize("name", ["jobs.flags", "ops.trips", "time.day_type", "time.calendar_end"])
def test_arrays_of_a_group_must_be_of_one_length(contracts, name):
    name = f"workload.{name}"
    values = field_of(contracts, name)
    [things] = ARRAYS[name].axes
    assert refusal(with_field(contracts, name, values[:-1])) == (
        f"{name} has the shape ({len(values) - 1},): ({things}) is meant, "
        f"and there are {len(values)} {things}"
    )


def test_offsets_must_have_an_end(contracts):
    empty = with_field(contracts, "workload.time.calendar_first", np.empty(0, np.int64))
    assert refusal(empty) == (
        "workload.time.calendar_first has the shape (0,): (calendars + 1) is meant"
    )


def below(most, things="", *, least=0):
    return f"at least {least} and below {most}{f' ({things})' if things else ''} is meant"


AN_AMOUNT = below(FURTHEST)
A_STRETCH = "at least 0 and below 2147483648 is meant"
RETRIES = "at least 0 and below 32768 is meant"
OR_FAR = f"at least 0 and below {FURTHEST}, or FAR, is meant"
OF_KIND = "flags that go with the kind of operation, and no other, is meant"
A_PLACE = "by kind, a station, a calendar, NONE, or a direction of the courier is meant"
UNTIL_THEN = "a clock can start on the day itself until then"
ON_THE_DAY = "a closing is on the day itself, 24:00 at most"
FOLLOWING = "it is the day itself, or that of the row after"
ABUTTING = "it starts after the end before it: abutting intervals are one"
IN_PERSON, HALTS = int(OpFlag.IN_PERSON), int(OpFlag.HALTS_CLOCK)
EMPTY = int(OpFlag.IN_PERSON | OpFlag.EMPTY)


@pytest.mark.parametrize(
    ("name", "place", "value", "meant"),
    [
        # Indices
        ("workload.procedure_field", 0, 1, below(1, "fields")),
        ("workload.jobs.procedure", ONLINE, 1, below(1, "procedures", least=-1)),
        ("workload.jobs.limit", ONLINE, 2, below(2, "limits", least=-1)),
        ("workload.ops.where", APPRAISED, 2, A_PLACE),
        ("workload.ops.where", APPRAISED, NONE, A_PLACE),
        ("workload.ops.where", WAITS, 4, A_PLACE),
        ("workload.ops.where", GOES, 2, A_PLACE),
        ("workload.ops.where", SLIP, 0, A_PLACE),
        ("workload.ops.trips", COLLECTS, 5, below(5, "services", least=-1)),
        ("workload.trips.uniform", (1, 2), 1, below(1, "uniforms")),
        ("workload.stations.step", 0, 5, below(5)),
        ("workload.stations.field", 1, 1, below(1, "fields")),
        ("workload.time.day_type", 4, 1, below(1, "day types")),
        ("workload.time.next_open_day", 0, -1, below(DAYS + 1, "days + 1")),
        ("workload.time.next_working_day", 3, DAYS + 1, below(DAYS + 1, "days + 1")),
        ("roster.group", 1, 1, below(1, "groups")),
        ("roster.served", 1, 2, below(2, "stations")),
        ("roster.helped", 0, -1, below(2, "stations")),
        # Enumerations and flags
        ("workload.jobs.kind", VISIT, 2, below(2)),
        ("workload.jobs.flags", VISIT, 96, below(96)),
        ("workload.jobs.channel", VISIT, 3, below(3)),
        ("workload.ops.kind", WAITS, 4, below(4)),
        ("workload.ops.flags", WAITS, 1024, below(1024)),
        # Amounts
        ("workload.jobs.begin", ONLINE, FURTHEST, below(FURTHEST, least=-1)),
        ("workload.jobs.dossiers", ONLINE, -1, below(5, "jobs")),
        ("workload.ops.amount", WAITS, -1, A_STRETCH),
        ("workload.ops.amount", WAITS, FAR, A_STRETCH),
        ("workload.trips.patience", 4, -1, OR_FAR),
        ("workload.trips.patience", 4, FAR - 1, OR_FAR),
        ("workload.trips.comes_back", 4, -1, AN_AMOUNT),
        ("workload.stations.tickets_per_day", 0, -1, OR_FAR),
        ("workload.stations.last_ticket", 0, DAY + 1, below(DAY + 1)),
        ("workload.stations.overtime_at_most", 1, 7 * HOUR + 1, f"at most {7 * HOUR}, so that"),
        ("workload.stations.target_wait", 0, 0, below(FAR, least=1)),
        (
            "workload.stations.target_wait",
            0,
            35583997055767,
            "at most 35583997055766, so that a wait",
        ),
        ("workload.stations.hurry", (0, 1), 0, below(1001, least=1)),
        ("workload.stations.hurry", (0, 1), 1001, below(1001, least=1)),
        ("workload.time.arrival_second", (0, 0), DAY, below(DAY)),
        ("workload.time.due", (0, 0), FAR + 1, OR_FAR),
        ("workload.time.limit_hours", 1, -2, below(FURTHEST, least=-1)),
        ("workload.time.limit_hours", 1, 0, "a limit is a second or more"),
        ("workload.time.extension", 0, 2, below(2, "limits", least=-1)),
        ("workload.time.close_before", 3, 3 * DAY + 1, "it is before the day has begun"),
        ("roster.speed", 0, 0, below(2**20, least=1)),
        ("roster.speed", 0, 2**20, below(2**20, least=1)),
        # Offsets
        ("workload.jobs.first_op", 0, 1, "offsets start at 0"),
        ("workload.jobs.first_op", 3, 3, "offsets do not descend"),
        ("workload.jobs.first_op", 5, 16, "offsets end at 15 (operations)"),
        ("workload.time.calendar_first", 4, 99, "offsets end at 91 (intervals)"),
        ("workload.time.courier_first", 2, 5, "offsets end at 4 (courier trips)"),
        ("roster.first_served", 2, 1, "offsets end at 2 (stations served)"),
        ("roster.first_helped", 2, 2, "offsets end at 1 (stations helped)"),
        ("roster.first_duty", 2, 9, "offsets end at 8 (duties)"),
        # The timetable
        ("workload.time.opens", 2, DAY, "the doors open on the day itself"),
        ("workload.time.opens", 2, 3 * DAY, "the doors open on the day itself"),
        ("workload.time.closing", 2, DAY, ON_THE_DAY),
        ("workload.time.closing", 2, 3 * DAY + 1, ON_THE_DAY),
        ("workload.time.cut_off", 2, 2 * DAY - 1, UNTIL_THEN),
        ("workload.time.cut_off", 2, 3 * DAY, UNTIL_THEN),
        ("workload.time.closings", 1, 3 * DAY, "it is not that of workload.time.closing"),
        ("workload.time.next_open_day", 4, 3, FOLLOWING),
        ("workload.time.next_open_day", 1, 3, FOLLOWING),
        ("workload.time.next_working_day", DAYS, DAYS - 1, FOLLOWING),
        ("workload.time.due", (1, 2), 2 * DAY, "nothing is due before its start day has begun"),
        ("workload.time.due", (0, 0), 999 * DAY, "FAR is meant for what is due after the"),
        ("workload.time.calendar_end", 0, 0, "an interval ends after it starts"),
        ("workload.time.calendar_end", 90, 99 * DAY, "it ends by the end of the 23 days"),
        ("workload.time.calendar_start", 1, 11 * HOUR + 30 * MINUTE, ABUTTING),
        ("workload.time.courier_departs", 1, HOUR, "trips of a direction depart in order"),
        ("workload.time.courier_arrives", 3, 0, "a trip arrives after its departure"),
        # Jobs
        ("workload.jobs.begin", VISIT, NONE, "NONE for a dossier that a visit"),
        ("workload.jobs.begin", ONLINE, NONE, "NONE for a dossier that a visit"),
        ("workload.jobs.begin", SUPPLEMENTED, 0, "NONE for a dossier that a visit"),
        ("workload.jobs.dossiers", ONLINE, 1, "the number of dossiers that follow a visit"),
        ("workload.jobs.limit", ENQUIRY, 0, "NONE for a visit is meant"),
        ("workload.jobs.procedure", VISIT, NONE, "NONE for an enquiry only is meant"),
        ("workload.jobs.flags", VISIT, 2, "ACCEPTED, READY or EXTENDS for a dossier"),
        ("workload.jobs.flags", ONLINE, 8, "ACCEPTED, READY or EXTENDS for a dossier"),
        ("workload.jobs.flags", VISIT, 16, "ACCEPTED, READY or EXTENDS for a dossier"),
        ("workload.jobs.flags", ONLINE, 16, "EXTENDS for a dossier only whose limit can be"),
        ("workload.jobs.flags", ON_THE_SPOT, 18, "EXTENDS for a dossier only whose limit can be"),
        (
            "workload.jobs.flags",
            ONLINE,
            int(JobFlag.BOOKED),
            "ACCEPTED, READY or EXTENDS for a dossier",
        ),
        ("workload.jobs.first_op", ENQUIRY, 11, "the first of this visit's operations"),
        # Operations and their routes
        ("workload.ops.flags", APPRAISED, int(OpFlag.BY_SLIP), OF_KIND),
        ("workload.ops.flags", APPRAISED, int(OpFlag.IF_GONE), OF_KIND),
        ("workload.ops.flags", WAITS, IN_PERSON, OF_KIND),
        ("workload.ops.flags", APPRAISED, int(OpFlag.TOGETHER), OF_KIND),
        ("workload.ops.flags", WAITS, int(OpFlag.TOGETHER | OpFlag.STARTS_CLOCK), OF_KIND),
        ("workload.ops.flags", WAITS, int(OpFlag.TOGETHER | OpFlag.RETURNS), OF_KIND),
        ("workload.ops.flags", SLIP, int(OpFlag.SUPPLEMENT), OF_KIND),
        ("workload.ops.flags", APPRAISED, int(OpFlag.SUPPLEMENT), "that a supplement is brought"),
        ("workload.ops.trips", COLLECTS, NONE, "a row for an in-person service"),
        ("workload.ops.trips", APPRAISED, 3, "a row for an in-person service"),
        ("workload.ops.trips", COLLECTS, 2, "a row that no other service has"),
        ("workload.ops.flags", ASKED, IN_PERSON | HALTS, "IN_PERSON and no other flag"),
        # Officers
        ("roster.helped", 0, 1, "this officer serves it already"),
        ("roster.duty_end", 2, 0, "an interval ends after it starts"),
        ("roster.duty_start", 1, 11 * HOUR + 30 * MINUTE, ABUTTING),
        ("roster.duty_start", 5, 11 * HOUR, ABUTTING),
        ("roster.duty_start", 0, -1, AN_AMOUNT),
        ("roster.duty_end", 7, FURTHEST, AN_AMOUNT),
    ],
)
def test_a_wrong_value_is_named_with_what_is_meant(contracts, name, place, value, meant):
    values = field_of(contracts, name).copy()
    values[place] = value
    where = ", ".join(map(str, np.atleast_1d(place)))
    assert refusal(with_field(contracts, name, values)).startswith(
        f"{name}[{where}] is {value}: {meant}"
    )


# Several values at once


def with_operations(contracts, **columns):
    """The contracts with values of operations changed, as {place: value} by field."""
    for field, changes in columns.items():
        name = f"workload.ops.{field}"
        values = field_of(contracts, name).copy()
        values[list(changes)] = list(changes.values())
        contracts = with_field(contracts, name, values)
    return contracts


def test_a_visit_must_be_followed_by_an_in_person_service(contracts):
    papers = with_operations(contracts, flags={COLLECTS: 0}, trips={COLLECTS: NONE})
    message = "workload.ops.flags[11] is 0: an in-person service, for which a citizen has just"
    assert refusal(papers).startswith(message)


def test_a_visit_must_not_be_the_last_of_its_route(contracts):
    last = with_operations(contracts, kind={APPRAISED: 2}, where={APPRAISED: NONE})
    message = "workload.ops.kind[14] is 2: a visit with the service that follows it"
    assert refusal(last).startswith(message)


def test_an_in_person_service_must_follow_a_visit(contracts):
    delayed = with_operations(contracts, kind={SLIP: 1}, flags={SLIP: 0}, where={SLIP: OFFICE})
    message = "workload.ops.flags[11] is 1: an in-person service directly after a visit only"
    assert refusal(delayed).startswith(message)


COLLECT = "to collect a result when it is ready and the clock has started is meant"
ASK = "to ask for a supplement while the clock runs and nothing is ready is meant"


@pytest.mark.parametrize("by", [int(OpFlag.BY_SLIP), int(OpFlag.IF_GONE)])
@pytest.mark.parametrize(
    "earlier",
    [
        {SUPPLEMENT: IN_PERSON},  # the clock does not start again
        {BACK: 0},  # the result is never ready
    ],
)
def test_a_result_is_collected_when_it_is_ready_and_the_clock_has_started(contracts, by, earlier):
    other = with_operations(contracts, flags={**earlier, SLIP: by})
    assert refusal(other) == f"workload.ops.flags[{SLIP}] is {by}: {COLLECT}"


def test_nobody_comes_to_the_appointment_of_a_visit_only(contracts):
    check_contracts(*with_operations(contracts, flags={ASKED: EMPTY}))
    dossier = with_operations(contracts, flags={COLLECTS: EMPTY})
    message = f"workload.ops.flags[{COLLECTS}] is {EMPTY}: IN_PERSON and no other flag but EMPTY"
    assert refusal(dossier).startswith(message)


def test_a_result_may_be_ready_from_the_beginning(contracts):
    flags = field_of(contracts, "workload.jobs.flags").copy()
    flags[ON_THE_SPOT] |= JobFlag.READY
    ready = with_field(contracts, "workload.jobs.flags", flags)
    check_contracts(*with_operations(ready, flags={1: 0}))  # its appraisal makes nothing ready


@pytest.mark.parametrize(
    ("changed", "place"),
    [
        ({GOES: HALTS, SUPPLEMENT: IN_PERSON}, GOES),  # the clock stands already
        ({WAITS: int(OpFlag.STOPS_CLOCK), BACK: HALTS}, BACK),  # the result is ready
    ],
)
def test_a_supplement_is_asked_for_while_the_clock_runs(contracts, changed, place):
    other = with_operations(contracts, flags=changed)
    assert refusal(other) == f"workload.ops.flags[{place}] is {HALTS}: {ASK}"


def test_what_is_accepted_may_be_incomplete_at_once(contracts):
    both = int(OpFlag.STARTS_CLOCK | OpFlag.HALTS_CLOCK)
    check_contracts(*with_operations(contracts, flags={RECEIVED: both, APPRAISED: 0}))


@pytest.mark.parametrize(("job", "message"), [(ON_THE_SPOT, COLLECT), (SUPPLEMENTED, ASK)])
def test_the_clock_must_have_started(contracts, job, message):
    flags = field_of(contracts, "workload.jobs.flags").copy()
    flags[job] = 0
    assert refusal(with_field(contracts, "workload.jobs.flags", flags)).endswith(message)


@pytest.mark.parametrize(
    ("dossiers", "message"),
    [
        ({VISIT: 5}, "workload.jobs.dossiers[0] is 5: at least 0 and below 5 (jobs)"),
        ({VISIT: 3}, "workload.jobs.begin[3] is 30600: NONE for a dossier"),
        ({VISIT: 1}, "workload.jobs.begin[2] is -1: NONE for a dossier"),
        ({ENQUIRY: 2}, "workload.jobs.dossiers[3] is 2: the number of dossiers that follow"),
    ],
)
def test_a_visit_must_bring_the_dossiers_that_follow_it(contracts, dossiers, message):
    values = field_of(contracts, "workload.jobs.dossiers").copy()
    values[list(dossiers)] = list(dossiers.values())
    other = with_field(contracts, "workload.jobs.dossiers", values)
    assert refusal(other).startswith(message)


@pytest.mark.parametrize("stations", [[1, 0], [0, 0]])
def test_the_stations_of_an_officer_must_ascend(contracts, stations):
    other = with_field(contracts, "roster.served", np.array([*stations, 1], np.int32))
    other = with_field(other, "roster.first_served", np.array([0, 2, 3]))
    message = f"roster.served[1] is {stations[1]}: the stations of an officer ascend"
    assert refusal(other) == message


def test_a_closing_must_not_be_missing(contracts):
    closings = field_of(contracts, "workload.time.closings")
    other = with_field(contracts, "workload.time.closings", closings[1:])
    assert refusal(other) == (
        "workload.time.closings has 21 entries: there are 22 closings in workload.time.closing"
    )


# Numbers, and how large everything is together


@pytest.mark.parametrize(
    ("name", "value", "meant"),
    [
        ("workload.horizon", -1, AN_AMOUNT),
        ("workload.horizon", FURTHEST, AN_AMOUNT),
        ("workload.horizon", 2**80, AN_AMOUNT),
        ("workload.horizon", 86_400.0, "a whole number is meant"),
        ("workload.period_start", -1, AN_AMOUNT),
        ("workload.retries", -1, RETRIES),
        ("workload.call_out", -1, AN_AMOUNT),
        ("workload.leaves_silently", 1, "True or False is meant"),
        ("workload.time.working_hours", 4, below(4, "calendars")),
    ],
)
def test_a_wrong_number_is_named_with_what_is_meant(contracts, name, value, meant):
    assert refusal(with_field(contracts, name, value)) == f"{name} is {value}: {meant}"


def test_there_must_be_a_time_of_day_for_every_trip(contracts):
    assert refusal(with_field(contracts, "workload.retries", 2)).startswith(
        "workload.trips.uniform has 3 columns: at least 4 are meant"
    )


def test_the_tables_must_reach_the_horizon(contracts):
    check_contracts(*with_field(contracts, "workload.horizon", DAYS * DAY))
    assert refusal(with_field(contracts, "workload.horizon", DAYS * DAY + 1)).startswith(
        "workload.time has tables of 23 days: at least 24 are meant"
    )


def test_hurry_must_have_a_column(contracts):
    none = with_field(contracts, "workload.stations.hurry", np.empty((2, 0), np.int32))
    assert refusal(none) == "workload.stations.hurry has no column: at least one is meant"


def test_a_moment_and_who_it_is_about_must_fit_into_one_number(contracts, monkeypatch):
    monkeypatch.setattr(checking, "MOST_KEY", 3 * DAY * (5 + 2 * 2))
    assert refusal(contracts).startswith(
        "workload.horizon is 259200, with 5 jobs and 2 officers: horizon x (jobs + 2 x officers)"
    )
