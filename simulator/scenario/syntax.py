"""Says in a planner's words what is wrong with the YAML of a scenario, and in which line.

In come the lines of a text, and an error of the parser or the key of an empty value; out come
messages. The parser notices many a slip in a later line only, and takes what looks like a space or
a colon for a letter: so the slip itself is looked for. What the keys mean is not known here.
"""

import re
import unicodedata
from collections.abc import Sequence
from itertools import takewhile

from ruamel.yaml.error import MarkedYAMLError, StringMark

from simulator.language import N_, _
from simulator.signs import is_space, is_unseen, named, remark, remedy, shortened

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

_LATE = "could not find expected ':'"
"""What the parser says of a line when it has come to another."""

_REFUSED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff"
    "\ud800-\udfff\ufffe\uffff]"
)
"""Signs that no scenario may hold: they are no text, break a line or turn its direction unseen."""
_KEY = re.compile(r" *(?:- +)*(?P<key>[^\W\d][\w.-]*)(?:(?P<odd>[：∶]).*|:(?P<behind>[^ \t/].*))")
"""A key whose colon, or the space behind it, is none."""
_ITEM = re.compile(r" *-(?P<item>[^\W\d].*)")
_EDGE = re.compile(r"(?<![^\W_])[^\x00-\x7f]|[^\x00-\x7f](?![^\W_])")
"""A sign at the edge of a word: within a text, a no-break space may keep two words together."""
_QUOTED_OR_REMARK = re.compile(r"\"(?:\\.|[^\"])*\"|'[^']*'|(?:^|(?<=[ \t]))#.*")
_LAST_WORD = re.compile(r"[^\s,{}\[\]:]+(?=\s*$)")
_FIRST_WORD = re.compile(r"[^\s,{}\[\]:]+")
_LONGEST_LINE, _LONGEST_SHOWN = 2_000, 60
"""Signs of a line in which a slip is looked for, and of what is shown of it."""


def refused_sign(line: str) -> str:
    """Return what to do about the first sign of a line that no scenario may hold, or nothing."""
    match = _REFUSED.search(line)
    if match is None:
        return ""
    if unicodedata.category(match[0]) not in ("Cc", "Cs"):
        return remedy(match[0], match.start() + 1)
    return _(
        "{sign} in column {column} is not allowed", sign=named(match[0]), column=match.start() + 1
    )


def plainly_indented(line: str) -> tuple[str, str]:
    """Return a line with plain spaces before its text, and what to do about the signs there.

    What a web page or a word processor leaves there looks like spaces, or like nothing at all.
    """
    unseen = list(takewhile(lambda sign: sign == " " or is_unseen(sign), line))
    odd = next((place for place, sign in enumerate(unseen) if sign not in " \t"), None)
    if odd is None:
        return line, ""
    plain = "".join(map(_plain_space, unseen))
    return plain + line[len(unseen) :], remedy(unseen[odd], odd + 1)


def plain_key(key: str, column: int) -> tuple[str, str]:
    """Return a key without the signs that cannot be seen, and what to do about the first of them.

    `column` is that of its first sign, counted from 1.
    """
    found = next(((place, sign) for place, sign in enumerate(key) if is_unseen(sign)), None)
    if found is None:
        return key, ""
    place, sign = found
    return "".join(map(_plain_space, key)).strip(), remedy(sign, column + place)


def syntax_problem(error: MarkedYAMLError, lines: Sequence[str]) -> tuple[int, str]:
    """Return what keeps a text from being YAML, and the line, counted from 1.

    It is said in our words, or else in the parser's.
    """
    mark, context = error.problem_mark, error.context_mark
    last = min(mark.line if mark else 0, len(lines) - 1)
    first = min(context.line if context else last, last)
    problem = str(error.problem or error.context)
    if "\\t" in problem and mark:
        return last + 1, _tab_message(lines[last], mark.column)
    for number in sorted({first, max(last - 1, 0), last}):
        if slip := _slip(lines[number][:_LONGEST_LINE], is_at_fault=number in (first, last)):
            return number + 1, slip
    if "expected ',' or" in problem and mark and context and _is_within(lines, mark, context):
        return last + 1, _comma_message(lines[last], mark.column)
    return (first if _LATE in problem else last) + 1, _parser_message(error, problem)


