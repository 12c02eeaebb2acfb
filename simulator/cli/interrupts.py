"""Interrupts: Ctrl-C and the like stop long work, but never the saving of what it has brought.

In: the signals of the system. Out: a `KeyboardInterrupt` where work may stop, a note where it may
not. It does not know what the work is.
"""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType, TracebackType
from typing import Self


class Interrupts:
    """Ctrl-C, SIGTERM and SIGHUP, as a context: the first stops the work, unless it is held.

    What the caller ignores, as `nohup` does SIGHUP, stays ignored.
    """

    def __init__(self) -> None:
        self.heard = False
        """Whether one has come."""
        self._held = False

    def __enter__(self) -> Self:
        """Listen."""
        signals = [signal.SIGINT, signal.SIGTERM]
        if hasattr(signal, "SIGHUP"):  # the terminal was closed; not on Windows
            signals.append(signal.SIGHUP)
        heeded = [number for number in signals if signal.getsignal(number) != signal.SIG_IGN]
        self._before = {number: signal.signal(number, self._hear) for number in heeded}
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Listen no more."""
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def hold(self) -> None:
        """Only remember what comes from now on."""
        self._held = True

    def release(self) -> None:
        """Stop the work at what has come meanwhile, and again at what comes from now on.

        Raises
        ------
        KeyboardInterrupt
            If a signal has been heard.
        """
        self._held = False
        if self.heard:
            raise KeyboardInterrupt

    @contextmanager
    def heeded(self) -> Iterator[None]:
        """End the work within at an interrupt, and hold what comes after it.

        The work begins with `release`, which ends it at what has come before. A library that calls
        back may make another error of what was raised there, or forget it: so any error after an
        interrupt is its end, and long work calls `release` now and then.
        """
        try:
            yield
        except KeyboardInterrupt:
            pass
        except Exception:
            if not self.heard:
                raise
        finally:
            self.hold()

    def _hear(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002  # a handler's
        is_first, self.heard = not self.heard, True
        if is_first and not self._held:
            raise KeyboardInterrupt
