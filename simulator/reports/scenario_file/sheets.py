"""Lays out the workbook of a scenario: headings, drop-down lists, and a sheet that explains.

In comes the plain data of a scenario or plan; out come the bytes of a workbook in the language that
is spoken, which says the same. No formula is written: a drop-down list names the cells of a sheet.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from simulator.language import N_, _, mistake
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
from simulator.scenario.vocabulary import SHARE
from simulator.scenario.workbook.grid import REMARK
from simulator.scenario.workbook.layout import GUIDE, Part

_ROWS = 300
"""Rows below a heading that have its drop-down list."""
_HEADS = PatternFill("solid", fgColor="DDE6EE")
_STRONG = Font(name="Calibri", size=11, bold=True)
_QUIET = Font(name="Calibri", size=11, italic=True, color="59646E")
_OF_NAME, _OF_TEXT, _OF_KEY, _OF_VALUE, _OF_MEANING = 22.0, 40.0, 58.0, 30.0, 90.0
"""Widths of columns, in characters."""
_LONGEST_PROMPT, _LONGEST_PROMPT_TITLE = 255, 32

_NAMED_IN = {"field": "Fields", "calendar": "Hours", "with": "Hours"}
"""The sheet whose first column has the names that a key may take."""
_NAMES = {"Procedure, short name": "Procedures", "Group, short name": "Staff"}
"""The same of columns that name what another sheet has."""

_EXPLAINED = (
    N_("Each sheet has a row for each thing, or for each item; empty cells say nothing."),
    N_("A number alone has the unit in its heading; another unit stands beside it: 90 s, 2 h."),
    N_("A short name has no spaces; other sheets name the thing by it. `office` is the Center's."),
    N_("A time that varies has a mean and a cv, which is its standard deviation ÷ mean."),
    N_("What fits no column stands on the sheet for it: path, and value as in a YAML file."),
    N_("Sheets, rows and columns that begin with # are your own, and not read."),
    N_("Formulas are not calculated: paste their values."),
)


def scenario_workbook(data: Mapping[str, object]) -> bytes:
    """Return the workbook of a scenario or plan.

    Parameters
    ----------
    data
        What a file says, put together, as plain data.

    Raises
    ------
    ValueError
        If a text is longer than a cell can hold.
    """
    workbook = new_workbook(_("Scenario"))
    sheets = filled(data)
    guide = add_sheet(workbook, _(GUIDE), header="")
    lists = _Lists()
    for each in sheets:
        sheet = add_sheet(workbook, _(each.sheet.title), header=_(each.sheet.title))
        if each.sheet.is_list:
            _write_list(sheet, each, lists)
        else:
            _write_table(sheet, each, lists)
    _write_guide(guide, sheets)
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
        sheet = add_sheet(workbook, self.title, header="")
        sheet.sheet_state = "hidden"
        for column, words in enumerate(self.columns, start=1):
            for row, word in enumerate(words, start=1):
                write_value(cell_at(sheet, row, column), word)


def _write_table(sheet: Worksheet, table: Filled, lists: _Lists) -> None:
    """Write a row for each thing, and a column for each of its keys."""
    parts = table.sheet.parts
    heads = [
        *map(_, table.sheet.names),
        *(part.heading(table.units.get(part, "")) for part in parts),
    ]
    _write_heads(sheet, heads)
    is_long = len(parts) <= 2  # noqa: PLR2004  # they are texts
    others = [_OF_TEXT if is_long or part.role in ("vi", "en", "list") else 14.0 for part in parts]
    set_widths(sheet, [*[_OF_NAME] * len(table.sheet.names), *others])
    first = len(table.sheet.names) + 1
    for row, (names, cells) in enumerate(table.rows, start=2):
        for column, name in enumerate(names, start=1):
            _write(sheet, row, column, name)
        for column, part in enumerate(parts, start=first):
            if part in cells:
                _write(sheet, row, column, cells[part], part)
    for column, part in enumerate(parts, start=first):
        letter = get_column_letter(column)
        _offer(sheet, f"{letter}2:{letter}{_ROWS}", part, lists)
    for column, name in enumerate(table.sheet.names, start=1):
        if _NAMES.get(name, table.sheet.title) != table.sheet.title:
            letter = get_column_letter(column)
            _choose(sheet, f"{letter}2:{letter}{_ROWS}", _names_on(_NAMES[name]))
    sheet.freeze_panes = f"{get_column_letter(first)}2"
    sheet.print_title_rows = "1:1"


def _write_list(sheet: Worksheet, listed: Filled, lists: _Lists) -> None:
    """Write a row for each key, whether it has a value or not."""
    _write_heads(sheet, [*map(_, listed.sheet.names), f"{REMARK} {_('What it means')}"])
    set_widths(sheet, [_OF_KEY, _OF_VALUE, _OF_MEANING])
    ((_names, cells),) = listed.rows or [([], {})]
    for row, part in enumerate(listed.sheet.parts, start=2):
        _write(sheet, row, 1, part.heading(listed.units.get(part, "")))
        _write(sheet, row, 3, _(part.key.meaning))
        sheet.cell(row, 3).font = _QUIET
        make_room(sheet, row, _(part.key.meaning), _OF_MEANING)
        if part in cells:
            _write(sheet, row, 2, cells[part], part)
        elif part.key.written == SHARE:
            sheet.cell(row, 2).number_format = "0%"
        _offer(sheet, f"B{row}", part, lists)
    sheet.freeze_panes = "B2"
    sheet.print_title_rows = "1:1"


def _write_guide(sheet: Worksheet, sheets: Sequence[Filled]) -> None:
    """Write how a workbook is filled in, and what each of its headings means."""
    set_widths(sheet, [_OF_NAME, _OF_KEY, _OF_VALUE, _OF_MEANING])
    for row, text in enumerate(_EXPLAINED, start=1):
        _write(sheet, row, 1, _(text))
        sheet.cell(row, 1).alignment = Alignment(wrap_text=False)
    first = len(_EXPLAINED) + 2
    heads = (_("Sheet"), _("Heading"), _("Where it is empty"), _("What it means"))
    _write_heads(sheet, heads, first)
    told = [(each, part) for each in sheets for part in each.sheet.parts if part.key.meaning]
    for row, (each, part) in enumerate(told, start=first + 1):
        unit = each.units.get(part, "")
        texts = _(each.sheet.title), part.heading(unit), _default(part, unit), _(part.key.meaning)
        for column, text in enumerate(texts, start=1):
            _write(sheet, row, column, text)
        make_room(sheet, row, texts[-1], _OF_MEANING)
        make_room(sheet, row, texts[1], _OF_KEY)
    sheet.freeze_panes = f"A{first + 1}"


def _default(part: Part, unit: str) -> str:
    """Return what holds where a cell is empty, as it would be written."""
    default = part.key.default
    if part.key.is_needed and part.key.path[-1:] != ("label",):
        return _("needed")
    cell = None if default in (None, [], {}) else shown(part, default, unit)
    return "" if cell is None else str(cell)


def _write_heads(sheet: Worksheet, heads: Iterable[str], row: int = 1) -> None:
    for column, head in enumerate(heads, start=1):
        _write(sheet, row, column, head)
        cell = sheet.cell(row, column)
        cell.font, cell.fill = _STRONG, _HEADS
        cell.alignment = Alignment(wrap_text=True, vertical="center")


def _write(sheet: Worksheet, row: int, column: int, value: Shown, part: Part | None = None) -> None:
    """Write a cell whole, or refuse it."""
    if isinstance(value, str) and cleaned(value).replace("_x005F_", "_") != value:
        raise mistake("no cell of a workbook holds this text: {text}", text=f"{value[:60]}…")
    cell = cell_at(sheet, row, column)
    write_value(cell, value, _format(value, part) if part else "General")
    cell.alignment = Alignment(wrap_text=True, vertical="top")


def _format(value: Shown, part: Part) -> str:
    """Return how a value is shown."""
    if isinstance(value, float | int) and part.key.written == SHARE:
        return "0%" if round(value * 100, 9) == round(value * 100) else "0.0###%"
    return "General" if isinstance(value, str | float | int) else "dd/mm/yyyy"


def _offer(sheet: Worksheet, cells: str, part: Part, lists: _Lists) -> None:
    """Offer the words that may stand in cells, and say what is meant when one is chosen."""
    words = part.choices().values()
    named = _NAMED_IN.get(str(part.path[-1])) if part.path else None
    source = lists.cells_of(words) if words else _names_on(named) if named else ""
    _choose(sheet, cells, source, part, is_strict=bool(words) and not part.is_number)


def _choose(
    sheet: Worksheet, cells: str, source: str, part: Part | None = None, *, is_strict: bool = False
) -> None:
    """Give cells a drop-down list, and a text that is shown beside the cell that is chosen."""
    rule = DataValidation(
        type="list" if source else None,
        formula1=source or None,
        allow_blank=True,
        showErrorMessage=is_strict,
        sqref=cells,
    )
    if part and part.key.meaning:
        rule.promptTitle = part.heading()[:_LONGEST_PROMPT_TITLE]
        rule.prompt = _(part.key.meaning)[:_LONGEST_PROMPT]
        rule.showInputMessage = True
    sheet.add_data_validation(rule)


def _names_on(title: str) -> str:
    """Return where the names on a sheet stand."""
    return f"{quote_sheetname(_(title))}!$A$2:$A${_ROWS}"
