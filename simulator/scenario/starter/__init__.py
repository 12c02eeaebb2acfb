"""Starter scenarios: a small Center for a planner to begin with, commented in their language.

In comes a language; out comes the text of a scenario file. The texts stand beside this module, one
a language, with the same values. How they are read and checked is not known here.
"""

from functools import partial
from importlib.resources import files
from typing import Literal

from simulator.scenario.nodes import Node
from simulator.scenario.problems import Place
from simulator.scenario.reader import read_text


def starter_text(language: Literal["vi", "en"]) -> str:
    """Return the starter scenario with comments in `language`, as YAML text.

    A line that begins with ``#`` and a space is a comment; one that begins with ``#`` and no space
    is an option that is not in use.
    """
    return files(__name__).joinpath(f"{language}.yaml").read_text(encoding="utf-8")


def starter_tree(language: Literal["vi", "en"]) -> Node:
    """Return what the starter scenario says."""
    tree, _problems = read_text(starter_text(language), partial(Place, "starter"))
    return tree or Node(Place("starter"), {})
