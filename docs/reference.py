"""Write the reference: keys, measures, rules, commands and files, each from where it is declared.

Usage: python docs/reference.py

Keys, measures and the rules in short are written in Vietnamese too, for planners. All goes between
marks of the pages in `docs/reference` and `docs/vi`.
"""

import io
import os
from collections.abc import Iterable, Mapping
from contextlib import redirect_stdout, suppress
from unittest.mock import patch

from blocks import put
from keys import sections
from typer.main import get_command

from simulator import cli
from simulator.center import rules
from simulator.language import _, use_language
from simulator.measures.catalogue import CATALOGUE
from simulator.measures.measure import Scope
from simulator.results import files as result_files

SUFFIXES = {
    Scope.ALL: "",
    Scope.STEP: "`.STEP`",
    Scope.FIELD: "`.FIELD`",
    Scope.STATION: "`.STEP/FIELD`",
    Scope.GROUP: "`.GROUP`",
    Scope.OWN: "`.own`",
    Scope.HOUR: "`.08h`",
    Scope.WEEKDAY: "`.mon`",
    Scope.COMING: "`.outside`",
}
"""What stands behind the name of a measure, for each of its scopes."""


HEADS = {
    "en": ("measure", "what it is called", "unit", "better", "parts", "definition"),
    "vi": ("chỉ tiêu", "tên gọi", "đơn vị", "tốt hơn khi", "phạm vi riêng", "định nghĩa"),
}
BETTER = {
    "en": {"less": "less", "more": "more"},
    "vi": {"less": "thấp hơn", "more": "cao hơn"},
}


def parts() -> Mapping[str, str]:
    """Return what stands between the marks of the reference, by their names."""
    try:
        return {
            "keys": keys("en"),
            "keys-vi": keys("vi"),
            "measures": measures("en"),
            "measures-vi": measures("vi"),
            "rules": service_rules(),
            "rules-vi": rules_in_short("vi"),
            "commands": commands(),
            "files-run": files(result_files.RUN_FILES),
            "files-compare": files(result_files.COMPARE_FILES),
            "files-sweep": files(result_files.SWEEP_FILES),
            "files-levers": files(result_files.LEVERS_FILES),
        }
    finally:
        use_language("en")


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Lay out a table."""
    cells = [[" ".join(cell.split()).replace("|", "\\|") for cell in row] for row in (head, *rows)]
    cells.insert(1, ["---"] * len(cells[0]))
    return "\n".join(f"| {' | '.join(row)} |" for row in cells)


def keys(language: str) -> str:
    """Tell all keys."""
    use_language(language)
    return sections(table)


def measures(language: str) -> str:
    """Tell all measures."""
    use_language(language)
    rows = (
        (
            f"`{measure.name}`",
            _(measure.title),
            _(measure.quantity.unit),
            BETTER[language][measure.better],
            " ".join(filter(None, (SUFFIXES[scope] for scope in measure.scopes))),
            _(measure.definition),
        )
        for measure in CATALOGUE
    )
    return table(HEADS[language], rows)


def service_rules() -> str:
    """Tell each rule in short, in full, and what was chosen where it left room."""
    stated = rules.in_full()
    parts = []
    for number, (title, text) in stated.items():
        rule, _dash, chosen = text.partition(" — ")
        parts += [f"## {number} {title}", f"*{rules.SENTENCES[number]}*", rule]
        parts += [f"Chosen: {chosen}"] * bool(chosen)
    return "\n\n".join(parts)


def rules_in_short(language: str) -> str:
    """Tell the rules as reports say them."""
    use_language(language)
    return "\n".join(f"- **{number}** {_(text)}" for number, text in rules.SENTENCES.items())


def commands() -> str:
    """Tell all commands."""
    names = list(get_command(cli.app).commands)
    helps = "\n\n".join(f"## onestop {name}\n\n```text\n{help_of(name)}```" for name in names)
    contents = "\n".join(f"- [onestop {name}](#onestop-{name})" for name in names)
    return f"{contents}\n\n{helps}"


def help_of(command: str) -> str:
    """Return what a command says when asked for help, on a terminal of the usual width."""
    printed = io.StringIO()
    usual = patch.dict(os.environ, {"COLUMNS": "80"})
    with usual, redirect_stdout(printed), suppress(SystemExit):
        cli.main([command, "--help", "--lang", "en"])
    return printed.getvalue()


def files(names: Iterable[str]) -> str:
    """List files of a result."""
    return table(("file", "what"), ((f"`{name}`", result_files.CONTENTS[name]) for name in names))


if __name__ == "__main__":
    for mark, content in parts().items():
        put(mark, content)
