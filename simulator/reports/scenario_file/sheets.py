"""Lays out the workbook of a scenario: headings, drop-down lists, and a sheet that explains.

In comes the tree of a scenario or plan; out come the bytes of a workbook in the language that
is spoken, which says the same. No formula is written: a drop-down list names the cells of a sheet.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from textwrap import shorten

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from simulator.language import N_, _, language, mistake
from simulator.measures.catalogue import CATALOGUE
from simulator.reports.scenario_file.contents import Filled, Shown, filled, shown
from simulator.reports.workbook import new_workbook, workbook_content
from simulator.reports.workbook.cells import (
    add_sheet,
    cell_at,
    cleaned,
    make_room,
    set_widths,
    write_value,
)
from simulator.scenario.nodes import Node
from simulator.scenario.schema import ANY, ITEM
from simulator.scenario.vocabulary import ALL, SHARE, STEPS
from simulator.scenario.weekdays import days_said
from simulator.scenario.workbook.grid import REMARK
from simulator.scenario.workbook.layout import (
    DAYS_OF,
    GUIDE,
    MEASURE,
    PATH,
    STATIONS,
    KeyPart,
    Sheet,
    scenario_sheets,
    station_said,
)
from simulator.scenario.workbook.wording import meaning_of

_ROWS = 300
"""Rows below a heading that have its drop-down list."""
_HEADS = PatternFill("solid", fgColor="DDE6EE")
_NEEDED = PatternFill("solid", fgColor="F6E3B4")
"""Behind the headings of what every thing needs."""
_STRONG = Font(name="Calibri", size=11, bold=True)
_QUIET = Font(name="Calibri", size=11, italic=True, color="59646E")
_BROKEN = Alignment(vertical="top", wrap_text=True)
_LEFT = Alignment("left", "top", wrap_text=True)
_OF_NAME, _OF_NUMBER, _OF_TEXT = 22.0, 18.0, 40.0
_OF_KEY, _OF_VALUE, _OF_MEANING = 58.0, 30.0, 90.0
"""Widths of columns, in characters."""
_FILLED = 0.85
"""Share of a width that letters fill, at worst."""
_LONGEST_PROMPT, _LONGEST_PROMPT_TITLE = 255, 32

_NAMED_IN = {"field": "Fields", "calendar": "Hours", "with": "Hours"}
"""The sheet whose first column has the names that a key may take."""
_DAYS = ("mon-fri", "mon-sat", "sat", "sun")
"""Days that most calendars have."""
_NAMES = {"Procedure, short name": "Procedures", "Group, short name": "Staff"}
"""The same of columns that name what another sheet has."""

_EXPLAINED = (
    N_("Each sheet has a row for each thing, or for each item; empty cells say nothing."),
    N_("What every thing needs has a yellow heading; more is told of a cell when it is chosen."),
    N_("A number alone has the unit in its heading; another unit stands beside it: 90 s, 2 h."),
    N_("Other sheets call a thing by its short name, without spaces; `office` is this Center."),
    N_("A station is a step and a field, `receive/land`; `receive/all` is that of every field."),
    N_("A time that varies has a mean and a cv, which is its standard deviation ÷ mean."),
    N_("What fits no column stands on the sheet for it: path, and value as in a YAML file."),
    N_("Sheets, rows and columns that begin with # are your own, and not read."),
    N_("Formulas are not calculated: paste their values."),
)


def scenario_workbook(tree: Node) -> bytes:
    """Return the workbook of a scenario or plan.

    Parameters
    ----------
    tree
        What a file says, put together.

    Raises
    ------
    ValueError
        If a text is longer than a cell can hold.
    """
    workbook = new_workbook(_("Scenario"))
    sheets = filled(tree)
    is_plan = tree.child("base") is not None
    guide = add_sheet(workbook, _(GUIDE), header=_(GUIDE))
    lists = _Lists()
    for each in sheets:
        sheet = add_sheet(workbook, _(each.sheet.title), header=_(each.sheet.title))
        if each.sheet.is_list:
            _write_list(sheet, each, lists)
        else:
            _write_table(sheet, each, lists)
    # A plan varies what the sheets of a scenario explain.
    _write_guide(
        guide, [*sheets, *filled(Node(tree.place, {}))] if is_plan else sheets, is_plan=is_plan
    )
    lists.write(workbook)
    return workbook_content(workbook)


@dataclass
class _Lists:
    """The words of drop-down lists, each a column of a sheet of their own."""

    columns: list[tuple[str, ...]] = field(default_factory=list)

    @property
    def title(self) -> str:
        return f"{REMARK} {_('Lists')}"

    def cells_of(self, words: Iterable[str]) -> str:
        """Return where words stand, as a drop-down list names it."""
        column = tuple(words)
        if column not in self.columns:
            self.columns.append(column)
        letter = get_column_letter(self.columns.index(column) + 1)
        return f"{quote_sheetname(self.title)}!${letter}$1:${letter}${len(column)}"

    def write(self, workbook: Workbook) -> None:
        """Add the sheet."""
        sheet = add_sheet(workbook, self.title, header=self.title)
        sheet.sheet_state = "hidden"
        for column, words in enumerate(self.columns, start=1):
            for row, word in enumerate(words, start=1):
                write_value(cell_at(sheet, row, column), word)


def _write_table(sheet: Worksheet, table: Filled, lists: _Lists) -> None:
    """Write a row for each thing, and a column for each of its keys."""
    names, parts = table.sheet.names, table.sheet.parts
    texts = [part for part in parts if part.role in ("vi", "en", "list", "yaml")]
    widths = [_OF_TEXT if name == PATH else _OF_NAME for name in names]
    widths += [_OF_TEXT if part in texts else _OF_NUMBER for part in parts]
    set_widths(sheet, widths)
    heads = (part.heading(table.units.get(part, "")) for part in parts)
    _write_row(sheet, 1, [*map(_, names), *heads], widths, is_head=True)
    for row, (named, cells) in enumerate(table.rows, start=2):
        for column, part in enumerate(parts, start=len(names) + 1):
            if part in cells:
                _write(sheet, row, column, cells[part], part)
        shown = [
            *named,
            *[""] * (len(names) - len(named)),
            *(cells.get(part, "") for part in parts),
        ]
        _make_room(sheet, row, shown, widths)
        _write_row(sheet, row, named, widths)
    for column, part in enumerate(parts, start=len(names) + 1):
        letter = get_column_letter(column)
        _offer(sheet, f"{letter}2:{letter}{_ROWS}", part, lists)
        if part.is_needed and len(part.titles) == 1:
            sheet.cell(1, column).fill = _NEEDED
    for letter, name in zip(map(get_column_letter, range(1, len(names) + 1)), names, strict=True):
        if source := _names_offered(name, table.sheet, lists):
            _choose(sheet, f"{letter}2:{letter}{_ROWS}", source)
    sheet.freeze_panes = f"{get_column_letter(len(names) + 1)}2"
    sheet.print_title_rows = "1:1"


def _write_list(sheet: Worksheet, listed: Filled, lists: _Lists) -> None:
    """Write a row for each key, whether it has a value or not."""
    widths = [_OF_KEY, _OF_VALUE, _OF_MEANING]
    set_widths(sheet, widths)
    heads = [*map(_, listed.sheet.names), f"{REMARK} {_('What it means')}"]
    _write_row(sheet, 1, heads, widths, is_head=True)
    ((_names, cells),) = listed.rows or [([], {})]
    told: tuple[str, ...] = ()
    for row, part in enumerate(listed.sheet.parts, start=2):
        if part in cells:
            _write(sheet, row, 2, cells[part], part)
            sheet.cell(row, 2).alignment = _LEFT
        elif part.key.written == SHARE:
            sheet.cell(row, 2).number_format = "0%"
        meaning = (
            "" if part.key.path == told else meaning_of(part)
        )  # Once, where it has several cells.
        told = part.key.path
        heading = part.heading(listed.units.get(part, ""))
        _make_room(sheet, row, [heading, cells.get(part, ""), meaning], widths)
        _write_row(sheet, row, [heading], widths)
        if meaning:
            _write(sheet, row, 3, meaning)
            sheet.cell(row, 3).font = _QUIET
        _offer(sheet, f"B{row}", part, lists)
    sheet.freeze_panes = "B2"
    sheet.print_title_rows = "1:1"


def _write_guide(sheet: Worksheet, sheets: Sequence[Filled], *, is_plan: bool) -> None:
    """Write how a workbook is filled in, and what its headings and the measures of plans mean."""
    widths = [_OF_NAME, _OF_KEY, _OF_VALUE, _OF_MEANING, _OF_TEXT]
    set_widths(sheet, widths)
    for row, text in enumerate(_EXPLAINED, start=1):
        write_value(cell_at(sheet, row, 1), _(text))
    first = len(_EXPLAINED) + 2
    heads = [_("Sheet"), _("Heading"), _("Where it is empty"), _("What it means"), _("Path")]
    _write_row(sheet, first, heads, widths, is_head=True)
    told: dict[tuple[str, ...], tuple[Filled, KeyPart]] = {}
    for each in sheets:
        for part in each.sheet.parts:
            told.setdefault((each.sheet.title, *part.key.path), (each, part))
    for row, (each, part) in enumerate(told.values(), start=first + 1):
        unit = each.units.get(part, "")
        title, default = _(each.sheet.title), _default(part, unit)
        texts = [title, part.heading(unit), default, meaning_of(part), _path(part)]
        _write_row(sheet, row, texts, widths)
    for row, measure in enumerate(CATALOGUE if is_plan else (), start=first + len(told) + 1):
        texts = [_(MEASURE), _(measure.title), "", _(measure.definition), measure.name]
        _write_row(sheet, row, texts, widths)
    sheet.freeze_panes = f"A{first + 1}"


def _path(part: KeyPart) -> str:
    """Return the path by which a source or a plan speaks of a key, for all things that have it."""
    path = part.key.path
    whole = path[: path.index(ITEM)] if ITEM in path else path
    whole = whole[:-1] if whole[-1:] == (ANY,) else whole
    return ".".join(ALL if name == ANY else name for name in whole)


def _default(part: KeyPart, unit: str) -> str:
    """Return what holds where a cell is empty, as it would be written."""
    default = part.key.default
    if part.is_needed:
        return _("needed")
    cell = None if default in (None, [], {}) else shown(part, default, unit)
    return "" if cell is None else str(cell)


def _write_row(
    sheet: Worksheet,
    row: int,
    texts: Sequence[str],
    widths: Sequence[float],
    *,
    is_head: bool = False,
) -> None:
    """Write texts from the first column on, and make the row high enough for them."""
    _make_room(sheet, row, texts, widths)
    for column, text in enumerate(texts, start=1):
        if not text:
            continue
        _write(sheet, row, column, text)
        if is_head:
            cell = sheet.cell(row, column)
            cell.font, cell.fill = _STRONG, _HEADS


def _make_room(
    sheet: Worksheet, row: int, values: Iterable[Shown], widths: Sequence[float]
) -> None:
    """Make a row high enough for what stands in it."""
    for value, width in zip(values, widths, strict=False):
        if isinstance(value, str) and len(value) > width * _FILLED:
            make_room(sheet, row, value, width * _FILLED)


def _write(
    sheet: Worksheet, row: int, column: int, value: Shown, part: KeyPart | None = None
) -> None:
    """Write a cell whole, or refuse it."""
    if isinstance(value, str) and cleaned(value).replace("_x005F_", "_") != value:
        raise mistake("no cell of a workbook holds this text: {text}", text=f"{value[:60]}…")
    cell = cell_at(sheet, row, column)
    write_value(cell, value, _format(value, part) if part else "General")
    cell.alignment = _BROKEN


def _format(value: Shown, part: KeyPart) -> str:
    """Return how a value is shown."""
    if isinstance(value, float | int) and part.key.written == SHARE:
        return "0%" if round(value * 100, 9) == round(value * 100) else "0.0###%"
    return "General" if isinstance(value, str | float | int) else "dd/mm/yyyy"


def _offer(sheet: Worksheet, cells: str, part: KeyPart, lists: _Lists) -> None:
    """Offer the words that may stand in cells, and say what is meant when one is chosen."""
    words = part.choices().values()
    named = _NAMED_IN.get(str(part.path[-1])) if part.path else None
    source = lists.cells_of(words) if words else _names_on(named) if named else ""
    _choose(sheet, cells, source, part, is_strict=bool(words) and not part.is_number)


def _choose(
    sheet: Worksheet,
    cells: str,
    source: str,
    part: KeyPart | None = None,
    *,
    is_strict: bool = False,
) -> None:
    """Give cells a drop-down list, and a text that is shown beside the cell that is chosen."""
    rule = DataValidation(
        type="list" if source else None,
        formula1=source or None,
        allow_blank=True,
        showErrorMessage=is_strict,
        sqref=cells,
    )
    if part and (meaning := meaning_of(part)):
        rule.promptTitle = shorten(part.heading(), _LONGEST_PROMPT_TITLE, placeholder="…")
        rule.prompt = shorten(meaning, _LONGEST_PROMPT, placeholder="…")
        rule.showInputMessage = True
    sheet.add_data_validation(rule)


def _names_offered(name: str, sheet: Sheet, lists: _Lists) -> str:
    """Return where the names stand that a column may have; empty where it gives them."""
    parts = (part for each in scenario_sheets() for part in each.parts)
    offered: dict[str, Iterable[str]] = {
        PATH: dict.fromkeys(filter(None, map(_path, parts))),
        MEASURE: (measure.name for measure in CATALOGUE),
        DAYS_OF: (days_said(each, in_vietnamese=language() == "vi") for each in _DAYS),
        STATIONS: map(station_said, STEPS),
    }
    if name in offered:
        return lists.cells_of(offered[name])
    title = _NAMES.get(name, sheet.title)
    return _names_on(title) if title != sheet.title else ""


def _names_on(title: str) -> str:
    """Return where the names on a sheet stand."""
    return f"{quote_sheetname(_(title))}!$A$2:$A${_ROWS}"
