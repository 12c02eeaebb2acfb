"""The catalogue: every measure with all that is known of it, whatever its value.

It is the single source of this: the measuring code computes what stands here, intervals read from
here what is possible, studies which way is better, and reports and the reference print its texts.
In: nothing. Out: `CATALOGUE` and `measure_named`. It knows nothing of arrays and computes nothing.

Words used in the definitions: the *period* is [period start, horizon); a *ticket* is a trip that
held a place in a station's queue; *open hours* run while the doors of the Center are open.
"""

from collections.abc import Iterable

from simulator.language import N_, _
from simulator.measures.catalogue_appointments import APPOINTMENTS
from simulator.measures.measure import BOOKS, LEDGER, PLACES, STAFFED, WAITS, Kind, Measure, Needs
from simulator.measures.quantities import (
    DOSSIERS,
    HOURS,
    JOBS,
    MINUTES,
    OPEN_HOURS,
    PER_WORKING_DAY,
    SHARE,
    VISITS,
    VISITS_PER_DOSSIER,
)
from simulator.scenario.model_scores import COUNTED_WAITS
from simulator.scenario.near_matches import did_you_mean, near_match
from simulator.scenario.number_text import tidy

WITHIN_MINUTES = COUNTED_WAITS
"""The norms of the wait: Decision 468/QĐ-TTg for 2025, Ho Chi Minh City, the same for 2022."""

WAIT_QUANTILES = ("wait_p50", "wait_p90", "wait_p95")
"""The quantiles of the wait."""

_LOBBY = (
    Measure(
        "wait_mean",
        N_("Mean wait"),
        MINUTES,
        Kind.MEAN,
        N_(
            "Mean wait: minutes from arrival (time at the door included) to the call, over all "
            "tickets that arrive in the period; who leaves or is sent home counts with the time "
            "waited, who still waits at the horizon with horizon − arrival."
        ),
        WAITS,
    ),
    Measure(
        "wait_p50",
        N_("Half of the waits within"),
        MINUTES,
        Kind.QUANTILE,
        N_(
            "The 50 % quantile of the wait: minutes from arrival (time at the door included) to "
            "the call, over all tickets that arrive in the period; who leaves or is sent home "
            "counts with the time waited, who still waits at the horizon with horizon − arrival."
        ),
        WAITS,
        probability=0.5,
    ),
    Measure(
        "wait_p90",
        N_("9 in 10 waits within"),
        MINUTES,
        Kind.QUANTILE,
        N_(
            "The 90 % quantile of the wait: minutes from arrival (time at the door included) to "
            "the call, over all tickets that arrive in the period; who leaves or is sent home "
            "counts with the time waited, who still waits at the horizon with horizon − arrival."
        ),
        WAITS,
        probability=0.9,
    ),
    Measure(
        "wait_p95",
        N_("19 in 20 waits within"),
        MINUTES,
        Kind.QUANTILE,
        N_(
            "The 95 % quantile of the wait: minutes from arrival (time at the door included) to "
            "the call, over all tickets that arrive in the period; who leaves or is sent home "
            "counts with the time waited, who still waits at the horizon with horizon − arrival."
        ),
        WAITS,
        probability=0.95,
    ),
    Measure(
        "wait_within_15",
        N_("Called within 15 min"),
        SHARE,
        Kind.SHARE,
        N_(
            "Tickets called within 15 minutes of arrival ÷ all tickets that arrive in the period; "
            "who leaves, is sent home or still waits counts as not within."
        ),
        WAITS,
        better="more",
    ),
    Measure(
        "wait_within_20",
        N_("Called within 20 min"),
        SHARE,
        Kind.SHARE,
        N_(
            "Tickets called within 20 minutes of arrival ÷ all tickets that arrive in the period; "
            "who leaves, is sent home or still waits counts as not within."
        ),
        WAITS,
        better="more",
    ),
    Measure(
        "wait_within_30",
        N_("Called within 30 min"),
        SHARE,
        Kind.SHARE,
        N_(
            "Tickets called within 30 minutes of arrival ÷ all tickets that arrive in the period; "
            "who leaves, is sent home or still waits counts as not within."
        ),
        WAITS,
        better="more",
    ),
    Measure(
        "visits",
        N_("Visits"),
        VISITS,
        Kind.TOTAL,
        N_(
            "Times that a citizen comes to the Center in the period, however the visit ends; one "
            "who stays for the result comes once."
        ),
        PLACES,
    ),
    Measure(
        "visits_per_dossier",
        N_("Visits per dossier"),
        VISITS_PER_DOSSIER,
        Kind.RATIO,
        N_("visits ÷ received; all visits count, those of enquiries and in vain too."),
        BOOKS,
    ),
    Measure(
        "sent_home",
        N_("Sent home at closing"),
        VISITS,
        Kind.TOTAL,
        N_("Arrivals of the period that waited at closing and were sent home unserved."),
        PLACES,
    ),
    Measure(
        "turned_away",
        N_("Turned away at the door"),
        VISITS,
        Kind.TOTAL,
        N_(
            "Arrivals of the period at or after closing or on a closed day, or without a ticket "
            "left."
        ),
        PLACES,
    ),
    Measure(
        "abandoned",
        N_("Left while waiting"),
        VISITS,
        Kind.TOTAL,
        N_("Arrivals of the period that left because the wait reached the citizen's patience."),
        PLACES,
    ),
    Measure(
        "lost",
        N_("Gave up for good"),
        JOBS,
        Kind.TOTAL,
        N_(
            "Visits and collections given up after too many failed trips, the last of which "
            "arrived in the period."
        ),
        PLACES,
    ),
    Measure(
        "trips_in_vain",
        N_("Trips in vain"),
        VISITS,
        Kind.TOTAL,
        N_("Arrivals of the period whose result was not ready."),
        PLACES,
    ),
)

