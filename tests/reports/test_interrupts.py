import os
import signal

import pytest

from simulator.reports.interrupts import Interrupts


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


def test_handlers_are_put_back():
    before = signal.getsignal(signal.SIGTERM)
    with Interrupts():
        assert signal.getsignal(signal.SIGTERM) is not before
    assert signal.getsignal(signal.SIGTERM) is before
