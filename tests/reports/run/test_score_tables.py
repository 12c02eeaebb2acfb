"""Tables of scores: columns of numbers are known, and assumptions are told in their language."""

from simulator.reports.document import Shown, Table
from simulator.reports.run.score_lines import standing_of
from simulator.reports.run.scores import scores
from simulator.reports.run.tables import score_sections


def test_columns_of_numbers_are_counted_after_empty_ones_are_left_out():
    numbers = frozenset({1, 2})
    whole = Table("", ("a", "b", "c", "d"), (("x", "–", "1", "y"),), numbers, is_sparse=True)
    table = whole.seen(Shown.ON_PAGE)
    assert (table.heads, table.numbers) == (("a", "c", "d"), frozenset({1}))


def test_values_intervals_and_points_are_numbers(result):
    for section in score_sections(scores(result)):
        _note, items, *_areas = section.blocks
        numbers = {items.heads[column] for column in items.numbers}
        assert {"Value", "95 % interval"} <= numbers
        assert not numbers & {"Item", "What it is", "Band", "Rests on"}


def test_an_assumption_with_a_reason_is_called_so_in_vietnamese(district_with, vietnamese):
    path = "scores.par_index.on_time"
    with_a_reason = district_with(f'sources.{path}="assumption: as in the province"')
    assert standing_of(with_a_reason.scenario, path).text == ("giả định: as in the province")
    alone = district_with(f'sources.{path}="assumption"')
    assert standing_of(alone.scenario, path) == ("giả định", True)
