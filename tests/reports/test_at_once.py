"""Two experiments at once in one process give what each gives alone."""

import gc
import sys
import weakref
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from simulator.language import use_language
from simulator.reports.run.carrying import overloads
from simulator.reports.run.report import RunReport
from simulator.results.run import Stored
from tests.reports.conftest import PROVENANCE


@pytest.fixture
def in_turns():
    """Lets threads take turns as often as can be."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def test_two_experiments_in_two_languages_give_what_each_gives_alone(district_with, in_turns):
    asked = [
        ("vi", district_with("period.to=2021-03-12")),
        ("en", district_with("period.to=2021-03-12", "staff.all.officers=2")),
    ]

    def files(language, center, meet=lambda: None):
        use_language(language)
        meet()
        result = center.run(2)
        meet()
        return RunReport(Stored(result, center.resolved.data, PROVENANCE)).pages()

    with ThreadPoolExecutor(1) as single:
        expected = [single.submit(files, *one).result() for one in asked]
    with ThreadPoolExecutor(2) as beside:
        meet = Barrier(2, timeout=60).wait
        both = [beside.submit(files, *one, meet) for one in asked]
        found = [one.result() for one in both]

    assert 'lang="vi"' in expected[0]["report.html"].decode()
    assert 'lang="en"' in expected[1]["report.html"].decode()
    for given, alone in zip(found, expected, strict=True):
        assert [name for name in alone if given[name] != alone[name]] == []


def test_what_was_said_of_a_result_does_not_keep_it(district_with):
    result = district_with("period.to=2021-03-05").run(1)
    assert overloads(result) is overloads(result)
    kept = weakref.ref(result)
    del result
    gc.collect()
    assert kept() is None