_STATIONS = (
    Measure(
        "queueing_mean",
        N_("Mean time in the queue"),
        OPEN_HOURS,
        Kind.MEAN,
        N_(
            "Mean queueing: open hours from ready to start, over all services (in person or not) "
            "that become ready in the period; unfinished waits run to the moment the citizen went, "
            "else to the horizon."
        ),
        PLACES,
    ),
    Measure(
        "queueing_p90",
        N_("9 in 10 in the queue within"),
        OPEN_HOURS,
        Kind.QUANTILE,
        N_(
            "The 90 % quantile of queueing: open hours from ready to start, over all services (in "
            "person or not) that become ready in the period; unfinished waits run to the moment "
            "the citizen went, else to the horizon."
        ),
        PLACES,
        probability=0.9,
    ),
    Measure(
        "utilization",
        N_("Load of the officers"),
        SHARE,
        Kind.RATIO,
        N_(
            "Seconds worked on duty ÷ seconds on duty, in the period; for a step, field or "
            "station, the seconds that the officers who serve it worked there ÷ all their seconds "
            "on duty (what helpers do there counts for the helpers' group only)."
        ),
        STAFFED,
    ),
    Measure(
        "overtime_hours",
        N_("Overtime"),
        HOURS,
        Kind.TOTAL,
        N_("Hours worked off duty in the period, summed over officers."),
        STAFFED,
    ),
    Measure(
        "signatures_per_day",
        N_("Signatures a working day"),
        PER_WORKING_DAY,
        Kind.RATIO,
        N_("Approvals finished in the period ÷ working days of the period."),
        BOOKS,
    ),
)