def key_slip(line: str) -> str:
    """Return what is wrong with the colon behind the key that a line begins with, or nothing."""
    match = _KEY.fullmatch(line)
    if match is None:
        return ""
    if match["odd"]:
        return remedy(match["odd"], match.start("odd") + 1)
    if is_unseen(match["behind"][0]):
        return remedy(match["behind"][0], match.start("behind") + 1)
    message = _("a space is missing after the colon: write {text}")
    return _missing_space(message, f"{match['key']}: {match['behind']}")


def empty_message(key: str, before: str, *, in_braces: bool) -> str:
    """Return that a value is empty, and which trap within braces may have left it so.

    `before` is the entry before the key, as ``mean: 7``; empty where there is none.
    """
    if not in_braces:
        return _("no value may be empty")
    if key[:1].isdecimal() and before[-1:].isdecimal():
        return _(
            "no value may be empty; a decimal comma splits a number: write {text}",
            text=shortened(f"{before}.{key}", _LONGEST_SHOWN),
        )
    if key[:1].isdecimal():
        return _("no value may be empty; a decimal comma splits a number: write 0.6, not 0,6")
    if ":" in key:
        return _("no value may be empty; a space is missing after the colon")
    if remark(key):
        return _("no value may be empty")
    return _("no value may be empty; a text with a comma within {…} needs quotes")


def _parser_message(error: MarkedYAMLError, problem: str) -> str:
    plain = next((_(said) for sign, said in _PLAIN_SYNTAX.items() if sign in problem), None)
    problem = plain or problem
    if error.context is None or error.context_mark is None or error.context == error.problem:
        return _("is not YAML: {problem}", problem=problem)
    line = error.context_mark.line + 1
    if plain:
        message = _("is not YAML: {problem}, in what begins in line {line}")
    else:
        message = _("is not YAML: {problem} {context} that begins in line {line}")
    return message.format(problem=problem, context=error.context, line=line)


def _tab_message(line: str, column: int) -> str:
    """Return what is wrong with a tab: at the beginning of a line, or where it indents nothing."""
    text = line.strip()
    if text and not text.startswith("#") and not line[:column].strip():
        return _("a tab cannot indent a line: use spaces")
    return remedy("\t", column + 1)


def _slip(line: str, *, is_at_fault: bool) -> str:
    """Return what is wrong with a line as it is seen, or nothing.

    A line beside that which the parser is `at_fault` with is only held against what keeps the
    parser from noticing it.
    """
    if slip := key_slip(line):
        return slip
    if match := _ITEM.fullmatch(line):
        return _missing_space(
            _("a space is missing after the dash: write {text}"), f"- {match['item']}"
        )
    if is_at_fault:
        plain = _QUOTED_OR_REMARK.sub(lambda match: "x" * len(match[0]), line)
        matches = _EDGE.finditer(plain)
        remedies = (remedy(match[0], match.start() + 1) for match in matches)
        return next(filter(None, remedies), "")
    return ""


def _missing_space(message: str, text: str) -> str:
    return message.format(text=shortened(text.rstrip(), _LONGEST_SHOWN))


def _is_within(lines: Sequence[str], mark: StringMark, context: StringMark) -> bool:
    """Whether what the parser met could stand in the braces that it is in, as it is indented."""
    if mark.line >= len(lines) or lines[mark.line][mark.column :].lstrip()[:1] in ("", "}", "]"):
        return False
    is_deeper = _indent(lines[mark.line]) > _indent(lines[context.line])
    return mark.line == context.line or is_deeper


def _comma_message(line: str, column: int) -> str:
    """Return that a comma is missing before the word at a column, or before it where a colon is."""
    behind = line[column:].lstrip()
    word = _LAST_WORD.search(line[:column]) if behind[:1] == ":" else _FIRST_WORD.match(behind)
    if word is None:
        return _(
            "is not YAML: a comma or a bracket is missing in column {column}", column=column + 1
        )
    message = _("a comma is missing before {word}")
    return remark(word[0]) or message.format(word=shortened(word[0], _LONGEST_SHOWN))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _plain_space(sign: str) -> str:
    """Return a sign as it is seen: as a space, as nothing, or as it is."""
    if is_space(sign) or sign == "\t":
        return " "
    return "" if is_unseen(sign) else sign
