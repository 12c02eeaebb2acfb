"""What was used last, by key: how much there is stays the same, however much is asked for.

In: values by key. Out: the same, of those that were put or looked up last. What they are is not
known here.
"""

from collections import OrderedDict, UserDict
from typing import TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class LastUsed(UserDict[Key, Value]):
    """A dict of at most so many values: whichever was not used for longest goes.

    A value is used when it is put and when it is looked up.

    Examples
    --------
    >>> last = LastUsed(2)
    >>> last["a"], last["b"] = 1, 2
    >>> last.setdefault("a", 3)
    1
    >>> last["c"] = 4
    >>> list(last)
    ['a', 'c']
    """

    def __init__(self, most: int) -> None:
        super().__init__()
        self.data: OrderedDict[Key, Value] = OrderedDict()
        self._most = most

    def __getitem__(self, key: Key) -> Value:
        """Return the value of a key."""
        self.data.move_to_end(key)
        return self.data[key]

    def __setitem__(self, key: Key, value: Value) -> None:
        """Put a value, in the place of any other of the key."""
        self.data[key] = value
        self.data.move_to_end(key)
        while len(self.data) > self._most:
            self.data.popitem(last=False)
