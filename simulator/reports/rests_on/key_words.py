"""Key words: what the keys of a scenario are called in a report.

In: nothing. Out: tables of English texts, by key, to be put through `_` where they are shown.
"""

from simulator.language import N_

SECTIONS = {
    "period": N_("Period"),
    "calendar": N_("Opening hours"),
    "calendars": N_("Calendars of agencies and shifts"),
    "demand": N_("Demand"),
    "procedures": N_("Procedures"),
    "citizens": N_("Citizens"),
    "queues": N_("Queues"),
    "staff": N_("Officers"),
    "seal": N_("Second seal"),
    "courier": N_("Courier"),
    "scores": N_("Scores"),
}
"""Sections of a scenario, in the order of reports."""

CALENDAR = {
    "country": N_("Public holidays"),
    "hours": N_("Hours"),
    "changes": N_("Other hours for a time"),
    "days_off": N_("Days off"),
    "work_days": N_("Worked days beside those of the week"),
    "cut_off": N_("Cut-off of the dossier clock"),
    "week": N_("Days of the week that can be working days"),
}

DEMAND = {
    "growth": N_("Growth of every volume, factor"),
    "scale_to": N_("Volumes scaled to"),
    "months": N_("Months, relative volume"),
    "weekdays": N_("Weekdays, relative volume"),
    "hours": N_("Visits by hour of arrival, relative"),
    "online_hours": N_("Online filings by hour, relative"),
    "day_cv": N_("Busy and quiet days, cv of a common factor"),
    "surges": N_("Surges"),
    "enquiries": N_("Visits that only ask"),
}

PROCEDURES = {
    "field": N_("Field"),
    "volume": N_("Dossiers"),
    "limit": N_("Limit"),
    "channels": N_("Ways in, shares"),
    "bundle": N_("Dossiers that one visit brings, chances"),
    "on_the_spot": N_("The citizen waits through all steps"),
    "back_office": N_("Appraised and approved at"),
    "incomplete": N_("Sent back incomplete at reception, chance each time"),
    "supplement": N_("Supplement asked for at appraisal"),
    "correction": N_("Sent back to appraisal by the approver, chance"),
    "consult": N_("Other agencies asked"),
}

CITIZENS = {
    "comes_back": N_("Comes with missing papers after"),
    "collects": N_("Ways to collect, shares"),
    "collects_on": N_("Collects after"),
    "collects_after": N_("Time from then until collected"),
    "patience": N_("Patience in the queue"),
    "leaves": N_("Leaves"),
    "call_out": N_("Time that a ticket called in vain costs"),
    "retries": N_("Further trips before giving up"),
    "priority": N_("Called before others, shares of visits"),
}

QUEUES = {
    "discipline": N_("Next is"),
    "at_break": N_("Work at the end of a duty"),
    "closing": N_("Citizens waiting at closing"),
    "tickets_per_day": N_("Most tickets a day"),
    "target_wait": N_("Target wait"),
    "hurry": N_("Hurry, exponent"),
}

STAFF = {
    "officers": N_("Officers"),
    "serves": N_("Serves"),
    "helps": N_("Helps while nobody waits there"),
    "calendar": N_("Calendar of the duty"),
    "chooses": N_("Chooses between stations by"),
    "speed": N_("Speed"),
    "other_duties": N_("Other duties, share of the time"),
    "leave": N_("Leave a year"),
    "sick": N_("Sick, chance a working day"),
    "changes": N_("Changes of the number"),
    "cost": N_("Cost a year and officer"),
}

AREAS = {
    "direction": N_("Direction and management"),
    "institutions": N_("Institutional reform"),
    "procedures": N_("Procedure reform"),
    "organisation": N_("Organisational reform"),
    "one_stop": N_("One-stop and inter-agency one-stop mechanism"),
    "finance": N_("Public finance"),
    "modernisation": N_("Modernisation"),
    "civil_servants": N_("Quality of civil servants"),
}
"""Areas of the PAR INDEX."""

