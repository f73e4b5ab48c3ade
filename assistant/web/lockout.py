"""Counts failed log-ins, by name and by address, and says how long to wait after too many."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

# So many tries are free: a few for one name; more for one address, behind which a whole office may sit.
FREE_BY_NAME = 5
FREE_BY_ADDRESS = 20
# Then each try costs twice the wait of the one before.
FIRST_WAIT_SECONDS = 30
LONGEST_WAIT_SECONDS = 15 * 60
# After so long without a try all is forgotten.
FORGET_SECONDS = 60 * 60
# How many names and addresses are remembered; those least lately tried are forgotten first.
MOST_KEYS = 10_000
_NAME_CHARS = 64


@dataclass(frozen=True, slots=True)
class _Tries:
    count: int
    last: float
    until: float


class Lockout:
    """Failed log-ins so far. Safe to share between threads.

    A try counts when it begins and is taken back when it turns out right, so that many at once gain nothing.

    :param clock: seconds that only ever grow.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._tries: OrderedDict[tuple[str, str], _Tries] = OrderedDict()

    def begin(self, name: str, address: str) -> int:
        """Seconds to wait before ``name`` may be tried from ``address``; 0 where it may now, and then it counts."""
        keys = self._keys(name, address)
        with self._lock:
            now = self._clock()
            wait = max(self._known(key, now).until - now for key, _ in keys)
            if wait > 0:
                return int(wait) + 1
            for key, free in keys:
                self._count(key, free, now)
            return 0

    def succeeded(self, name: str, address: str) -> None:
        """The try that :meth:`begin` counted was right: the name is free again, the address has one try less."""
        (by_name, _), (by_address, _) = self._keys(name, address)
        with self._lock:
            self._tries.pop(by_name, None)
            known = self._tries.get(by_address)
            if known:
                self._tries[by_address] = _Tries(known.count - 1, known.last, 0.0)

    @staticmethod
    def _keys(name: str, address: str) -> tuple[tuple[tuple[str, str], int], ...]:
        return ((("name", name[:_NAME_CHARS]), FREE_BY_NAME), (("address", address), FREE_BY_ADDRESS))

    def _known(self, key: tuple[str, str], now: float) -> _Tries:
        known = self._tries.get(key)
        return known if known and now - known.last < FORGET_SECONDS else _Tries(0, now, now)

    def _count(self, key: tuple[str, str], free: int, now: float) -> None:
        count = self._known(key, now).count + 1
        wait = min(FIRST_WAIT_SECONDS * 2 ** min(count - free, 10), LONGEST_WAIT_SECONDS) if count >= free else 0
        self._tries[key] = _Tries(count, now, now + wait)
        self._tries.move_to_end(key)
        while len(self._tries) > MOST_KEYS:
            self._tries.popitem(last=False)