_DOSSIERS = (
    Measure(
        "received",
        N_("Dossiers received"),
        DOSSIERS,
        Kind.TOTAL,
        N_("Dossiers accepted in the period."),
        LEDGER,
    ),
    Measure(
        "carried_over",
        N_("Dossiers carried over"),
        DOSSIERS,
        Kind.TOTAL,
        N_("Dossiers accepted before the period and not ready before it."),
        LEDGER,
    ),
    Measure(
        "settled",
        N_("Dossiers settled"),
        DOSSIERS,
        Kind.TOTAL,
        N_("Dossiers ready in the period, those returned for want of a supplement included."),
        LEDGER,
        better="more",
    ),
    Measure(
        "open_at_end",
        N_("Dossiers still open"),
        DOSSIERS,
        Kind.TOTAL,
        N_("Dossiers accepted and not ready at the horizon: received + carried_over − settled."),
        LEDGER,
    ),
    Measure(
        "unaccepted",
        N_("Dossiers not accepted yet"),
        DOSSIERS,
        Kind.TOTAL,
        N_(
            "Dossiers filed, but not accepted at the horizon: they are in no book yet. Online or "
            "by post they wait to be received; at a counter the citizen has come with them, and "
            "waits or will come again."
        ),
        LEDGER,
    ),
    Measure(
        "before_due_rate",
        N_("Before due"),
        SHARE,
        Kind.SHARE,
        N_(
            "Settled on a day before the due day ÷ settled; without a limit, and returned for "
            "want of a supplement, counts as before due."
        ),
        LEDGER,
        better="more",
        by_clock=True,
    ),
    Measure(
        "on_time_rate",
        N_("Before due or on time"),
        SHARE,
        Kind.SHARE,
        N_("(Settled before due + settled on the due day by the due moment) ÷ settled."),
        LEDGER,
        better="more",
        by_clock=True,
    ),
    Measure(
        "on_time_rate_official",
        N_("Official rate"),
        SHARE,
        Kind.SHARE,
        N_(
            "1 − (settled overdue + open at the horizon with the due moment passed) ÷ (received + "
            "carried over)."
        ),
        LEDGER,
        better="more",
        by_clock=True,
    ),
    Measure(
        "on_time_rate_filing",
        N_("Official rate from the filing"),
        SHARE,
        Kind.SHARE,
        N_(
            "1 − (settled late + open or unaccepted at the horizon and late) ÷ (received + carried "
            "over + unaccepted), where late is after the due moment that it would have if it had "
            "been accepted at its filing: when it came online or by post, or the citizen first "
            "came with it, or with its supplement; an extension that it got puts this off too."
        ),
        LEDGER,
        better="more",
        by_clock=True,
    ),
    Measure(
        "before_due_rate_days",
        N_("Before due, limits in days"),
        SHARE,
        Kind.SHARE,
        N_(
            "before_due_rate of the dossiers whose limit is not the same day: of those of the same "
            "day hardly any can be ready before its due day."
        ),
        LEDGER,
        better="more",
        by_clock=True,
    ),
    Measure(
        "on_time_rate_same_day",
        N_("In time, same-day limits"),
        SHARE,
        Kind.SHARE,
        N_("on_time_rate of the dossiers whose limit is the same day."),
        LEDGER,
        better="more",
        by_clock=True,
    ),
    Measure(
        "after_cut_off_share",
        N_("Accepted after the cut-off or closing"),
        SHARE,
        Kind.SHARE,
        N_(
            "Dossiers accepted in the period too late for their clock to start on that day (after "
            "the cut-off, at or after closing, or on no working day) ÷ received."
        ),
        LEDGER,
    ),
    Measure(
        "overdue",
        N_("Dossiers settled late"),
        DOSSIERS,
        Kind.TOTAL,
        N_("Dossiers settled after their due moment."),
        LEDGER,
        by_clock=True,
    ),
    Measure(
        "extended",
        N_("Dossiers with an extension"),
        DOSSIERS,
        Kind.TOTAL,
        N_("Dossiers of the period, settled or open, whose due moment an extension has changed."),
        LEDGER,
        by_clock=True,
        needs=Needs.EXTENSIONS,
    ),
    Measure(
        "before_due_rate_first",
        N_("Before due, by the first date"),
        SHARE,
        Kind.SHARE,
        N_("before_due_rate by the due moments before any extension."),
        LEDGER,
        better="more",
        by_clock=True,
        needs=Needs.EXTENSIONS,
    ),
    Measure(
        "on_time_rate_first",
        N_("Before due or on time, by the first date"),
        SHARE,
        Kind.SHARE,
        N_("on_time_rate by the due moments before any extension."),
        LEDGER,
        better="more",
        by_clock=True,
        needs=Needs.EXTENSIONS,
    ),
    Measure(
        "on_time_rate_official_first",
        N_("Official rate, by the first date"),
        SHARE,
        Kind.SHARE,
        N_("on_time_rate_official by the due moments before any extension."),
        LEDGER,
        better="more",
        by_clock=True,
        needs=Needs.EXTENSIONS,
    ),
    Measure(
        "lateness_p90",
        N_("9 in 10 late by up to"),
        OPEN_HOURS,
        Kind.QUANTILE,
        N_("The 90 % quantile of the open hours from due to ready, over dossiers settled overdue."),
        LEDGER,
        probability=0.9,
        by_clock=True,
    ),
    Measure(
        "cycle_time_mean",
        N_("Mean time to result"),
        OPEN_HOURS,
        Kind.MEAN,
        N_("Mean of the open hours from accepted to ready, over settled dossiers."),
        LEDGER,
    ),
    Measure(
        "cycle_time_p90",
        N_("9 in 10 results within"),
        OPEN_HOURS,
        Kind.QUANTILE,
        N_("The 90 % quantile of the open hours from accepted to ready, over settled dossiers."),
        LEDGER,
        probability=0.9,
    ),
)

CATALOGUE: tuple[Measure, ...] = (*_LOBBY, *_STATIONS, *_DOSSIERS, *APPOINTMENTS)
"""Every measure, in the order of reports and of the arrays of `Measures`."""

PROBABILITIES = {each.name: each.probability for each in CATALOGUE if each.probability is not None}
"""Which quantile each of the quantiles is."""

BY_NAME = {measure.name: measure for measure in CATALOGUE}
"""The entries by the names of measures, without suffix."""


def measure_named(text: str) -> Measure:
    """Return the catalogue's entry of what somebody has typed, whatever a scenario has of it.

    Parameters
    ----------
    text
        Name with or without a suffix, as `MeasureKey` writes it.

    Raises
    ------
    KeyError
        If the catalogue has no such measure; the message gives a near match.

    Examples
    --------
    >>> measure_named("wait_p90.receive/land").unit
    'min'
    """
    name, dot, label = text.partition(".")
    if name not in BY_NAME:
        raise KeyError(no_measure(text, (f"{each}{dot}{label}" for each in BY_NAME)))
    return BY_NAME[name]


def no_measure(text: str, known: Iterable[str]) -> str:
    """Say that there is no measure of a name, with the nearest of those that there are."""
    titled = (each.name for each in CATALOGUE if tidy(_(each.title)) == tidy(text))
    hint = next(map(did_you_mean, titled), "") or near_match(text, known)
    return _("there is no measure {name!r}").format(name=text) + hint
