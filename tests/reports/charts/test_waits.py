from dataclasses import replace

import numpy as np
import pytest
from matplotlib.text import Annotation

from simulator.measures.measure import Scope
from simulator.reports.charts.telling import MOST_ROWS
from simulator.reports.charts.waits import (
    waits_by_field,
    waits_by_hour,
    waits_by_step,
    waits_by_weekday,
    waits_heatmap,
)
from simulator.reports.labels import LONGEST
from simulator.results.result import Result
from tests.reports.conftest import held

from .conftest import axes_of, ends, heights, lengths, written


def tickets(**by_day_and_hour):
    """Counts or seconds by weekday and hour, given as `mon_8=…`."""
    days = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    table = np.zeros((7, 24), np.int64)
    for name, value in by_day_and_hour.items():
        day, _, hour = name.partition("_")
        table[days.index(day), int(hour)] = value
    return table


@pytest.fixture
def varied(result, changed):
    """Makes a result whose mean waits in one scope differ by replication; elsewhere 1 minute."""

    def vary(scope: Scope, **minutes: list[float]) -> Result:
        labels = result.by("wait_mean", scope)
        return changed({f"wait_mean.{label}": minutes.get(f"at_{label}", 1.0) for label in labels})

    return vary


def test_bars_are_the_mean_waits_and_thin_lines_their_intervals(drawn, result):
    drawing = drawn["waits_by_step"]
    waits = list(result.by("wait_mean", Scope.STEP).values())
    assert lengths(drawing) == [[wait.mean for wait in waits]]
    (lines,) = ends(drawing)
    assert [(line[0][0], line[1][0]) for line in lines] == [
        pytest.approx((wait.low, wait.high)) for wait in waits
    ]


def test_fields_stand_by_their_waits_the_longest_first(drawn, result):
    waits = sorted(
        (wait.mean for wait in result.by("wait_mean", Scope.FIELD).values()), reverse=True
    )
    assert lengths(drawn["waits_by_field"]) == [waits]


def test_the_title_names_where_citizens_wait_longest(changed):
    result = changed({"wait_mean.receive": 31.0, "wait_mean.return": 12.0})
    assert waits_by_step(result).title == (
        "Citizens wait longest at the step “Receive”: 31.0 min on average"
    )
    assert (
        waits_by_step(result).numbers
        == "Receive: 31.0 min (31.0 – 31.0); Return: 12.0 min (12.0 – 12.0)"
    )


def test_the_norm_is_drawn_as_far_as_the_waits_come_near_it(changed):
    short = changed({"wait_mean.receive": 4.0, "wait_mean.return": 3.0})
    long = changed({"wait_mean.receive": 24.0, "wait_mean.return": 3.0})
    assert "Norm: 30 min (2022)" not in written(waits_by_step(short))
    assert "Norm: 30 min (2022)" in written(waits_by_step(long))
    assert axes_of(waits_by_step(long)).get_xlim()[1] > 30
    assert "Norm: 15 min (2025)" in written(waits_by_step(held(short, 2026)))
    assert "Norm: 30 min (2022)" not in written(waits_by_step(held(long, 2026)))
    assert "Norm: 12 min" in written(waits_by_step(held(short, mean_wait="12 min")))


def test_where_nobody_waits_no_place_is_named(changed):
    drawing = waits_by_step(changed({"wait_mean.receive": 0.0, "wait_mean.return": 0.0}))
    assert drawing.title == "Citizens do not wait"


def test_hours_without_anybody_keep_their_place(changed):
    drawing = waits_by_hour(changed({"wait_mean.08h": 22.0}))
    bars, _doors = heights(drawing)
    assert len(bars) == len(range(7, 17))
    assert bars[8 - 7] == 22.0
    assert bars[12 - 7] == 0.0


def test_an_hour_in_which_few_come_is_not_named(changed, detailed):
    waits = changed({"wait_mean.08h": 80.0, "wait_mean.13h": 10.0, "wait_mean.16h": 90.0})
    come = detailed(tickets=tickets(mon_8=990, mon_13=1009, mon_16=1))
    drawing = waits_by_hour(replace(waits, details=come.details))
    assert drawing.title.startswith(
        "Citizens who come between 8:00 and 9:00 wait longest: 80.0 min"
    )


def test_weekdays_are_those_of_the_measure(changed):
    by_day = {"mon": [20.0, 20.0, 30.0], "tue": 2.0, "wed": 2.0, "thu": 2.0, "fri": 1.0}
    drawing = waits_by_weekday(changed({f"wait_mean.{day}": m for day, m in by_day.items()}))
    assert heights(drawing) == [[70 / 3, 2.0, 2.0, 2.0, 1.0]]
    assert drawing.title == "Citizens wait longest on a Monday: 23.3 min on average"
    assert {"Mon", "Fri"} <= set(written(drawing))


