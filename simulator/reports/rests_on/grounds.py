"""Grounds: every value that a scenario works with, and whether it is sourced, assumed or a default.

In: a scenario and the data that it was written as. Out: `Grounds`, from which the tables take their
values, each marked with what it rests on, so that no assumption is shown as a fact.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from simulator.language import N_, _
from simulator.reports.figures import ABSENT
from simulator.reports.rests_on.wording import Wording
from simulator.scenario import Scenario
from simulator.scenario.sourcing import Path, SourcedValue, sourced_values, values

ASSUMED, BY_DEFAULT = "*", "°"
"""Signs behind a value that is an assumption, and behind one that nobody wrote."""

LEGEND = N_("* an assumption; ° a default that the scenario does not mention, and has no source.")

_UNWRITTEN = {
    ("demand", "hours"): N_("flat over the open hours"),
    ("demand", "online_hours"): N_("flat from 07 to 22"),
    ("demand", "weekdays"): N_("the same for all"),
    ("demand", "enquiries"): N_("none"),
    ("demand", "scale_to"): N_("none"),
}
"""What holds where a key without a default value is absent."""

_STEPS_IN_PERSON = ("receive", "return")
_OF_CITIZENS = ("closing", "tickets_per_day", "last_ticket", "overtime_at_most")


@dataclass(frozen=True)
class Grounds:
    """The values of a scenario with what they rest on."""

    scenario: Scenario
    written: object
    """Its data as put together, without defaults."""

    @cached_property
    def wording(self) -> Wording:
        """The words for it."""
        return Wording(self.scenario)

    @cached_property
    def sourced(self) -> tuple[SourcedValue, ...]:
        """The values written, in the order of the scenario."""
        return sourced_values(self.written, self.scenario.sources)

    @cached_property
    def defaults(self) -> dict[Path, str]:
        """The values that nobody wrote, in words; those of no effect in this scenario left out."""
        return {
            path: text
            for path, text in self._complete.items()
            if path not in self._by_path and self._matters(path)
        }

    def cell(self, *paths: Path) -> str:
        """Return the value at the first of the paths that was written, marked; else the default.

        Parameters
        ----------
        paths
            A path, and where what it lacks is taken from.
        """
        for path in paths:
            value = self._by_path.get(path)
            if value is not None:
                text = self.wording.value(value.written, key=path[-1])
                return f"{text} {ASSUMED}" if value.is_assumed else text
        default = next((self._complete[path] for path in paths if path in self._complete), None)
        return ABSENT if default is None else f"{default} {BY_DEFAULT}"

    def is_told(self, path: Path) -> bool:
        """Whether a value was written, or has an effect in this scenario."""
        return path in self._by_path or path in self.defaults

    def default(self, path: Path) -> str | None:
        """Return the value at a path in words where nobody wrote it; None where somebody did."""
        return None if path in self._by_path else self._complete.get(path)

    @cached_property
    def _by_path(self) -> dict[Path, SourcedValue]:
        return {value.path: value for value in self.sourced}

    @cached_property
    def _complete(self) -> dict[Path, str]:
        """All values that hold, in words."""
        return dict(
            chain(
                (
                    (path, self.wording.value(value, key=path[-1]))
                    for path, value in values(self.scenario.canonical())
                ),
                self._unwritten(),
            )
        )

    def _unwritten(self) -> Iterator[tuple[Path, str]]:
        known = self.scenario.canonical()
        demand = known["demand"] if isinstance(known, Mapping) else {}
        for path, text in _UNWRITTEN.items():
            if path[-1] not in demand:
                yield path, _(text)
        for key, procedure in self.scenario.procedures.items():
            if procedure.supplement is None:
                yield ("procedures", key, "supplement"), _("none")

    def _matters(self, path: Path) -> bool:
        """Whether a default has an effect in this scenario, or says that there is none."""
        scenario, key = self.scenario, path[-1]
        match path[0]:
            case "calendars" | "scores":  # The Center's own hold; the scores tell their defaults.
                return False
            case "queues":
                step = path[1]
                return (
                    any(step == used for used, _field in scenario.stations())
                    and (key not in _OF_CITIZENS or step in _STEPS_IN_PERSON)
                    and (key != "target_wait" or self._has_targets)
                )
            case "citizens":
                return (
                    (key not in ("leaves", "call_out") or scenario.citizens.patience is not None)
                    and (not key.startswith("collects") or self._does("return"))
                    and (key != "comes_back" or self._comes_back)
                )
            case "procedures":
                has_order = len(scenario.procedures[path[1]].consult) > 1
                return (key != "consult_order" or has_order) and (
                    key != "authority" or scenario.has_authorities
                )
            case "seal":
                return self._does("seal")
        return key not in ("cost", "growth")

    @property
    def _has_targets(self) -> bool:
        return any(group.chooses == "target" for group in self.scenario.staff.values())

    @property
    def _comes_back(self) -> bool:
        return self.scenario.citizens.patience is not None or any(
            procedure.incomplete or procedure.supplement
            for procedure in self.scenario.procedures.values()
        )

    def _does(self, step: str) -> bool:
        return any(step in procedure.steps for procedure in self.scenario.procedures.values())
