"""Shows this package a system as Windows is; Python itself, and the libraries, go on as they are.

A process calls `show_windows` before it loads anything of the package; workers are processes too.
Modules that Windows has not cannot be imported by modules of the package, others are
seen by them without what they have only elsewhere. Files of the working folder that are open are
neither replaced nor removed, by whomever.
"""

import builtins
import os
import signal
import sys
from pathlib import Path
from types import ModuleType

PACKAGE = "simulator"

ABSENT = {"fcntl", "grp", "posix", "pty", "pwd", "resource", "syslog", "termios", "tty"}

SIGNALS = {"SIGABRT", "SIGFPE", "SIGILL", "SIGINT", "SIGSEGV", "SIGTERM", "SIG_DFL", "SIG_IGN"}
SIGNALS |= {"Handlers", "Signals", "default_int_handler", "getsignal", "raise_signal", "signal"}
SIGNALS |= {"set_wakeup_fd", "strsignal", "valid_signals"}

OF_POSIX = {"O_CLOEXEC", "O_DIRECTORY", "O_NOFOLLOW", "O_NONBLOCK", "O_SYNC", "chown", "fchmod"}
OF_POSIX |= {"fork", "forkpty", "getegid", "geteuid", "getgid", "getloadavg", "getpgid", "getuid"}
OF_POSIX |= {"killpg", "mkfifo", "nice", "pread", "sched_getaffinity", "setsid", "statvfs", "sync"}
OF_POSIX |= {"sysconf", "uname", "wait", "waitid"}


class Seen(ModuleType):
    """A module as Windows has it.

    Parameters
    ----------
    module
        The module of this system.
    absent
        Names that Windows does not have.
    other
        What is otherwise.
    """

    def __init__(self, module, absent, **other):
        vars(self).update(_module=module, _absent=absent, **other)

    def __getattr__(self, name):
        if name in self._absent:
            raise AttributeError(f"{self._module.__name__}.{name} is not on Windows")
        return getattr(self._module, name)

    def __setattr__(self, name, value):
        setattr(self._module, name, value)


def open_file(path, flags, *arguments, **named):
    """Open a file; a folder cannot be opened."""
    if Path(path).is_dir():
        raise PermissionError(13, "Permission denied", str(path))
    return os.open(path, flags, *arguments, **named)


SEEN = {
    "os": Seen(os, OF_POSIX, name="nt", open=open_file),
    "signal": Seen(signal, set(vars(signal)) - SIGNALS),
    "sys": Seen(sys, set(), platform="win32"),
}


def seen_import(name, importing=None, *arguments, **named):
    """Import a module as the one who asks for it sees it."""
    if (importing or {}).get("__name__", "").partition(".")[0] == PACKAGE:
        if name in ABSENT:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        if name in SEEN:
            return SEEN[name]
    return imported(name, importing, *arguments, **named)


def unless_open(change, files):
    """Return a function of the system that refuses where one of its first files is open."""

    def changed(*arguments, dir_fd=None, **named):
        if dir_fd is not None:
            named["dir_fd"] = dir_fd
        folder = Path("." if dir_fd is None else f"/proc/self/fd/{dir_fd}").resolve()
        for file in arguments[:files]:
            path = folder / os.fsdecode(file)
            if path.is_file() and path.resolve().is_relative_to(Path.cwd()) and is_open(path):
                raise PermissionError(13, f"{path} is open", str(path))
        return change(*arguments, **named)

    return changed


def is_open(path):
    """Whether this process has a file open."""
    status = path.stat()
    for file in Path("/proc/self/fd").iterdir():
        try:
            opened = os.fstat(int(file.name))
        except OSError:  # that of the list
            continue
        if os.path.samestat(opened, status):
            return True
    return False


imported = builtins.__import__


def show_windows():
    """Let what is imported from now on see Windows."""
    builtins.__import__ = seen_import
    os.replace, os.rename = unless_open(os.replace, 2), unless_open(os.rename, 2)
    os.unlink = os.remove = unless_open(os.unlink, 1)
