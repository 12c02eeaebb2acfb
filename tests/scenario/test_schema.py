"""What stands of a key on its field is complete, and is read for every key that there is."""

from typing import Annotated, Literal, get_args, get_origin

import pytest
from pydantic import Field

from simulator.scenario import Scenario
from simulator.scenario.families import Distribution
from simulator.scenario.problems import KeyPath
from simulator.scenario.quantities import Duration
from simulator.scenario.schema import CHOICES, Key, by_names, keys, known_keys, titles
from simulator.scenario.vocabulary import DurationText, KeySection, Share

EVERY_KEY = [*keys(), *keys(Distribution)]


class Lane(KeySection):
    """A section as one might be added."""

    chance: Annotated[Share, Field(lt=0.5)] = Field(0.1, title="chance")
    """How likely it is."""
    takes: dict[str, tuple[DurationText, ...]] = Field(title="takes")


class Street(KeySection):
    """A section with one below it."""

    lanes: tuple[Lane, ...] | None = Field(None, title="lanes")
    forgotten: int = 0


def told(*names: str) -> Key:
    return by_names()[names]


def test_every_key_has_a_title_a_meaning_and_says_how_it_is_written() -> None:
    unlike = [
        key.path
        for key in EVERY_KEY
        if not (key.title and key.meaning) or not (key.written or hasattr(key.kind, "model_fields"))
    ]
    assert unlike == []


def test_a_key_without_a_title_is_noticed() -> None:
    assert [key.path for key in keys(Street) if not key.title] == [("forgotten",)]


def test_every_choice_has_a_word() -> None:
    choices = {
        choice
        for key in EVERY_KEY
        if get_origin(key.kind) is Literal
        for choice in get_args(key.kind)
    }
    assert choices == CHOICES.keys()


def test_the_keys_of_a_section_are_walked_with_those_below_names_and_lists() -> None:
    assert [(key.section, key.path) for key in keys(Street)] == [
        ((), ("lanes", "[]")),
        (("lanes", "[]"), ("lanes", "[]", "chance")),
        (("lanes", "[]"), ("lanes", "[]", "takes", "*", "[]")),
        ((), ("forgotten",)),
    ]


def test_a_key_is_told_with_all_that_stands_on_its_field() -> None:
    chance = next(key for key in keys(Lane) if key.names == ("chance",))
    assert (chance.title, chance.meaning) == ("chance", "How likely it is.")
    assert (chance.least, chance.most, chance.default, chance.is_needed) == (0, 0.5, 0.1, False)
    assert chance.written is not None
    assert chance.written.can_vary


@pytest.mark.parametrize(
    ("names", "can_vary"),
    [
        ("staff.officers", True),
        ("staff.speed", True),
        ("citizens.retries", True),
        ("citizens.patience", True),
        ("procedures.steps", True),
        ("procedures.limit", True),
        ("procedures.consult.chance", True),
        ("queues.tickets_per_day", True),
        ("queues.closing", False),
        ("staff.label", False),
        ("calendar.hours", False),
        ("calendar.cut_off", False),
        ("procedures.on_the_spot", False),
        ("procedures.field", False),
    ],
)
def test_a_number_can_vary(names: str, can_vary: bool) -> None:
    written = told(*names.split(".")).written
    assert written is not None
    assert written.can_vary is can_vary


def test_times_have_bounds_too() -> None:
    wait, trip = told("queues", "target_wait"), told("courier", "trip")
    assert (wait.least, wait.most) == (Duration(1, "s"), Duration(30, "days"))
    assert (trip.least, trip.most, trip.is_needed) == (wait.least, wait.most, True)


def test_a_mean_has_the_tighter_of_two_bounds() -> None:
    mean = next(key for key in keys(Distribution) if key.path == ("gamma", "mean"))
    assert (mean.least, mean.most) == (Duration(0.001, "s"), Duration(3660, "days"))


def test_a_section_has_the_titles_of_its_own_keys() -> None:
    assert list(titles(Scenario))[:3] == ["name", "period", "calendar"]
    assert titles(Lane) == {"chance": "chance", "takes": "takes"}


@pytest.mark.parametrize(
    ("location", "known"),
    [
        ((), ["lanes", "forgotten"]),
        (("lanes", 3), ["chance", "takes"]),
        (("lames", 3), []),
    ],
)
def test_the_keys_at_a_location_are_known(location: KeyPath, known: list[str]) -> None:
    assert known_keys(Street, location) == known


def test_the_keys_within_a_distribution_are_known() -> None:
    mixture = ("procedures", "copies", "steps", "receive", "mixture", 0, "gamma")
    assert known_keys(Scenario, mixture) == ["mean", "cv"]
