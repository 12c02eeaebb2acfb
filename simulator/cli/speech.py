"""The command line's own words in the language that is spoken: help, usage, and what is mistyped.

In: the commands, whose help is English in the code, and the errors of the library that reads what
is typed. Out: commands that speak, and the text of an error. What a command does is not known here.
"""

import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from itertools import pairwise
from typing import Any, cast

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from simulator.language import _
from simulator.signs import LONGEST_LINE, on_a_line

_Command: Any = object
"""Stands for what commands and groups have in common, for which the library has no public name."""


class _Speaking(_Command):  # type: ignore[misc]  # see there
    """What commands and the group of them have in common."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read what was typed; what is wrong with it is wrong with this command."""
        try:
            return cast("list[str]", super().parse_args(ctx, args))
        except typer.TyperException as error:
            vars(error).update(ctx=getattr(error, "ctx", None) or ctx)
            raise

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """Write the line of usage."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, _("Usage: "))

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write what can be typed, and what it is."""
        for heading, kind in ((_("Arguments"), "argument"), (_("Options"), "option")):
            parameters = self.get_params(ctx)
            rows = [_row(each, ctx) for each in parameters if each.param_type_name == kind]
            if rows:
                with formatter.section(heading):
                    formatter.write_dl(rows)

    def get_help_option(self, ctx: Any) -> Any:
        """Return the option that asks for help."""
        option = super().get_help_option(ctx)
        option.help = _("Show this text and leave.")
        return option


class SpeakingCommand(_Speaking, TyperCommand):
    """A command that tells its usage in the language that is spoken."""

    allow_extra_args = True  # They are refused here, and not by the library.

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read what was typed; nothing of it may be empty, as it is where a variable is not set."""
        empty = _empty_argument(args)
        if empty is not None:
            message = _("nothing is given there: write a value, or leave it out")
            raise typer.BadParameter(message, ctx=ctx, param_hint=empty or _("an argument"))
        if rest := super().parse_args(ctx, args):
            ctx.fail(_("Got unexpected extra argument(s) ({arguments})", arguments=" ".join(rest)))
        return rest


class SpeakingGroup(_Speaking, TyperGroup):
    """All commands; likewise."""

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write what can be typed, and the first sentence of each command."""
        super().format_options(ctx, formatter)
        limit = formatter.width - 6 - max(map(len, self.commands))
        with formatter.section(_("Commands")):
            formatter.write_dl(
                [(name, each.get_short_help_str(limit)) for name, each in self.commands.items()]
            )

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command that was typed; or say which is meant."""
        typed = args[0]
        if typed in self.commands:
            return super().resolve_command(ctx, args)
        known = ", ".join(map(repr, get_close_matches(typed, self.commands)))
        told = (
            _("No such command {command}. Did you mean {known}?")
            if known
            else _("No such command {command}.")
        )
        return ctx.fail(told.format(command=repr(typed), known=known))


def _row(parameter: Any, ctx: Any) -> tuple[str, str]:
    """Return the line of help of a parameter: how it is typed, and what it is."""
    is_option = parameter.param_type_name == "option"
    name = parameter.get_help_record(ctx)[0] if is_option else parameter.metavar
    remarks = []
    if default := _default_text(parameter):
        remarks.append(_("default: {default}", default=default))
    if parameter.required:
        remarks.append(_("required"))
    return name, f"{parameter.help}  [{'; '.join(remarks)}]" if remarks else parameter.help


def _default_text(parameter: Any) -> str:
    """Return what stands for a parameter that is not typed; empty where its help says that."""
    if parameter.default is None or not parameter.show_default:
        return ""
    if not parameter.is_flag:
        return str(parameter.default)
    names = parameter.opts if parameter.default else parameter.secondary_opts
    return names[0].lstrip("-") if names else ""


def _empty_argument(args: Sequence[str]) -> str | None:
    """Return the option that is given an empty value; empty for an argument, None for none."""
    for before, given in pairwise(("", *args)):
        if not given.strip():
            return before if before.startswith("-") else ""
        option, equals, value = given.partition("=")
        if given.startswith("--") and equals and not value.strip():
            return option
    return None


def speaking(app: typer.Typer) -> SpeakingGroup:
    """Build the commands, with their help in the language that is spoken."""
    group = cast("SpeakingGroup", get_command(app))
    for part, name in _help_of(group):
        setattr(part, name, _(getattr(part, name)))
    return group


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
    lines = [_("Error: {problem}", problem=on_a_line(_problem(error), LONGEST_LINE))]
    context = getattr(error, "ctx", None)
    if context:
        hint = _("Try '{command}' for help.", command=f"{context.command_path} --help")
        lines = [context.get_usage(), hint, "", *lines]
    return "\n".join(lines)


def _problem(error: Any) -> str:
    """Say what is wrong, by what kind of error it is: of most, the library keeps the class."""
    match type(error).__name__:
        case "MissingParameter" if error.param.param_type_name == "argument":
            return _("Missing argument '{name}'.", name=error.param.metavar)
        case "MissingParameter":
            return _("Missing option {option}.", option=_typed(error.param))
        case "NoSuchOption":
            told = (
                _("No such option: {option} (Possible options: {known})")
                if error.possibilities
                else _("No such option: {option}")
            )
            known = ", ".join(sorted(error.possibilities or ()))
            return told.format(option=error.option_name, known=known)
        case "BadOptionUsage":
            told = (
                _("Option {option} does not take a value.")
                if _is_flag(error.option_name, error.ctx)
                else _("Option {option} requires an argument.")
            )
            return told.format(option=repr(error.option_name))
        case "BadParameter":
            name = error.param_hint or _typed(error.param)
            return _("Invalid value for {name}: {problem}", name=name, problem=error.message)
        case _other:  # It was said by us.
            return str(error.format_message())


def _is_flag(name: str, ctx: Any) -> bool:
    options = ctx.command.get_params(ctx)
    return any(name in (*each.opts, *each.secondary_opts) and each.is_flag for each in options)


def _typed(option: Any) -> str:
    """Write an option in all ways in which it can be typed."""
    return " / ".join(map(repr, option.opts))
