"""What a Center saw: numbers that the model is set beside.

In comes a mapping of days and of measures with what was seen of them; out comes ``Observed``. Which
measures there are, and in which units, is the catalogue's to know, and not known here.
"""

from datetime import date
from typing import Annotated, Any, ClassVar

from pydantic import ConfigDict, Field, PlainValidator, ValidationInfo, field_validator

from simulator.language import N_, mistake
from simulator.scenario.vocabulary import Day, KeySection


def _seen(value: object) -> float | str:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise mistake("a number is due, with its unit where it has one, e.g. 18 min")
    return value


Seen = Annotated[Any, PlainValidator(_seen)]  # a number stays as whole as it was written
"""What was seen of a measure, as it was written: a number, or a text with a unit."""


class Observed(KeySection):
    """What the Center saw on some days of the period: any measure by its full name."""

    model_config: ClassVar[ConfigDict] = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, Seen]

    from_: Annotated[Day | None, Field(alias="from")] = Field(None, title=N_("First day"))
    """First day on which it was seen; that of the period where absent."""
    to: Day | None = Field(None, title=N_("Last day"))
    """Last day, included; likewise."""

    @field_validator("to")
    @classmethod
    def _not_before_from(cls, to: date | None, info: ValidationInfo) -> date | None:
        first = info.data.get("from_")
        if to and first and to < first:
            raise mistake("is before the first day, {first}", first=first)
        return to

    @property
    def seen(self) -> dict[str, float | str]:
        """What was seen of measures, by their full names."""
        return dict(self.__pydantic_extra__)
