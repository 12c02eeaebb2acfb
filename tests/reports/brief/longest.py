"""Briefs that have as much to say as any: names that are long and hostile, many options, levers."""

from collections.abc import Iterator
from dataclasses import replace

from simulator.reports.brief.comparison import comparison_brief
from simulator.reports.brief.run import run_brief
from simulator.reports.document import Letter
from simulator.results.result import Result
from simulator.results.run import Stored
from simulator.scenario import Scenario
from simulator.scenario.vocabulary import Label
from simulator.studies.comparison import Compared
from tests.reports.brief.conftest import LEVER
from tests.reports.conftest import PROVENANCE
from tests.studies.comparison.conftest import origin_of

HOSTILE = '<script>alert(1)</script> & "quầy" {0} [Đất đai và môi trường đô thị] '


def renamed(scenario: Scenario) -> Scenario:
    """A scenario all of whose names are long and hostile."""
    long = Label.model_construct(vi=HOSTILE * 4, en=HOSTILE * 4)
    staff = {key: one.model_copy(update={"label": long}) for key, one in scenario.staff.items()}
    fields = dict.fromkeys(scenario.fields, long)
    return scenario.model_copy(update={"name": long, "staff": staff, "fields": fields})


def longest(result: Result, written: object, both: Compared) -> Iterator[tuple[str, Letter]]:
    """Make the longest brief of a run, and of a comparison, in the language that is spoken."""
    run = replace(result, scenario=renamed(result.scenario))
    lever = LEVER.model_copy(update={"where": ("land-counter", "counters")})
    yield "run", run_brief(Stored(run, written, PROVENANCE, levers=(lever,) * 3))
    options = [
        replace(both.alternatives[1], name=f"{n} {HOSTILE * 4}", scenario=renamed(one.scenario))
        for n, one in enumerate(both.alternatives[1:] * 9)
    ]
    differences = [
        replace(each, first=both.base.name, second=option.name)
        for option in options
        for each in both.by_pair()[both.base.name, both.alternatives[1].name]
    ]
    of = replace(
        both,
        alternatives=(both.base, *options),
        results=(both.results[0], *[both.results[1]] * len(options)),
        comparison=replace(both.comparison, differences=tuple(differences)),
    )
    yield "compare", comparison_brief(of, origin_of(of))
