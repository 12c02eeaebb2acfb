"""`--precision`: replications until the intervals of some measures are as narrow as asked for.

In: what a planner types, and the scenario. Out: a `Precision`, or a refusal before anything is
run. When there are enough is not decided here.
"""

# ruff: noqa: PLC0415  # What a command needs is loaded when it runs.

from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING, Annotated

import typer

from simulator.cli.console import refuse, refusing, whole_number
from simulator.language import _

if TYPE_CHECKING:
    from simulator.scenario import Scenario
    from simulator.studies.precision import Until

MEASURE = "wait_mean"
"""Measure of a precision that is not told which."""

MOST = 1_000
"""Replications at most of a precision that is not told how many."""


def _number_above_0(typed: str | float) -> float:
    from simulator.scenario.number_text import plain_number

    number = plain_number(str(typed))
    if number is not None and isfinite(number) and number > 0:
        return float(number)
    raise typer.BadParameter(_("{typed!r} is not a number above 0").format(typed=typed))


HalfWidth = Annotated[
    float | None,
    typer.Option(
        "--precision",
        parser=_number_above_0,
        metavar="R",
        help="Replicate until the 95 % intervals of the named measures reach no farther than R to "
        "either side, in the unit of the measure (shares from 0 to 1), and further replications "
        "have confirmed it. --replications is then the least number of them.",
        show_default=False,
    ),
]
OfMeasures = Annotated[
    list[str] | None,
    typer.Option(
        "--measure",
        metavar="NAME[=R]",
        help="Measure that --precision is asked of, as in measures.csv, with an R of its own if it "
        f"is to have another. Can be given several times; {MEASURE} when absent.",
        show_default=False,
    ),
]
MaxReplications = Annotated[
    int | None,
    typer.Option(
        "--max-replications",
        parser=whole_number(1),
        metavar="M",
        help="Replications after which --precision gives up; what was reached by then is "
        f"told; {MOST} when absent.",
        show_default=False,
    ),
]


@dataclass(frozen=True, slots=True)
class AskedPrecision:
    """The options of a precision as they were typed."""

    half_width: float | None
    measures: list[str] | None
    most: int | None
    least: int | None
    """The replications that were asked for."""

    def until(self, scenario: "Scenario", *, otherwise: int) -> "Until":
        """Return how many replications of a scenario are made; or leave.

        `otherwise` says it where nothing does.
        """
        from simulator.studies.precision import LEAST, Precision, Until

        if self.half_width is None:
            for option, is_given in (
                ("--measure", self.measures),
                ("--max-replications", self.most is not None),
            ):
                if is_given:
                    refuse(
                        _("{option} needs a half-width: add --precision R").format(option=option)
                    )
            return Until.made(self.least or otherwise)
        from simulator.studies import names_of

        with refusing(ValueError):
            precision = Precision(
                self._targets(self.half_width),
                at_most=MOST if self.most is None else self.most,
                at_least=LEAST if self.least is None else self.least,
            )
            precision.watch(names_of(scenario))
            return precision

    def _targets(self, half_width: float) -> dict[str, float]:
        """Return the half-width of each measure; or leave."""
        from simulator.scenario.names import composed

        targets: dict[str, float] = {}
        for typed in self.measures or (MEASURE,):
            name, _equals, own = composed(typed).partition("=")
            if name in targets:
                refuse(_("--measure {name} is given twice").format(name=name))
            targets[name] = half_width
            if _equals:
                try:
                    targets[name] = _number_above_0(own)
                except typer.BadParameter as error:
                    refuse(f"--measure {typed}: {error.message}")
        return targets

    @property
    def options(self) -> list[tuple[str, object]]:
        """Return the options that ask for the same again, None for those that were not given."""
        measures = [("--measure", measure) for measure in self.measures or ()]
        half_width = ("--precision", self.half_width)
        return [half_width, *measures, ("--max-replications", self.most)]