def test_the_heat_map_has_a_number_in_every_cell(detailed):
    result = detailed(
        tickets=tickets(mon_8=10, mon_9=10, fri_9=10),
        waited=tickets(mon_8=10 * 1800, mon_9=10 * 600, fri_9=10 * 300),
    )
    drawing = waits_heatmap(result)
    assert {"30", "10", "5", "–", "8:00", "9:00", "Mon", "Fri"} <= set(written(drawing))
    assert drawing.title == ("The longest waits: Monday between 8:00 and 9:00, 30.0 min on average")
    assert drawing.numbers == (
        "Mean minutes by hour of arrival. Monday: 8:00 30, 9:00 10; Friday: 8:00 –, 9:00 5"
    )


def test_numbers_on_the_heat_map_can_be_read_on_their_colour(drawn):
    drawing = drawn["waits_heatmap"]
    axes = axes_of(drawing)
    colours = axes.collections[0].get_array().reshape(-1, 4)[:, :3]
    cells = [text for text in axes.texts if not isinstance(text, Annotation)]
    assert len(cells) == len(colours)
    for colour, cell in zip(colours, cells, strict=True):
        light = luminance(colour)
        ink = 1.0 if cell.get_color() == "white" else 0.0
        assert (max(light, ink) + 0.05) / (min(light, ink) + 0.05) >= 4.5


def luminance(colour):
    linear = np.where(colour <= 0.04045, colour / 12.92, ((colour + 0.055) / 1.055) ** 2.4)
    return float(linear @ (0.2126, 0.7152, 0.0722))


def test_the_worst_fields_have_room_and_the_others_are_counted(many):
    drawing = waits_by_field(many)
    (bars,) = lengths(drawing)
    assert len(bars) == MOST_ROWS
    assert bars == sorted(bars, reverse=True)
    assert "The first 15 are shown; there are 65 more." in drawing.note
    labels = [label.get_text() for label in axes_of(drawing).get_yticklabels()]
    assert all(len(label.replace("\n", "")) <= LONGEST for label in labels)


# A title names the longest wait only where the intervals say that it is


LONG, NEARLY, SHORT = [29.0, 30.0, 31.0], [28.0, 29.0, 30.0], [10.0, 11.0, 12.0]


def test_a_step_is_named_only_where_its_waits_are_clearly_the_longest(varied):
    clear = waits_by_step(varied(Scope.STEP, at_receive=LONG, at_return=SHORT))
    assert clear.title == "Citizens wait longest at the step “Receive”: 30 min on average"
    unclear = waits_by_step(varied(Scope.STEP, at_receive=LONG, at_return=NEARLY))
    assert unclear.title == (
        "At no step are waits clearly the longest: Receive: 30 min; Return: 29 min on average"
    )


def test_a_field_is_named_only_where_its_waits_are_clearly_the_longest(varied):
    clear = waits_by_field(varied(Scope.FIELD, at_health=LONG, at_land=SHORT))
    assert clear.title == "Citizens of the field “Health” wait longest: 30 min on average"
    unclear = waits_by_field(varied(Scope.FIELD, at_health=LONG, at_land=NEARLY))
    assert unclear.title == (
        "In no field are waits clearly the longest: Health: 30 min; Land: 29 min on average"
    )


def test_an_hour_is_named_only_where_its_waits_are_clearly_the_longest(varied):
    clear = waits_by_hour(varied(Scope.HOUR, at_09h=LONG, at_14h=SHORT))
    assert clear.title == (
        "Citizens who come between 9:00 and 10:00 wait longest: 30 min on average"
    )
    unclear = waits_by_hour(varied(Scope.HOUR, at_09h=LONG, at_14h=NEARLY))
    assert unclear.title == (
        "At no hour of arrival are waits clearly the longest: "
        "9:00 to 10:00: 30 min; 14:00 to 15:00: 29 min on average"
    )


def test_a_weekday_is_named_only_where_its_waits_are_clearly_the_longest(varied):
    clear = waits_by_weekday(varied(Scope.WEEKDAY, at_mon=LONG, at_fri=SHORT))
    assert clear.title == "Citizens wait longest on a Monday: 30 min on average"
    unclear = waits_by_weekday(varied(Scope.WEEKDAY, at_mon=LONG, at_fri=NEARLY))
    assert unclear.title == (
        "On no weekday are waits clearly the longest: Monday: 30 min; Friday: 29 min on average"
    )


@pytest.fixture
def waiting(detailed):
    """Makes a result in which ten come on Monday at 8, and ten on Friday at 9."""

    def wait(monday: list[float], friday: list[float]) -> Result:
        return detailed(
            tickets=tickets(mon_8=10, fri_9=10),
            waited=[
                tickets(mon_8=10 * 60 * early, fri_9=10 * 60 * late)
                for early, late in zip(monday, friday, strict=True)
            ],
            at_door=tickets(),
        )

    return wait


LONGEST_WAITS = "The longest waits: Monday between 8:00 and 9:00, 67.0 min on average"
FOR_ALL_THAT_IS_KNOWN = (
    f"{LONGEST_WAITS}; chance may hide as long a wait in 1 more hour of the week: "
    "Friday at 9:00 with "
)