SCORES = {
    "decision_766.transparency": N_("Decision 766, transparency, points"),
    "decision_766.progress": N_("Decision 766, progress, points"),
    "decision_766.digitisation": N_("Decision 766, digitisation, points"),
    "decision_766.online": N_("Decision 766, services online, points"),
    "decision_766.satisfaction": N_("Decision 766, satisfaction, points"),
    "one_stop.points": N_("One-stop evaluation, points of a criterion"),
    "one_stop.time": N_("One-stop evaluation, band of criterion 1, total time"),
    "one_stop.contacts": N_("One-stop evaluation, band of criterion 3, number of contacts"),
    "one_stop.five_steps": N_("One-stop evaluation, band of criterion 5, five steps"),
    "one_stop.grades": N_("One-stop evaluation, least totals of the grades"),
    "par_index.on_time": N_("PAR INDEX, band of the on-time rate"),
    "par_index.year": N_("PAR INDEX, year"),
    "par_index.total": N_("PAR INDEX, total"),
    "par_index.districts": N_("PAR INDEX, districts ranked"),
    "par_index.rank": N_("PAR INDEX, rank"),
    "par_index.target_rank": N_("PAR INDEX, rank aimed at"),
    "par_index.areas.maximum": N_("PAR INDEX, most points of the area"),
    "par_index.areas.points": N_("PAR INDEX, points of the area"),
    "par_index.areas.target": N_("PAR INDEX, points aimed at in the area"),
}

KEYS = {
    "period": {
        "from": N_("First day"),
        "to": N_("Last day"),
        "warm_up": N_("Warm-up"),
    },
    "calendar": CALENDAR,
    "calendars": CALENDAR,
    "demand": DEMAND,
    "procedures": PROCEDURES,
    "citizens": CITIZENS,
    "queues": QUEUES,
    "staff": STAFF,
    "seal": {"at": N_("Kept at")},
    "courier": {
        "to_headquarters": N_("Departures to headquarters"),
        "to_center": N_("Departures to the Center"),
        "trip": N_("Length of one way"),
        "calendar": N_("Calendar of the trips"),
    },
    "scores": SCORES,
}
"""Names of the values of each section, by what follows section and name of the thing."""

WORDS = {
    "none": N_("none"),
    "same day": N_("same day"),
    "fifo": N_("the first to be ready"),
    "due-date": N_("the first to be due"),
    "finish": N_("is finished"),
    "pause": N_("pauses"),
    "serve-all": N_("are all served"),
    "send-home": N_("are sent home"),
    "center": N_("the Center"),
    "headquarters": N_("headquarters"),
    "slip": N_("the date on the slip"),
    "notice": N_("the notice"),
    "openly": N_("openly"),
    "silently": N_("silently, the ticket stays"),
    "first-come": N_("who came first"),
    "target": N_("the target wait"),
    "counter": N_("counter"),
    "online": N_("online"),
    "post": N_("post"),
    "chance": N_("chance"),
    "never": N_("never"),
    "takes": N_("takes"),
    "volume": N_("volume"),
    "visits": N_("visits"),
    "dossiers": N_("dossiers"),
    "fields": N_("fields"),
    "from": N_("from"),
    "to": N_("to"),
    "factor": N_("factor"),
    "officers": N_("officers"),
    "hours": N_("hours"),
    "every-day": N_("every day"),
    "exponential": N_("exponential"),
    "gamma": N_("gamma"),
    "lognormal": N_("lognormal"),
    "weibull": N_("Weibull"),
    "triangular": N_("triangular"),
    "uniform": N_("uniform"),
    "quantiles": N_("by quantiles"),
    "empirical": N_("measured times"),
    "mean": N_("mean"),
    "cv": N_("cv"),
    "low": N_("low"),
    "mode": N_("mode"),
    "high": N_("high"),
    "file": N_("file"),
    "column": N_("column"),
    "early": N_("all points from a share before due of"),
    "in_time": N_("half of them from a share in time of"),
    "once": N_("once"),
    "more": N_("more often"),
    "full_from": N_("all points from"),
    "none_below": N_("none below"),
    "points": N_("points"),
    "excellent": N_("excellent"),
    "good": N_("good"),
    "fair": N_("fair"),
    "average": N_("average"),
    "full": N_("all there are"),
}
"""Words of the scenario language inside values."""

UNITS = {
    "s": N_("{number} s"),
    "min": N_("{number} min"),
    "h": N_("{number} h"),
    "days": N_("{number} days"),
    "working days": N_("{number} working days"),
    "working hours": N_("{number} working hours"),
    "%": N_("{number} %"),
    "per year": N_("{number} per year"),
    "per month": N_("{number} per month"),
    "per working day": N_("{number} per working day"),
    "per hour": N_("{number} per hour"),
    "per min": N_("{number} per min"),
}
"""Quantities, by what follows the number."""
