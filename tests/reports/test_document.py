"""A document says once what a terminal and a page show, each in its way."""

import pytest

from simulator.reports.document import Document, Items, Section, Shown, Table, Text, Tone
from simulator.reports.framing import answered_first, notes_below, on_terminal
from simulator.reports.page import page_html
from simulator.reports.terminal import rendered
from tests.pages.markup import cells, faults, text, tree

WAITS = Table(
    "Waits",
    ("", "mean", "95 % interval", "norm"),
    (
        (
            "At counters",
            "12 min",
            Text("11 – 13", Tone.QUIET),
            Text("✓ met", Tone.MET, "✓ met at all", "law"),
        ),
        ("", "", "", "nobody over an hour"),
    ),
    numbers=frozenset({1, 2}),
    widths=(22, 9, 15),
    shown={2: ~Shown.ON_TERMINAL},
    note="Of tickets.",
)
EMPTY = Table("Nothing", ("Place", "mean"), ())


def document(*body, chapters=(), headed=Shown.EVERYWHERE):
    return Document(
        title="Center",
        facts=["one day", "seed 7"],
        warnings=["! few"],
        headed=headed,
        body=body,
        chapters=lambda: chapters,
        version="1.2.3",
        created="2025-03-04",
    )


def screen(*body, **kept):
    return rendered(document(*body, **kept), width=80, colour=False)


def page(*body, **kept):
    return tree(page_html(document(*body, **kept)))


def test_a_terminal_parts_blocks_by_blank_lines_and_sections_have_titles():
    shown = screen("One.", Section("Two", [Items(["a", "b"], are_numbered=True)]), "Three.")
    assert shown == "Center\none day · seed 7\n! few\n\nOne.\n\nTwo\n  1 a\n  2 b\n\nThree.\n"


def test_what_has_nothing_to_show_is_left_out_everywhere():
    nothing = ("", Items([]), EMPTY, Section("Title", ["", EMPTY]))
    assert screen(*nothing, "Said.", Items(["", "a"])) == screen("Said.", Items(["a"]))
    made = page(*nothing, "Said.", chapters=[Section("Title", [EMPTY], "empty")])
    assert faults(made) == []
    assert "Title" not in text(made.find("body"))


def test_a_table_has_its_title_over_names_and_only_the_columns_that_there_is_room_for():
    (head, first, second) = screen(WAITS, headed=Shown.ON_PAGE).splitlines()
    assert head.split() == ["Waits", "mean", "norm"]
    assert first.startswith("  At counters  ")
    assert first.split() == ["At", "counters", "12", "min", "✓", "met"]
    assert second.strip() == "nobody over an hour"


def test_a_page_has_all_columns_the_note_and_what_stands_behind_a_verdict():
    made = page(WAITS)
    assert faults(made) == []
    assert cells(made) == [
        ["", "mean", "95 % interval", "norm"],
        ["At counters", "12 min", "11 – 13", "✓ met at all"],
        ["", "", "", "nobody over an hour"],
    ]
    (verdict,) = made.iter("span")
    assert (verdict.get("class"), verdict.get("title")) == ("met", "law")
    assert "Of tickets." in text(made.find("body"))


def test_a_wide_table_is_set_in_as_a_whole():
    wide = Table("", ("Less in", "mean wait"), (("week 1", "5"),), is_wide=True)
    assert all(line.startswith("  ") for line in screen(wide, headed=Shown.ON_PAGE).splitlines())


def test_what_is_for_the_page_alone_is_not_on_the_terminal_nor_the_other_way_round():
    body = (
        *answered_first(["Look."], ["Sure."]),
        on_terminal("Lines."),
        notes_below(["Note.", ""]),
    )
    assert screen(*body, headed=Shown.ON_PAGE) == "Lines.\n\nNote.\n"
    said = text(page(*body).find("body"))
    assert "Look." in said
    assert "Sure." in said
    assert "Lines." not in said


@pytest.mark.parametrize("hostile", ["<script>x</script>", "a\x1b[31mb"])
def test_what_input_holds_stays_text(hostile):
    assert "\x1b" not in screen(hostile, Items([hostile]))
    if "\x1b" not in hostile:
        assert hostile in text(page(hostile).find("body"))
