import os
import signal
from contextlib import suppress
from types import SimpleNamespace

import pytest

from simulator.cli.interrupts import Interrupts
from simulator.cli.working import stored_text


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_work_stops_at_the_first_signal(number):
    with Interrupts() as interrupts:
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), number)
        assert interrupts.heard


def test_held_work_goes_on_and_stops_when_released():
    with Interrupts() as interrupts:
        interrupts.hold()
        os.kill(os.getpid(), signal.SIGINT)
        assert interrupts.heard
        with pytest.raises(KeyboardInterrupt):
            interrupts.release()
        os.kill(os.getpid(), signal.SIGINT)  # The first was heard: what stops now stops by itself.


def test_released_work_stops_again():
    with Interrupts() as interrupts:
        interrupts.hold()
        interrupts.release()
        assert not interrupts.heard
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)


def test_an_interrupt_ends_the_work_and_not_what_follows():
    with Interrupts() as interrupts:
        with interrupts.heeded():
            os.kill(os.getpid(), signal.SIGINT)
            pytest.fail("it went on")
        assert interrupts.heard
        os.kill(os.getpid(), signal.SIGINT)


def test_an_interrupt_that_came_before_ends_the_work_as_it_begins():
    with Interrupts() as interrupts:
        interrupts.hold()
        os.kill(os.getpid(), signal.SIGINT)
        with interrupts.heeded():
            interrupts.release()
            pytest.fail("it began")
        assert interrupts.heard


def test_an_interrupt_is_none_of_the_errors_that_a_library_makes_of_it():
    with Interrupts() as interrupts, interrupts.heeded():
        try:
            os.kill(os.getpid(), signal.SIGINT)
        except KeyboardInterrupt as error:
            raise ValueError("Error calling function `str`: KeyboardInterrupt:") from error


def test_an_interrupt_that_a_library_forgets_ends_the_work_a_little_later():
    steps = []
    with Interrupts() as interrupts, interrupts.heeded():
        with suppress(KeyboardInterrupt):  # as Python does in a finalizer
            os.kill(os.getpid(), signal.SIGINT)
        for step in range(10):
            steps.append(step)
            interrupts.release()
    assert steps == [0]


def test_an_error_without_an_interrupt_is_told():
    with pytest.raises(ValueError, match="ours"), Interrupts() as interrupts, interrupts.heeded():
        raise ValueError("ours")


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_what_the_caller_ignores_stays_ignored(name):
    """As `nohup` does a terminal that is closed."""
    number = getattr(signal, name)
    before = signal.signal(number, signal.SIG_IGN)
    try:
        with Interrupts() as interrupts:
            os.kill(os.getpid(), number)
            assert not interrupts.heard
        assert signal.getsignal(number) is signal.SIG_IGN
    finally:
        signal.signal(number, before)


def test_handlers_are_put_back():
    before = signal.getsignal(signal.SIGTERM)
    with Interrupts():
        assert signal.getsignal(signal.SIGTERM) is not before
    assert signal.getsignal(signal.SIGTERM) is before


def test_what_is_left_of_interrupted_work_is_told():
    left = {
        stored: stored_text(SimpleNamespace(finished_replications=lambda stored=stored: stored))
        for stored in (0, 1, 2)
    }
    assert left[0].endswith("interrupted before the first replication was finished")
    assert left[1].endswith("1 replication is stored; the same command goes on")
    assert left[2].endswith("2 replications are stored; the same command goes on")
    assert "with --out DIR it would go on" in stored_text(None)
