"""Short services: a mode of their own among the services of a queue, far below the others.

In: a `Lobby`. Out: which services are of that mode. Who only asks is served in no time, and so is a
ticket to which nobody comes; where the log does not say which, calls in vain become more frequent
with the wait, and enquiries do not.
"""

from math import sqrt

import numpy as np
from numpy.typing import NDArray

from simulator.demand.workload import NONE
from simulator.records import Ending
from simulator.studies.fit.lobby import Lobby

_LEAST, _MOST = 100, 20_000
"""Services of a queue from which on modes are looked for, and as many as are looked at."""
_SHARES = (0.03, 0.6)
_FAR_BELOW = 1 / 3
"""Of the mean of the other services, the most that short ones take on average."""
_GAP = 0.7
"""Density between two modes, over that of the lower one, up to which there are two."""
_ROUNDS = 200
_SURE = 3.0
"""Standard errors by which calls in vain are more frequent after long waits."""


def short_services(lobby: Lobby) -> NDArray[np.bool_]:
    """Say which services are of a short mode of their own. Shape (tickets,)."""
    short = np.zeros(len(lobby.log.taken), np.bool_)
    for queue in range(len(lobby.log.queues)):
        rows = np.flatnonzero((lobby.log.queue == queue) & (lobby.served_for != NONE))
        seconds = np.maximum(lobby.served_for[rows], 1)
        if len(rows) >= _LEAST and np.ptp(seconds):
            some = seconds[:: len(seconds) // _MOST + 1]
            short[rows[seconds < _between_modes(some)]] = True
    return short


def are_in_vain(lobby: Lobby, short: NDArray[np.bool_]) -> bool:
    """Whether short services are calls to which nobody came, of which the log says nothing."""
    served = lobby.served_for != NONE
    if not short.any() or (lobby.log.ending[served] != Ending.UNKNOWN).any():
        return False
    wait = (lobby.log.called - lobby.log.taken)[served]
    is_short = short[served]
    is_long = wait > np.median(wait)
    number = np.array([np.count_nonzero(is_long), np.count_nonzero(~is_long)])
    share = np.array([is_short[is_long].mean(), is_short[~is_long].mean() if number[1] else 0.0])
    error = sqrt(float((share * (1 - share) / np.maximum(number, 1)).sum()))
    return bool(share[0] - share[1] > _SURE * error)


def _between_modes(seconds: NDArray[np.int64]) -> float:
    """Return the time that parts a short mode from the others; 0 where there is none.

    Two lognormal modes are fitted by expectation and maximisation.
    """
    logs = np.log(seconds)
    middle = np.quantile(logs, [0.1, 0.7])
    spread = np.full(2, logs.std() / 2)
    weight = np.array([0.3, 0.7])
    for _round in range(_ROUNDS):
        of_mode = weight * _normal(logs[:, None], middle, spread)
        belongs = of_mode / np.maximum(of_mode.sum(axis=1, keepdims=True), 1e-300)
        weight = belongs.mean(axis=0)
        number = np.maximum(belongs.sum(axis=0), 1e-9)
        middle = belongs.T @ logs / number
        spread = np.sqrt((belongs * (logs[:, None] - middle) ** 2).sum(axis=0) / number) + 0.02
    mean = np.exp(middle + spread**2 / 2)
    if not (_SHARES[0] <= weight[0] <= _SHARES[1] and mean[0] <= _FAR_BELOW * mean[1]):
        return 0.0
    grid = np.linspace(middle[0], middle[1], 200)
    density = _normal(grid[:, None], middle, spread) @ weight
    lowest = int(density.argmin())
    if density[lowest] > _GAP * min(density[0], density[-1]):
        return 0.0
    return float(np.exp(grid[lowest]))


def _normal(
    x: NDArray[np.float64], middle: NDArray[np.float64], spread: NDArray[np.float64]
) -> NDArray[np.float64]:
    return np.asarray(np.exp(-(((x - middle) / spread) ** 2) / 2) / spread)
