"""Who comes when, with what: the arrivals of one replication.

In: a `PreparedScenario` and the `Draws` of the replication. Out: arrivals (visits, online filings,
post), each with the address of its further draws, and of how many dossiers. What becomes of them is
`routes`' business.

Cases are counted by procedure and open day, all ways in together; each then draws its bundle, and
its way in by a uniform of its own. So what moves from the counter to online is the same dossiers,
and whoever stays is as before.
"""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from simulator.demand.counts import poisson_quantiles
from simulator.demand.draws import Address, Draws, Purpose
from simulator.demand.prepared import PreparedScenario
from simulator.demand.profiles import second_of
from simulator.demand.workload import DAY, NONE, Channel, offsets

MOST_IN_BUNDLE = 4_096
"""Places that a visit has for the addresses of its dossiers."""


@dataclass(frozen=True)
class Arrivals:
    """One entry a visit, an online filing or a posted letter. Shapes (arrivals,)."""

    stream: NDArray[np.int32]
    """Row of `PreparedScenario.cases`: the procedure, or after these the field of an enquiry."""
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
    is_booked: NDArray[np.bool_]
    """Whether the citizen comes to an appointment: nobody is booked yet when visits are drawn."""
    is_empty: NDArray[np.bool_]
    """Whether it is an appointment to which nobody comes, likewise."""
    address: Address

    def take(self, chosen: NDArray[np.bool_] | NDArray[np.intp]) -> "Arrivals":
        """Return some of the arrivals."""
        return Arrivals(**{each.name: getattr(self, each.name)[chosen] for each in fields(self)})


def draw_arrivals(prepared: PreparedScenario, draws: Draws) -> Arrivals:
    """Draw how many come on each day, when, by which way, and with how many dossiers."""
    cases = prepared.cases
    ordinal = cases.filing.ordinal[cases.place]
    expected = cases.number * prepared.day_factors.draw(draws)
    stream, column = np.nonzero(expected)
    cell = Address.of(who=prepared.stream_key[stream], day=ordinal[column])
    counts = poisson_quantiles(expected[stream, column], draws.uniform(Purpose.COUNT, cell))

    cell_of, index = _one_by_one(counts)
    stream, column = stream[cell_of], column[cell_of]
    address = Address.of(who=prepared.stream_key[stream], day=ordinal[column], index=index)
    channel = _channels(prepared, draws, address, stream)
    day = _days(prepared, draws, address, channel, column)
    in_run = (day >= 0) & (day < prepared.run_days)
    stream, address, channel, day = stream[in_run], address[in_run], channel[in_run], day[in_run]
    begin = day * DAY + _second(prepared, draws, address, channel, day)
    return what_they_bring(prepared, draws, address, stream=stream, channel=channel, begin=begin)


def what_they_bring(
    prepared: PreparedScenario,
    draws: Draws,
    address: Address,
    *,
    stream: NDArray[np.int64],
    channel: NDArray[np.int8],
    begin: NDArray[np.int64],
) -> Arrivals:
    """Draw with what those come whose time and way are known; nobody is booked yet."""
    priority = prepared.scenario.citizens.priority
    return Arrivals(
        stream=stream.astype(np.int32),
        channel=channel,
        begin=begin,
        size=_bundles(prepared, draws, address, stream),
        is_visit=(channel == Channel.COUNTER) & (prepared.visit_station[stream] != NONE),
        is_enquiry=stream >= len(prepared.procedures.key),
        has_priority=draws.uniform(Purpose.PRIORITY, address) < sum(priority.values())
        if priority
        else np.zeros(len(stream), np.bool_),
        is_booked=np.zeros(len(stream), np.bool_),
        is_empty=np.zeros(len(stream), np.bool_),
        address=address,
    )


def _one_by_one(
    counts: NDArray[np.int64] | NDArray[np.int32],
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Things of which some have several, one by one: whose each is, and which of these."""
    owner = np.repeat(np.arange(len(counts)), counts)
    return owner, np.arange(len(owner)) - offsets(counts)[owner]


def _channels(
    prepared: PreparedScenario, draws: Draws, address: Address, stream: NDArray[np.int64]
) -> NDArray[np.int8]:
    """The way in of each case: post, counter and online share out the uniforms in this order.

    So a share that moves from the counter to online, or to post, moves only cases that lie between.
    """
    share = prepared.cases.share
    channel: NDArray[np.int8] = np.argmax(share, axis=1).astype(np.int8)[stream]
    mixed = np.flatnonzero((share.max(axis=1) < 1)[stream])
    of_case = stream[mixed]
    uniform = draws.uniform(Purpose.CHANNEL, address[mixed])
    way = np.full(len(mixed), Channel.COUNTER, np.int8)
    way[uniform < share[of_case, Channel.POST]] = Channel.POST
    way[uniform >= 1 - share[of_case, Channel.ONLINE]] = Channel.ONLINE
    channel[mixed] = way
    return channel


def _days(
    prepared: PreparedScenario,
    draws: Draws,
    address: Address,
    channel: NDArray[np.int8],
    column: NDArray[np.int64],
) -> NDArray[np.int64]:
    """Day of the run on which each case comes: its open day, or online a closed day before it."""
    filing = prepared.cases.filing
    place: NDArray[np.int64] = prepared.cases.place[column]
    online = np.flatnonzero(channel == Channel.ONLINE)
    early = online[filing.share[place[online]] < 1]  # closed days lie before its open day
    uniform = draws.uniform(Purpose.FILING_DAY, address[early])
    place[early] = filing.choose(place[early], uniform)
    place -= filing.run.start
    return place


def _second(
    prepared: PreparedScenario,
    draws: Draws,
    address: Address,
    channel: NDArray[np.int8],
    day: NDArray[np.int64],
) -> NDArray[np.int64]:
    """Second of the day: visits by their profile, filings by theirs, post while it is open."""
    uniform = draws.uniform(Purpose.ARRIVAL, address)
    second = np.empty(len(day), np.int64)
    online = channel == Channel.ONLINE
    second[online] = second_of(prepared.online, uniform[online])
    for way, profiles in ((Channel.COUNTER, prepared.profiles), (Channel.POST, prepared.post)):
        chosen = channel == way
        second[chosen] = profiles.second(day[chosen], uniform[chosen])
    return second


def _bundles(
    prepared: PreparedScenario, draws: Draws, address: Address, stream: NDArray[np.int64]
) -> NDArray[np.int32]:
    """Dossiers brought, whatever the way in; none by an enquiry."""
    sizes, gathered = prepared.procedures.bundle_sizes, prepared.procedures.bundle_gathered
    enquiries = (0, len(prepared.stream_key) - len(sizes))
    size = np.pad(sizes[:, 0], enquiries)[stream]
    case = np.flatnonzero(np.pad(gathered[:, 0] < 1, enquiries)[stream])
    of_case = stream[case]
    uniform = draws.uniform(Purpose.BUNDLE, address[case])
    place = (uniform[:, None] >= gathered[of_case]).sum(axis=1)
    size[case] = sizes[of_case, place]
    return size
