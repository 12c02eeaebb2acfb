"""Labels: what the reports call steps, fields, stations, procedures and groups.

In: a scenario and the keys of its parts. Out: texts in the language of the reports, which is
chosen here and nowhere else. It knows nothing of numbers and pages.
"""

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


def label(text: Label) -> str:
    """Return a label in the language of the reports."""
    return text.en


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a scenario's parts, by key."""

    scenario: Scenario

    @property
    def center(self) -> str:
        """Name of the Center."""
        return label(self.scenario.name)

    def step(self, key: str) -> str:
        """Name of one of the five steps."""
        return label(_STEPS[key])

    def field(self, key: str) -> str:
        """Name of a field."""
        return label(self.scenario.fields[key])

    def group(self, key: str) -> str:
        """Name of a group of officers."""
        return label(self.scenario.staff[key].label)

    def station(self, key: str) -> str:
        """Name of a station, given as step/field."""
        step, _, field = key.partition("/")
        return f"{self.step(step)} · {self.field(field)}"
