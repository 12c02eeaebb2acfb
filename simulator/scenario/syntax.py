"""Says in a planner's words what is wrong with the YAML of a scenario.

In comes an error of the parser, or the key of an empty value; out comes a message. Where in a file
it stands, and what the keys mean, is not known here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.language import N_, _

if TYPE_CHECKING:
    from ruamel.yaml.error import MarkedYAMLError

_PLAIN_SYNTAX = {
    "expected <block end>": N_("is indented differently from the lines beside it"),
    "mapping values are not allowed here": N_(
        "a second colon in a line: is the line indented rightly,"
        " and is a text with a colon in quotes?"
    ),
    "could not find expected ':'": N_("a colon is missing after a key"),
    "found unexpected end of stream": N_("a quote is not closed"),
    "cannot start any token": N_("a text that begins with %, @ or ` needs quotes"),
    "expected ',' or ']'": N_("a list in […] is not closed"),
    "expected ',' or '}'": N_("a mapping in {…} is not closed"),
}
"""What a planner is told instead of the parser's words."""


def syntax_message(error: MarkedYAMLError) -> str:
    """Return what keeps a text from being YAML: in our words, or else in the parser's."""
    problem = str(error.problem or error.context)
    if "\\t" in problem:
        return _("a tab cannot indent a line: use spaces")
    plain = next((_(said) for sign, said in _PLAIN_SYNTAX.items() if sign in problem), None)
    problem = plain or problem
    if error.context is None or error.context_mark is None or error.context == error.problem:
        return _("is not YAML: {problem}").format(problem=problem)
    line = error.context_mark.line + 1
    if plain:
        message = _("is not YAML: {problem}, in what begins in line {line}")
    else:
        message = _("is not YAML: {problem} {context} that begins in line {line}")
    return message.format(problem=problem, context=error.context, line=line)


def empty_message(key: str, *, in_braces: bool) -> str:
    """Return that a value is empty, and which trap within braces may have left it so."""
    if not in_braces:
        return _("no value may be empty")
    if key[:1].isdecimal():
        return _("no value may be empty; a decimal comma splits a number: write 0.6, not 0,6")
    if ":" in key:
        return _("no value may be empty; a space is missing after the colon")
    return _("no value may be empty; a text with a comma within {…} needs quotes")
