"""Moves: how a Center can change what stands under a key, as it is marked on the key's field.

In: nothing. Out: the marks that stand beside the type of a field, each with what it is called to
change it so; a stepper reads its step and its ends here, the study of levers what to try. What a
Center has under a key, and whether a change does anything there, is not known.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from simulator.scenario.vocabulary import STEPS, Step

MORE, LESS = "more", "less"
OPENS, CLOSES = "opens", "closes"
LAST, EACH = "last", "each"
HELP, POOL = "help", "pool"
"""Ways of a change that are no words of the language."""

IN_PERSON: tuple[Step, ...] = ("receive", "return")
"""Steps that citizens come for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moves:
    """Marks a key whose value a Center can decide on, or is asked what it would do with."""

    names: Mapping[str, str]
    """What each way of changing it is called, marked by `N_`; others are not offered. None where
    it is nothing that a Center decides on."""
    is_common: bool = False
    """Whether it is changed at all things that have it together, and not one by one."""
    steps: tuple[Step, ...] = STEPS
    """Of a queue and of a group of officers: the steps at which it is of use."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ByStep(Moves):
    """A number, to be made `MORE` or `LESS`."""

    step: float | str
    """How much at a time, written as the value is."""
    none_is_most: bool = False
    """Whether the word `none` stands for more than any number; otherwise for nothing."""
    least: float | str | None = None
    """Smallest value that is offered, where it is not that of the key."""
    most: float | str | None = None
    """Largest value that is offered, likewise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfShares(Moves):
    """Shares that sum to 1: `MORE` of one of them, taken from the largest of the others."""

    part: str
    step: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ToWord(Moves):
    """A word of a few: each that is named is offered where the value is another one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfHours(Moves):
    """Hours of the week: the first opening of a day `OPENS` earlier, or the last `CLOSES` later."""

    step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfDuty(Moves):
    """Hours of a shift, as long as before, at the `LAST` closing of a day, or at `EACH`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfStations(Moves):
    """Stations of a group: two groups `HELP` each other, or all of a step `POOL` theirs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking(ByStep):
    """A share of visits that come with an appointment; slots are made where there are none."""
