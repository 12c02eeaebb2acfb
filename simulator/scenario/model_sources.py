"""What `sources` says of values: where they come from, or that they are assumptions.

In comes a text, a text in two languages, or a mapping with a range; out comes ``Stated``, which
writes itself back as it was written. Which values an entry speaks of is said in ``sourcing``.
"""

import re
from collections.abc import Mapping
from typing import Annotated, ClassVar, Self

from pydantic import Field, Strict, model_serializer, model_validator

from simulator.language import LANGUAGES, N_, mistake
from simulator.scenario.vocabulary import KeySection, Label, Text, Written

ASSUMPTION = ("assumption", "giả định")
"""The texts, or their beginnings, of a source that is none."""

_WORD = re.compile(rf"(?:{'|'.join(ASSUMPTION)})s?\b[ ,;:.–-]*", re.IGNORECASE)
"""The word at the beginning, with what stands between it and a remark."""

End = Annotated[float, Strict()] | Text
"""An end of a range: a number, or a text as the value is written."""


class Stated(KeySection):
    """A text, or what is said of values with the range that they may lie in."""

    written: ClassVar[Written | None] = Written(
        N_("text, or `{source: …}` or `{assumption: …}` with `range: […, …]` and `n`")
    )

    source: Label | None = Field(None, title=N_("source"))
    """Where the values come from."""
    assumption: Label | None = Field(None, title=N_("assumption"))
    """What is known of values that have no source; one key of both."""
    range: tuple[End, ...] | None = Field(None, title=N_("range"))
    """The least and the greatest that a value may be, written as it is; of a distribution, its
    mean."""
    n: Annotated[int, Strict(), Field(ge=1)] | None = Field(None, title=N_("observations"))
    """How many observations the values were estimated from."""

    @model_validator(mode="before")
    @classmethod
    def _read_text(cls, value: object) -> object:
        if isinstance(value, Mapping) and not value.keys() & {*LANGUAGES}:
            return value
        if not isinstance(value, str | Mapping | Label):
            raise mistake("a text is due: put it in quotes")
        return {"assumption" if is_assumption(value) else "source": value}

    @model_validator(mode="after")
    def _check(self) -> Self:
        if (self.source is None) == (self.assumption is None):
            raise mistake("write one key of both: `source`, or `assumption`")
        if self.range is not None and len(self.range) != 2:  # noqa: PLR2004  # two ends
            raise mistake("a range has two ends: [least, greatest]")
        return self

    @model_serializer
    def _write(self) -> object:
        key, said = ("source", self.source) if self.source else ("assumption", self.assumption)
        text = said.model_dump() if said and said.vi != said.en else said and said.en
        more = {name: getattr(self, name) for name in ("range", "n")}
        known = {name: value for name, value in more.items() if value is not None}
        is_plain = not known and is_assumption(text) == self.is_assumption
        return text if is_plain else {key: text, **known}

    @property
    def is_assumption(self) -> bool:
        """Whether it says that there is no source."""
        return self.assumption is not None

    @property
    def text(self) -> str:
        """What it says, in the language that is spoken."""
        said = self.source or self.assumption
        return said.spoken if said else ""

    @property
    def remark(self) -> str:
        """What it says of an assumption beside that it is one; mostly nothing."""
        said = self.text.strip()
        word = _WORD.match(said)
        return said[word.end() if word else 0 :] if self.is_assumption else ""


def is_assumption(written: object) -> bool:
    """Whether what stands under `sources` says that there is none."""
    if isinstance(written, Mapping):
        texts = map(written.get, LANGUAGES)
        return "assumption" in written or any(map(is_assumption, texts))
    return isinstance(written, str) and written.strip().lower().startswith(ASSUMPTION)
