"""The catalogue's entries of appointments: how who has one fares beside who has none, and places.

In: nothing. Out: `APPOINTMENTS`, of Centers whose visits can be booked. Words are those of the
catalogue.
"""

from functools import partial

from simulator.language import N_
from simulator.measures.measure import PLACES, Kind, Measure, Needs
from simulator.measures.quantities import MINUTES, PLACES_OF_SLOTS, SHARE, VISITS

_measure = partial(Measure, scopes=PLACES, needs=Needs.APPOINTMENTS)

APPOINTMENTS = (
    _measure(
        "booked_wait_mean",
        N_("Mean wait with an appointment"),
        MINUTES,
        Kind.MEAN,
        N_(
            "Mean wait of citizens with an appointment: minutes from the slot, or from the "
            "arrival of who is late within the grace, to the call, over all their tickets of "
            "the period; who leaves or is sent home counts with the time waited, who still "
            "waits at the horizon with the time until then."
        ),
    ),
    _measure(
        "booked_within_5",
        N_("With an appointment, called within 5 min"),
        SHARE,
        Kind.SHARE,
        N_(
            "Tickets of citizens with an appointment called within 5 minutes of the slot, or of "
            "the arrival of who is late within the grace ÷ all their tickets of the period; who "
            "leaves, is sent home or still waits counts as not within."
        ),
        better="more",
    ),
    _measure(
        "booked_within_15",
        N_("With an appointment, called within 15 min"),
        SHARE,
        Kind.SHARE,
        N_(
            "Tickets of citizens with an appointment called within 15 minutes of the slot, or "
            "of the arrival of who is late within the grace ÷ all their tickets of the period; "
            "who leaves, is sent home or still waits counts as not within."
        ),
        better="more",
    ),
    _measure(
        "walk_in_wait_mean",
        N_("Mean wait of walk-ins"),
        MINUTES,
        Kind.MEAN,
        N_(
            "Mean wait of citizens without an appointment at the stations that have slots: "
            "minutes from arrival to the call, over all their tickets that arrive in the "
            "period; who leaves or is sent home counts with the time waited, who still waits at "
            "the horizon with horizon − arrival."
        ),
    ),
    _measure(
        "walk_in_within_5",
        N_("Walk-ins called within 5 min"),
        SHARE,
        Kind.SHARE,
        N_(
            "Tickets of citizens without an appointment called within 5 minutes of arrival, at "
            "the stations that have slots ÷ all such tickets that arrive in the period; who "
            "leaves, is sent home or still waits counts as not within."
        ),
        better="more",
    ),
    _measure(
        "walk_in_within_15",
        N_("Walk-ins called within 15 min"),
        SHARE,
        Kind.SHARE,
        N_(
            "Tickets of citizens without an appointment called within 15 minutes of arrival, at "
            "the stations that have slots ÷ all such tickets that arrive in the period; who "
            "leaves, is sent home or still waits counts as not within."
        ),
        better="more",
    ),
    _measure(
        "appointments",
        N_("Appointments"),
        VISITS,
        Kind.TOTAL,
        N_("Places taken of the slots of the period, whoever comes to them."),
    ),
    _measure(
        "fully_booked",
        N_("Found no appointment"),
        VISITS,
        Kind.TOTAL,
        N_(
            "Visits that want an appointment in the period and find no place free up to the "
            "last day that can be booked: they come as walk-ins, or not at all, as the scenario "
            "has it."
        ),
    ),
    _measure(
        "no_shows",
        N_("Booked and never came"),
        VISITS,
        Kind.TOTAL,
        N_("Appointments of the period whose citizen neither comes to them nor comes later."),
    ),
    _measure(
        "slots_missed",
        N_("Places booked in vain"),
        PLACES_OF_SLOTS,
        Kind.TOTAL,
        N_(
            "Places of the slots of the period that are booked, and whose citizen comes later "
            "than the grace, later as a walk-in, or never."
        ),
    ),
    _measure(
        "slots_unused",
        N_("Places left unused"),
        PLACES_OF_SLOTS,
        Kind.TOTAL,
        N_(
            "Places of all slots of the period less the appointments that are kept: nobody has "
            "booked them, or they are booked in vain."
        ),
    ),
)
