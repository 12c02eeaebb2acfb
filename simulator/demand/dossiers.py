"""Who comes when, with what: the arrivals of one replication and the dossiers that they bring.

In: a `Plan` and the `Draws` of the replication. Out: arrivals (visits, online filings, post) and
dossiers, each with the address of its further draws. What becomes of them is `routes`' business.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.demand.counts import day_factors, poisson_quantiles
from simulator.demand.draws import Address, Draws, Purpose
from simulator.demand.plan import Plan
from simulator.demand.profiles import second_of
from simulator.demand.workload import DAY, NONE, Channel

MOST_IN_BUNDLE = 4_096
"""Places that a visit has for the addresses of its dossiers."""


@dataclass(frozen=True)
class Arrivals:
    """One entry a visit, an online filing or a posted letter. Shapes (arrivals,)."""

    stream: NDArray[np.int32]
    """Row of `Plan.expected`: the procedure, or after these the field of an enquiry."""
    channel: NDArray[np.int8]
    begin: NDArray[np.int64]
    """Second at which the citizen comes, or the dossier is filed."""
    size: NDArray[np.int32]
    """Dossiers brought."""
    is_visit: NDArray[np.bool_]
    """Whether a citizen is served for them: not so for papers, nor where no flow is received."""
    is_enquiry: NDArray[np.bool_]
    has_priority: NDArray[np.bool_]
    """Whether the citizen is called before others (R4)."""
    address: Address


@dataclass(frozen=True)
class Dossiers:
    """One entry a dossier. Shapes (dossiers,)."""

    arrival: NDArray[np.int64]
    """The arrival that brought it."""
    position: NDArray[np.int64]
    """Its place in the bundle."""
    procedure: NDArray[np.int32]
    channel: NDArray[np.int8]
    address: Address


def draw_arrivals(plan: Plan, draws: Draws) -> Arrivals:
    """Draw how many come on each day, when, and with how many dossiers."""
    factor = day_factors(draws, plan.ordinals, plan.scenario.demand.day_cv)
    expected = plan.expected * factor
    stream, channel, day = np.nonzero(expected)
    cell = Address.of(who=plan.stream_key[stream], day=plan.ordinals[day], channel=channel)
    counts = poisson_quantiles(expected[stream, channel, day], draws.uniform(Purpose.COUNT, cell))

    total = int(counts.sum())
    cell_of = np.repeat(np.arange(len(counts)), counts)
    index = np.arange(total) - np.repeat(np.cumsum(counts) - counts, counts)
    stream, channel, day = stream[cell_of], channel[cell_of], day[cell_of]
    address = Address.of(
        who=plan.stream_key[stream], day=plan.ordinals[day], index=index, channel=channel
    )
    at_counter = channel == Channel.COUNTER
    is_enquiry = stream >= len(plan.procedures.key)
    priority = plan.scenario.citizens.priority
    return Arrivals(
        stream=stream.astype(np.int32),
        channel=channel.astype(np.int8),
        begin=day * DAY + _second(plan, draws, address, channel, day),
        size=_bundles(plan, draws, address, stream, at_counter & ~is_enquiry) * ~is_enquiry,
        is_visit=at_counter & (plan.visit_station[stream] != NONE),
        is_enquiry=is_enquiry,
        has_priority=draws.uniform(Purpose.PRIORITY, address) < sum(priority.values())
        if priority
        else np.zeros(total, np.bool_),
        address=address,
    )


def unbundle(arrivals: Arrivals) -> Dossiers:
    """List the dossiers of the arrivals, in their order."""
    brought = np.repeat(np.arange(len(arrivals.size)), arrivals.size)
    position = np.arange(len(brought)) - np.repeat(
        np.cumsum(arrivals.size) - arrivals.size, arrivals.size
    )
    return Dossiers(
        arrival=brought,
        position=position,
        procedure=arrivals.stream[brought],
        channel=arrivals.channel[brought],
        address=arrivals.address[brought].split(MOST_IN_BUNDLE, position),
    )


def _second(
    plan: Plan,
    draws: Draws,
    address: Address,
    channel: NDArray[np.int64],
    day: NDArray[np.int64],
) -> NDArray[np.int64]:
    """Second of the day: visits by their profile, filings by theirs, post while it is open."""
    uniform = draws.uniform(Purpose.ARRIVAL, address)
    second = np.empty(len(day), np.int64)
    online = channel == Channel.ONLINE
    second[online] = second_of(plan.online, uniform[online])
    for way, profiles in ((Channel.COUNTER, plan.profiles), (Channel.POST, plan.post)):
        chosen = channel == way
        second[chosen] = profiles.second(day[chosen], uniform[chosen])
    return second


def _bundles(
    plan: Plan,
    draws: Draws,
    address: Address,
    stream: NDArray[np.int64],
    brings: NDArray[np.bool_],
) -> NDArray[np.int32]:
    """Dossiers brought: drawn for visits that bring some, else one."""
    size = np.ones(len(stream), np.int32)
    visit = np.flatnonzero(brings)
    of_visit = stream[visit]
    uniform = draws.uniform(Purpose.BUNDLE, address[visit])
    place = (uniform[:, None] >= plan.procedures.bundle_gathered[of_visit]).sum(axis=1)
    size[visit] = plan.procedures.bundle_sizes[of_visit, place]
    return size
