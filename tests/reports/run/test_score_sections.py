from dataclasses import replace

from simulator.reports.document import Shown, text_of
from simulator.reports.run.par_index import IndexArea
from simulator.reports.run.score_lines import Figure, Group, Line, Standing, given
from simulator.reports.run.scores import Scores
from simulator.reports.run.tables import score_section, score_sections

MEASURED = Group("Measured", (Line(name="Trips in vain", value=given(50.0)),), "No points.")
SCORED = Group(
    "Scored",
    (
        Line(
            name="Progress",
            value=given(0.5),
            points=Figure(10.0, given(10.0).unit),
            most=given(20.0),
            band="20 points times the share",
            standing=Standing("Decision 766/QĐ-TTg", is_assumed=False),
        ),
        Line(name="Satisfaction", most=given(18.0), band="not in the simulator's reach"),
    ),
    "Progress alone.",
)
FINANCE = IndexArea(6, "Public finance", "", "4", "5.50", "", "nothing", None)


def on_page(table):
    return table.seen(Shown.ON_PAGE)


def texts(table):
    return tuple(tuple(text_of(cell).text for cell in row) for row in table.rows)


def sections():
    return score_sections(Scores(SCORED, None, SCORED, MEASURED, SCORED, (FINANCE,)))


def test_each_score_has_a_section_with_its_remark_and_one_row_a_line():
    first, *_ = sections()
    note, table, alike = first.blocks
    table = on_page(table)
    assert (first.title, note, alike) == ("Scored", "Progress alone.", "")
    assert table.heads == ("Item", "Value", "Points", "Maximum", "Band", "Rests on")
    assert texts(table) == (
        ("Progress", "0.50", "10", "20", "20 points times the share", "Decision 766/QĐ-TTg"),
        ("Satisfaction", "–", "–", "18", "not in the simulator's reach", "–"),
    )


def test_what_all_lines_rest_on_is_said_once_on_a_page_and_with_each_in_a_workbook():
    progress, _other = SCORED.lines
    group = Group("Scored", (progress, replace(progress, name="Again")), "")
    _note, table, alike = score_section(group).blocks
    assert alike == "Rests on: Decision 766/QĐ-TTg"
    assert "Rests on" not in on_page(table).heads
    assert "Rests on" in table.seen(Shown.IN_WORKBOOK).heads


def test_what_earns_no_points_has_no_columns_of_points():
    measured = sections()[2]
    assert on_page(measured.blocks[1]).heads == ("Item", "Value")


def test_the_areas_stand_below_the_index():
    areas = on_page(sections()[3].blocks[3])
    assert areas.heads == ("Area", "Target", "Maximum", "What a run says of it")
    assert areas.rows == (("6. Public finance", "4", "5.50", "nothing"),)
