"""What a sensitivity analysis has found, in sentences.

In: a `Sensitivity`. Out: sentences in the language that is spoken, the most urgent first: what to
measure, how far the assumptions leave the answer open, whether they act together, and where what is
said turns. What is found is not decided here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from math import isnan

from simulator.language import N_, _, ngettext
from simulator.measures import CONFIDENCE, MeasureKey
from simulator.reports.both_intervals import Open
from simulator.reports.figures import (
    COUNT,
    PERCENT,
    ROUND_PERCENT,
    Unit,
    difference_unit,
    interval,
    mean,
    number,
    sign_of,
    value_unit,
)
from simulator.reports.labels import Names
from simulator.reports.moved import Moved
from simulator.studies.sensitivity import (
    Criterion,
    Held,
    Sensitivity,
    Spread,
    Switch,
)
from simulator.studies.sensitivity.hypercube import EXPLAINED
from simulator.studies.sensitivity.tornado import ranked

MOST_MEASURED = 3
"""Assumptions that are to be measured first."""

MOST_SWITCHES = 3
"""Switching values that are among the findings; a table has all."""

MOST_PAIRS = 3
"""Pairs of assumptions that a sentence names."""

_STANDS = {
    True: N_("{criterion}: it holds, and so it does in {share} of what the assumptions allow."),
    False: N_("{criterion}: it does not hold; it does in {share} of what the assumptions allow."),
    None: N_("{criterion}: nothing is counted of it, so that it cannot be judged."),
}

_SIGNS = {">=": "≥", "<=": "≤"}


@dataclass(frozen=True)
class SensitivityWords:
    """What is said of a sensitivity analysis."""

    of: Sensitivity

    @cached_property
    def names(self) -> Names:
        """The words for its measures."""
        return Names(self.of.asked.centers[0].scenario)

    @property
    def is_compared(self) -> bool:
        """Whether it is asked by how much a second Center differs from a first."""
        return len(self.of.asked.centers) > 1

    def unit(self, measure: MeasureKey) -> Unit:
        """Return how an answer is written."""
        quantity = measure.entry.quantity
        return difference_unit(quantity) if self.is_compared else value_unit(quantity)

    @property
    def apart(self) -> str:
        """Say of which two Centers answers are differences; nothing where they are none."""
        if not self.is_compared:
            return ""
        first, second = (center.name for center in self.of.asked.centers)
        return _("“{second}” less “{first}”").format(first=first, second=second)

    def measure(self, measure: MeasureKey) -> str:
        """Say what is asked."""
        name = self.names.measure(measure)
        if not self.is_compared:
            return name
        return _("{measure}, {apart}").format(measure=name, apart=self.apart)

    def value(self, name: str, position: float) -> str:
        """Write the value of an assumption where it is moved; of two Centers each, if apart."""
        texts = (
            Moved(center.scenario).value(assumption, position)
            for center, assumption in self.of.space.own(name)
        )
        return " / ".join(dict.fromkeys(texts))

    def assumption(self, name: str) -> str:
        """Name an assumption."""
        center, assumption = self.of.space.own(name)[0]
        return Moved(center.scenario).name(assumption)

    def turning(self, switch: Switch) -> tuple[str, ...]:
        """Name what turns a criterion, and write its value now, where it turns, from and to.

        Of an assumption of several values it is one that changes; of two Centers each, if apart.
        """
        positions = (0.0, switch.position, switch.low, switch.high)
        found = [
            Moved(center.scenario).example(assumption, switch.position, positions)
            for center, assumption in self.of.space.own(switch.name)
        ]
        texts = zip(*(values for _name, values in found), strict=True)
        return (found[0][0], *(" / ".join(dict.fromkeys(each)) for each in texts))

    @property
    def answers(self) -> list[Open]:
        """The answers, and how far they are open."""
        return [
            Open(
                self.names.measure(each.measure),
                each.base,
                self.unit(each.measure),
                spread.low,
                spread.high,
                spread.explained,
            )
            for each, spread in zip(self.of.tornadoes, self.of.spreads, strict=True)
        ]

    def criterion(self, criterion: Criterion) -> str:
        """Say what an answer is held against."""
        name = self.names.measure(criterion.measure)
        if self.is_compared:
            first, second = (center.name for center in self.of.asked.centers)
            is_better = (criterion.bound.sign == "<") == (criterion.measure.entry.better == "less")
            better, worse = (second, first) if is_better else (first, second)
            return _("“{better}” is better than “{worse}” in {measure}").format(
                better=better, worse=worse, measure=name
            )
        bound = number(criterion.bound.bound, value_unit(criterion.measure.entry.quantity))
        return _("{measure} {sign} {bound}").format(
            measure=name, sign=_SIGNS.get(criterion.bound.sign, criterion.bound.sign), bound=bound
        )

    def findings(self) -> list[str]:
        """Return what to look at first."""
        return [
            *self._measured_first(),
            *(
                _between(self.measure(each.measure), answer)
                for each, answer in zip(self.of.tornadoes, self.answers, strict=True)
            ),
            *(text for each in self.of.spreads for text in self._together(each)),
            *map(self._held, self.of.held),
        ]

    def _measured_first(self) -> Iterator[str]:
        """Say which assumptions to measure first."""
        seen = {
            bar.assumption.name
            for each in self.of.tornadoes
            for bar in each.bars
            if bar.is_seen and bar.assumption.is_open
        }
        first = [name for name in ranked(self.of.tornadoes) if name in seen][:MOST_MEASURED]
        if not first:
            yield _("No assumption, moved as far as it may be, changes the answer visibly.")
            return
        yield _("Measure these first: {assumptions}. They change the answer most.").format(
            assumptions="; ".join(map(self.assumption, first))
        )

    def _together(self, found: Spread) -> Iterator[str]:
        """Say which assumptions act together, where they do."""
        if found.explained >= EXPLAINED:
            return
        pairs = [
            _("{one} with {other} ({share})").format(
                one=self.assumption(each.names[0]),
                other=self.assumption(each.names[1]),
                share=number(each.share, ROUND_PERCENT),
            )
            for each in found.pairs[:MOST_PAIRS]
        ]
        said = _(
            "{measure}: assumptions act together: one by one they explain {share} of what they "
            "leave open. Pairs explain more: {pairs}."
        )
        if not pairs:
            said = _(
                "{measure}: one by one the assumptions explain only {share} of what they leave "
                "open, and no pair is seen to explain more: judge by the interval of all of them."
            )
        yield said.format(
            measure=self.measure(found.measure),
            share=number(found.explained, ROUND_PERCENT),
            pairs="; ".join(pairs),
        )

    def _held(self, held: Held) -> str:
        """Say how a criterion stands, and where it turns."""
        own = sorted(
            (each for each in self.of.switches if each.criterion == held.criterion),
            key=lambda switch: abs(switch.position),
        )
        said = _(_STANDS[held.is_kept]).format(
            criterion=self.criterion(held.criterion), share=number(held.share, ROUND_PERCENT)
        )
        if held.is_kept is None:
            return said
        if not own:
            more = _("No assumption turns that by itself.")
        else:
            turns = [
                _("{assumption}: {value} ({now} now)").format(assumption=name, now=now, value=value)
                for name, now, value, *_ends in map(self.turning, own[:MOST_SWITCHES])
            ]
            more = _("It turns at {turns}.").format(turns="; ".join(turns))
        return f"{said} {more}"

    def notes(self) -> list[str]:
        """Say what the numbers rest on."""
        moves = len(self.of.space.moves)
        return [
            _(
                "Each assumption was moved down and up by its range, or by a fifth where its "
                "source states none, for the same citizens: once each, and the {n} that do most in "
                "{replications} replications."
            ).format(
                n=number(len(self.of.mattering), COUNT),
                replications=number(self.of.asked.replications, COUNT),
            ),
            ngettext(
                "The intervals of the effects hold together with {together}: each has {each} "
                "(Bonferroni over {n} move, whatever was chosen of them, in each measure).",
                "The intervals of the effects hold together with {together}: each has {each} "
                "(Bonferroni over {n} moves, whatever was chosen of them, in each measure).",
                moves,
            ).format(
                together=number(CONFIDENCE, ROUND_PERCENT),
                each=number(self.of.confidence, Unit(PERCENT.sign, PERCENT.scale, decimals=2)),
                n=number(moves, COUNT),
            ),
            _(
                "For the {replications} replications citizens were drawn {draws} times: Centers "
                "that differ in staffing alone share them."
            ).format(
                replications=number(self.of.replications, COUNT), draws=number(self.of.draws, COUNT)
            ),
            _(
                "By the assumptions: between these the answer lies in 95 of 100 Centers whose "
                "assumptions are anywhere in their ranges, each apart from the others, in half of "
                "them less than it is and in half more (a Latin hypercube of {n})."
            ).format(n=number(len(self.of.spreads[0].values), COUNT)),
        ]


def _between(name: str, answer: Open) -> str:
    """Say between what chance, and the assumptions, leave an answer."""
    if isnan(answer.low):
        return _("{measure}: nothing is counted of it.").format(measure=name)
    said = _("{measure}: {mean}; by chance {chance}, by the assumptions {assumptions}{sign}.")
    if answer.low == answer.high:
        said = _("{measure}: {mean}, whatever the assumptions are.")
    return said.format(
        measure=name,
        mean=mean(answer.base, answer.unit),
        chance=interval(answer.base, answer.unit),
        assumptions=interval(answer.by_assumptions, answer.unit),
        sign=sign_of(answer.unit),
    )
