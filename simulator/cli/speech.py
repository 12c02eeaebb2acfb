"""The command line's own words in the language that is spoken: help, usage, and what is mistyped.

In: the commands, whose help is English in the code, and the errors of the library that reads what
is typed. Out: commands that speak, and the text of an error. What a command does is not known here.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, cast

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from simulator.language import N_, _
from simulator.signs import LONGEST_LINE, on_a_line

HEADINGS = (N_("Arguments"), N_("Options"), N_("Commands"))
"""What typer writes above the lists of its help."""

REMARKS = (N_("required"), N_("default: {default}"))
"""What typer writes in brackets behind the help of an option."""

MISTYPED = (
    N_("Missing argument '{name}'."),
    N_("No such option: {option}"),
    N_("No such option: {option} (Possible options: {known})"),
    N_("No such command {command}."),
    N_("No such command {command}. Did you mean {known}?"),
    N_("Option {option} requires an argument."),
    N_("Option {option} does not take a value."),
    N_("Got unexpected extra argument(s) ({arguments})"),
    N_("Invalid value for {name}: {problem}"),
)
"""What typer says in English, whatever is spoken: known again by its form."""


_REMARK = re.compile(r"\[([^\[\]]+)\]$")


class SpeakingFormatter(typer.Context.formatter_class):  # type: ignore[misc,valid-type]  # no name of its own
    """Writes help, what the library says of itself too, in the language that is spoken."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the line of usage."""
        super().write_usage(prog, args, prefix or _("Usage: "))

    def write_heading(self, heading: str) -> None:
        """Write what stands above a list."""
        super().write_heading(_translated(heading, HEADINGS))

    def write_dl(self, rows: Sequence[tuple[str, str]], *widths: int) -> None:
        """Write a list: names, and what they are."""
        told = [(name, _REMARK.sub(_translated_remark, text)) for name, text in rows]
        super().write_dl(told, *widths)


class SpeakingContext(typer.Context):
    """What a command is called with; it makes the formatter."""

    formatter_class = SpeakingFormatter


class SpeakingCommand(TyperCommand):
    """A command that tells its usage in the language that is spoken."""

    context_class = SpeakingContext

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read what was typed; nothing of it may be empty, as it is where a variable is not set."""
        empty = _empty_argument(args)
        if empty is not None:
            message = _("nothing is given there: write a value, or leave it out")
            raise typer.BadParameter(message, ctx=ctx, param_hint=empty or _("an argument"))
        return super().parse_args(ctx, args)

    def get_help_option(self, ctx: Any) -> Any:
        """Return the option that asks for help."""
        return _with_help(super().get_help_option(ctx))


class SpeakingGroup(TyperGroup):
    """All commands; likewise."""

    context_class = SpeakingContext

    def get_help_option(self, ctx: Any) -> Any:
        """Return the option that asks for help."""
        return _with_help(super().get_help_option(ctx))


def _empty_argument(args: Sequence[str]) -> str | None:
    """Return the option that is given an empty value; empty for an argument, None for none."""
    for before, given in pairwise(("", *args)):
        if not given.strip():
            return before if before.startswith("-") else ""
        option, equals, value = given.partition("=")
        if given.startswith("--") and equals and not value.strip():
            return option
    return None


def _with_help(option: Any) -> Any:
    option.help = _("Show this text and leave.")
    return option


def speaking(app: typer.Typer) -> SpeakingGroup:
    """Build the commands, with their help in the language that is spoken."""
    group = cast("SpeakingGroup", get_command(app))
    for part, name in _help_of(group):
        setattr(part, name, _(getattr(part, name)))
    for command in group.commands.values():
        for parameter in cast("list[Any]", command.params):
            if parameter.param_type_name == "argument":
                parameter.display_type_rich = _no_type
    return group


def _no_type(ctx: Any) -> None:
    """Say nothing of the type of an argument in Python; its name and help say what it is."""
    del ctx


def help_texts(app: typer.Typer) -> set[str]:
    """Return the texts of the help, in English if that is spoken."""
    return {getattr(part, name) for part, name in _help_of(speaking(app))}


def _help_of(group: SpeakingGroup) -> Iterator[tuple[Any, str]]:
    """Go over everything that has a text of the help, with the name of the attribute."""
    yield group, "subcommand_metavar"
    for command in (group, *group.commands.values()):
        if command.help:
            command.help = re.sub(r"(?<!\n)\n(?!\n)", " ", command.help)
            yield command, "help"
        yield command, "options_metavar"
        for parameter in cast("list[Any]", command.params):
            if parameter.help:
                yield parameter, "help"
            if parameter.metavar and _is_word(parameter.metavar):
                yield parameter, "metavar"


def _is_word(metavar: str) -> bool:
    """Whether a placeholder is a word: neither a letter nor what is to be typed."""
    return metavar.isupper() and len(metavar) > 1


def mistyped(error: typer.TyperException) -> str:
    """Tell what is wrong with what was typed: usage, where there is help, and the problem."""
    problem = on_a_line(_translated(error.format_message(), MISTYPED), LONGEST_LINE)
    lines = [_("Error: {problem}", problem=problem)]
    context = getattr(error, "ctx", None)
    if context:
        hint = _("Try '{command}' for help.", command=f"{context.command_path} --help")
        lines = [context.get_usage(), hint, "", *lines]
    return "\n".join(lines)


def _translated_remark(remark: re.Match[str]) -> str:
    return f"[{_translated(remark[1], REMARKS)}]"


def _translated(said: str, forms: Sequence[str]) -> str:
    """Put what typer says, in one of some forms, into the language that is spoken."""
    for form in reversed(forms):  # the longer of two first
        match = re.fullmatch(re.sub(r"\\{(\w+)\\}", r"(?P<\1>.*?)", re.escape(form)), said)
        if match:
            return _(form, **match.groupdict())
    return said