def test_the_heat_map_names_what_chance_may_hide_beside_its_longest_wait(waiting):
    unclear = waits_heatmap(waiting([60, 67, 74], [71, 66, 61]))
    assert unclear.title == f"{FOR_ALL_THAT_IS_KNOWN}66.0 min"


def test_the_heat_map_compares_within_replications_that_go_up_and_down_together(waiting):
    # By themselves 67 ± 43 and 24 ± 40 min overlap: yet the first is longer by 43 ± 3.
    assert waits_heatmap(waiting([50, 67, 84], [8, 24, 40])).title == LONGEST_WAITS


def test_in_one_replication_the_longest_waits_are_named(detailed, changed):
    alone = detailed(
        replications=1,
        tickets=tickets(mon_8=10, fri_9=10),
        waited=tickets(mon_8=6000, fri_9=5999),
        at_door=tickets(),
    )
    assert waits_heatmap(alone).title.endswith("10.0 min on average")
    days = {f"wait_mean.{day}": 9.0 for day in ("tue", "wed", "thu", "fri")}
    alone = changed(days | {"wait_mean.mon": 9.1}, replications=1)
    assert waits_by_weekday(alone).title.startswith("Citizens wait longest on a Monday")


# Who comes before the doors open waits for them, and that is no queueing


@pytest.fixture
def early(detailed):
    """Ten come at 6 and wait an hour for the doors and 5 minutes then; ten at 8 wait 20."""
    return detailed(
        tickets=tickets(mon_6=10, mon_8=10),
        waited=tickets(mon_6=10 * 3900, mon_8=10 * 1200),
        at_door=tickets(mon_6=10 * 3600),
    )


def test_waiting_for_the_doors_makes_no_hour_the_one_with_the_longest_waits(early, changed):
    hours = {"wait_mean.08h": 20.0} | {f"wait_mean.{h:02d}h": 1.0 for h in (7, 9, 10, 13, 14, 15)}
    by_hour = replace(changed(hours), details=early.details)
    drawing = waits_by_hour(by_hour)
    assert drawing.title == (
        "Citizens who come between 8:00 and 9:00 wait longest once the doors are open: 20.0 min "
        "on average"
    )  # which the picture does not show: its highest column is that of 6:00
    assert "the title leaves it out" in drawing.note
    assert "of it before the doors open" in written(drawing)
    waits, doors = heights(drawing)
    assert (waits[0], doors[0]) == (65.0, 60.0)


def test_that_the_doors_are_left_out_is_said_where_no_hour_is_clearly_the_longest_too(
    detailed, changed
):
    come = detailed(
        tickets=tickets(mon_6=10, mon_8=10, mon_9=10),
        waited=tickets(mon_6=10 * 3900, mon_8=10 * 1200, mon_9=10 * 1200),
        at_door=tickets(mon_6=10 * 3600),
    )
    hours = {f"wait_mean.{h:02d}h": 1.0 for h in (7, 10, 13, 14, 15)}
    measured = changed(
        hours | {"wait_mean.08h": [19.0, 20.0, 21.0], "wait_mean.09h": [21.0, 20.0, 19.0]}
    )
    drawing = waits_by_hour(replace(measured, details=come.details))
    assert drawing.title.startswith(
        "At no hour of arrival are waits clearly the longest once the doors are open: "
    )


def test_the_heat_map_is_titled_by_queueing_too(early):
    drawing = waits_heatmap(early)
    assert drawing.title == (
        "The longest waits once the doors are open: Monday between 8:00 and 9:00, 20.0 min on "
        "average"
    )
    assert "65" in written(drawing)  # the whole wait, as the measures have it
    assert "the title leaves it out" in drawing.note


def test_an_hour_before_the_doors_open_is_named_by_what_comes_after(detailed):
    late = detailed(
        tickets=tickets(mon_6=10, mon_17=10),
        waited=tickets(mon_6=10 * 5400, mon_17=10 * 60),
        at_door=tickets(mon_6=10 * 3600),
    )
    assert waits_heatmap(late).title.endswith("between 6:00 and 7:00, 30.0 min on average")


# Hours in which citizens come, but do not plan to


def test_hours_outside_those_of_the_measures_are_drawn_from_what_was_counted(changed, detailed):
    come = detailed(
        tickets=tickets(mon_6=4, mon_8=500, fri_8=400, mon_17=6),
        waited=tickets(mon_6=4 * 1800, mon_8=0, mon_17=6 * 300),
    )
    measured = changed({"wait_mean.08h": 22.0})
    drawing = waits_by_hour(replace(measured, details=come.details))
    bars, _doors = heights(drawing)
    labels = [label.get_text() for label in axes_of(drawing).get_xticklabels()]
    by_hour = dict(zip(labels, bars, strict=True))
    assert [*by_hour] == [str(hour) for hour in range(6, 18)]
    assert (by_hour["6"], by_hour["17"]) == (30.0, 5.0)
    assert by_hour["8"] == 22.0  # as the measure has it
    assert "6: 30.0 min" in drawing.numbers
