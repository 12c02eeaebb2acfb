"""Labels: what the reports call steps, fields, stations, procedures and groups.

In: a scenario and the keys of its parts. Out: texts in the language of the reports, which is
chosen here and nowhere else. It knows nothing of numbers and pages.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.scenario import Scenario
from simulator.scenario.vocabulary import Label

_STEPS = {
    "receive": Label(vi="Tiếp nhận", en="Receive"),
    "appraise": Label(vi="Thẩm định", en="Appraise"),
    "approve": Label(vi="Phê duyệt", en="Approve"),
    "seal": Label(vi="Đóng dấu", en="Seal"),
    "return": Label(vi="Trả kết quả", en="Return"),
}


LONGEST = 40
"""Characters of the name of a part that a page shows; the rest is cut."""


def label(text: Label) -> str:
    """Return a label in the language of the reports."""
    return text.en


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a scenario's parts, by key, cut to what a page has room for."""

    scenario: Scenario

    @property
    def center(self) -> str:
        """Name of the Center, in full."""
        return label(self.scenario.name)

    def step(self, key: str) -> str:
        """Name of one of the five steps."""
        return label(_STEPS[key])

    def field(self, key: str) -> str:
        """Name of a field."""
        return _cut(label(self.scenario.fields[key]))

    def group(self, key: str) -> str:
        """Name of a group of officers."""
        return _cut(label(self.scenario.staff[key].label))

    def station(self, key: str) -> str:
        """Name of a station, given as step/field."""
        step, _, field = key.partition("/")
        return f"{self.step(step)} · {self.field(field)}"


def in_words(names: Sequence[str], *, most: int) -> str:
    """List names in a sentence, the first `most` of them and how many more there are.

    Examples
    --------
    >>> in_words(["Land"], most=2), in_words(["Land", "Health"], most=2)
    ('Land', 'Land and Health')
    >>> in_words(["Land", "Health", "Culture", "Justice"], most=2)
    'Land, Health and 2 more'
    """
    shown = list(names[:most])
    if len(names) > most:
        shown.append(f"{len(names) - most} more")
    return " and ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))


def _cut(name: str) -> str:
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1].rstrip()}…"
