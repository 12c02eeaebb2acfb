"""Every difference between two scenarios is found, once, and what is none is not."""

from pathlib import Path

import pytest

from simulator.scenario import load_scenario
from simulator.scenario.differences import Change, ChangeKind, _between, differences
from simulator.scenario.merging import MERGED, matches

KITCHEN_SINK = Path(__file__).with_name("kitchen_sink.yaml")
TWO_COUNTERS = Path(__file__).parents[1] / "studies" / "comparison" / "two-counters.yaml"


def two_counters(*overrides):
    return load_scenario(TWO_COUNTERS, overrides=overrides)


def found(*overrides, base=()):
    """What differs where values are set, as path, first and second."""
    values = differences(two_counters(*base), two_counters(*base, *overrides)).values
    return [(".".join(each.path), each.first, each.second) for each in values]


def leaves(path, node):
    """Every value that merging replaces whole, with its path."""
    if isinstance(node, dict) and matches(path, MERGED):
        for key, entry in node.items():
            yield from leaves((*path, key), entry)
    else:
        yield path


def with_value(tree, path, value):
    """A tree in which one value is another."""
    first, *rest = path
    return {**tree, first: with_value(tree[first], rest, value) if rest else value}


def test_every_value_that_is_another_one_is_told_once():
    tree = load_scenario(KITCHEN_SINK).canonical()
    paths = list(leaves((), tree))
    assert len(paths) > 150
    for path in paths:
        changed = list(_between((), tree, with_value(tree, path, "another")))
        assert [each.path for each in changed] == [path]


@pytest.mark.parametrize(
    ("override", "change"),
    [
        ("staff.calm.helps=[receive/land]", ("staff.calm.helps", [], ["receive/land"])),
        (
            "staff.calm.serves=[receive/all]",
            ("staff.calm.serves", ["receive/other"], ["receive/all"]),
        ),
        ("staff.busy.calendar=nights", ("staff.busy.calendar", "office", "nights")),
        ("procedures.more.field=land", ("procedures.more.field", "other", "land")),
    ],
)
def test_what_is_a_text_or_a_list_differs_too(override, change):
    base = (
        "calendars={nights: {hours: {mon-fri: [08:00-12:00]}}}",
        "procedures.more={field: other, volume: 1 per hour, steps: {receive: {constant: 1 min}}}",
    )
    assert found(override, base=base) == [change]


def test_a_distribution_and_the_hours_are_one_difference_each():
    shorter = {"gamma": {"mean": "8 min", "cv": 0.5}}
    assert found(
        "procedures.transfer.steps.receive={gamma: {mean: 8 min, cv: 0.5}}",
        "calendar.hours={mon-thu: [08:00-12:00]}",
    ) == [
        (
            "calendar.hours",
            {"mon-fri": ["08:00-12:00", "13:00-17:00"]},
            {"mon-thu": ["08:00-12:00"]},
        ),
        ("procedures.transfer.steps.receive", {"exponential": {"mean": "10 min"}}, shorter),
    ]


def test_a_group_that_only_one_has_is_one_difference():
    base, other = two_counters(), two_counters("staff.new={officers: 1, serves: [receive/land]}")
    (added,) = differences(base, other).values
    (removed,) = differences(other, base).values
    assert (added.path, added.kind, added.first) == (("staff", "new"), ChangeKind.ADDED, None)
    assert (removed.path, removed.kind, removed.second) == (
        ("staff", "new"),
        ChangeKind.REMOVED,
        None,
    )
    assert added.second == removed.first


def test_the_order_of_stations_and_of_days_off_is_no_difference():
    base = ("staff.calm.helps=[receive/land, receive/other]", "staff.calm.serves=[receive/all]")
    assert found("staff.calm.helps=[receive/other, receive/land]", base=base) == []
    days = ("calendar.days_off=[2021-03-02, 2021-03-03]",)
    assert found("calendar.days_off=[2021-03-03, 2021-03-02]", base=days) == []


def test_a_queue_that_is_written_down_as_it_was_anyway_is_no_difference():
    assert found("queues.receive/land={closing: serve-all}") == []
    assert found("queues.receive/land={closing: send-home}") == [
        ("queues.receive/land.closing", "serve-all", "send-home")
    ]


def test_names_order_and_sources_stand_apart():
    found = differences(
        two_counters(),
        two_counters("name=Another", "staff.busy.label=Desk", "fields.land=Ground"),
    )
    assert found.values == ()
    assert [each.path for each in found.names] == [("fields", "land"), ("staff", "busy", "label")]
    assert not found.reordered
    assert not found.sources
    assert not differences(two_counters(), two_counters("name=Another"))


def test_another_order_of_the_groups_is_told(tmp_path):
    text = TWO_COUNTERS.read_text(encoding="utf-8")
    *head, busy, calm = text.splitlines()
    turned = tmp_path / "turned.yaml"
    turned.write_text("\n".join([*head, calm, busy]), encoding="utf-8")
    found = differences(two_counters(), load_scenario(turned))
    assert (found.values, found.reordered) == ((), ("staff",))


def test_other_times_under_one_name_of_a_file_are_a_difference(tmp_path):
    read = []
    for folder, times in (("one", "5\n10\n12"), ("other", "5\n10\n18")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "times.csv").write_text(f"minutes\n{times}\n", encoding="utf-8")
        path = tmp_path / folder / "scenario.yaml"
        path.write_text(TWO_COUNTERS.read_text(encoding="utf-8"), encoding="utf-8")
        steps = "procedures.transfer.steps.receive={empirical: {file: times.csv, column: minutes}}"
        read.append(load_scenario(path, overrides=[steps]))
    written = {"empirical": {"file": "times.csv", "column": "minutes"}}
    path = ("procedures", "transfer", "steps", "receive")
    assert differences(*read).values == (Change(path, written, written),)
    assert not differences(read[0], read[0])
