"""The page of `onestop check --warm-up`: what a Center that begins empty lacks, and what cures it.

In: a `WarmUp`. Out: sections for people, and data for programs. It finds nothing out.
"""

from collections.abc import Iterator, Mapping, Sequence

from simulator.language import N_, _
from simulator.reports.document import Block, Items, Row, Section, Table, Text, Tone
from simulator.reports.figures import (
    COUNT,
    MINUTES,
    PERCENT,
    ROUND_PERCENT,
    Unit,
    counted,
    day,
    interval,
    mean,
    number,
)
from simulator.reports.labels import in_words
from simulator.studies.warm_up import (
    LEAST,
    WEEK,
    WEEK_SHARE,
    Followed,
    Gap,
    Left,
    WarmUp,
)

LEAST_WEEKS, MORE_WEEKS, ALL_WEEKS = 4, 2, 8
"""Weeks that are listed: at least, beyond the recommended warm-up, and where there is none."""

HEADS = {
    Followed.WAIT: N_("mean wait, min"),
    Followed.IN_PROCESS: N_("dossiers in process"),
    Followed.CYCLE_TIME: N_("time to result, open hours"),
    Followed.ON_TIME: N_("on-time rate, points"),
}
UNITS = {
    Followed.WAIT: Unit(""),
    Followed.IN_PROCESS: COUNT,
    Followed.CYCLE_TIME: Unit(""),
    Followed.ON_TIME: Unit("", scale=100.0),
}

_NARROWEST = 8  # Columns of a number: the longest word of its head.

_RARE = N_(
    "Where only one or two replications lack anything, there is no interval: it is judged as if it "
    "happened in as many years as it may."
)

_LESS = {
    Followed.WAIT: N_("citizens wait {amount} less ({share})"),
    Followed.IN_PROCESS: N_("{amount} dossiers fewer are in process ({share})"),
}
_MORE = {
    Followed.WAIT: N_("citizens wait {amount} more ({share})"),
    Followed.IN_PROCESS: N_("{amount} dossiers more are in process ({share})"),
}


def warm_up_blocks(found: WarmUp) -> list[Block]:
    """Say what the pilot replications have shown, at the end of a check.

    Parameters
    ----------
    found
        What was found out.
    """
    tried = _(
        "{replications} from {first} to {last} (seed {seed}), set against the same citizens in a "
        "Center that has been open for a year"
    ).format(
        replications=counted("{n} replication", "{n} replications", found.replications),
        first=day(found.first_day),
        last=day(found.last_day),
        seed=found.seed,
    )
    return [
        Section(_("Warm-up"), [Items([Text(tried, Tone.QUIET)])]),
        *([*_weeks(found), *_warm_ups(found)] if found.own.period else []),
        _verdict(found),
    ]


def warm_up_data(found: WarmUp) -> dict[str, object]:
    """Return what was found for programs; it is JSON."""
    return {
        "seed": found.seed,
        "replications": found.replications,
        "first_day": found.first_day.isoformat(),
        "last_day": found.last_day.isoformat(),
        "scenario_days": found.own.days,
        "scenario_is_enough": found.own_is_enough,
        "recommended_days": found.recommended_days,
        "scenario": _left_data(found.own),
        "tried": [_left_data(left) for left in found.tried],
    }


def _left_data(left: Left) -> dict[str, object]:
    return {
        "days": left.days,
        "enough": left.is_enough,
        "period": {followed.value: _gap_data(gap) for followed, gap in left.period.items()},
        "weeks": {
            followed.value: [_gap_data(gap) for gap in weeks]
            for followed, weeks in left.weeks.items()
        },
    }


def _gap_data(gap: Gap) -> dict[str, object]:
    return {
        "usual": gap.usual if gap.is_known else None,
        "lacking": gap.lacking.data(),
        "tolerance": gap.tolerance if gap.is_known else None,
    }


def lacking_text(gaps: Mapping[Followed, Gap]) -> str:
    """Say how much less citizens wait, and how many dossiers are not there.

    Examples
    --------
    >>> from simulator.measures import Estimate, Method
    >>> gap = Gap(24.0, Estimate(12.0, 11.5, 12.5, 10, Method.T), 1.2)
    >>> lacking_text({Followed.WAIT: gap})
    'citizens wait 12.0 min less (50 %)'
    """
    units = {Followed.WAIT: MINUTES, Followed.IN_PROCESS: COUNT}
    texts = [
        _((_MORE if gap.lacking.mean < 0 else _LESS)[followed]).format(
            amount=_amount(gap, units[followed]).removeprefix("−"),
            share=number(abs(gap.lacking_share), ROUND_PERCENT),
        )
        for followed, gap in gaps.items()
        if gap.is_known
    ]
    return in_words(texts, most=len(texts))


def _weeks(found: WarmUp) -> list[Block]:
    """List week by week what a Center that began empty lacks."""
    days = found.recommended_days
    most = ALL_WEEKS if days is None else max(LEAST_WEEKS, days // WEEK + MORE_WEEKS)
    weeks = found.tried[0].weeks
    heads = [_("Less in")]
    for each in weeks:
        heads += [_(HEADS[each]), _("95 % interval"), _("usual")]
    rows: list[Row] = [
        (_("week {n}").format(n=n), *_week_cells(dict(zip(weeks, gaps, strict=True))))
        for n, gaps in enumerate(zip(*weeks.values(), strict=True), start=1)
    ]
    begun = _(
        "Without a warm-up, in week {n} {lacking} than in a Center that has been open for a year."
    )
    return [Items([begun.format(**first_week(weeks))]), _table(heads, rows[:most])]


def first_week(weeks: Mapping[Followed, Sequence[Gap]]) -> dict[str, object]:
    """Return number and text of the first week in which anything is known: doors may be shut."""
    index = min(next(n for n, gap in enumerate(gaps) if gap.is_known) for gaps in weeks.values())
    lacking = {followed: gaps[index] for followed, gaps in weeks.items()}
    return {"n": index + 1, "lacking": lacking_text(lacking)}


def _week_cells(gaps: Mapping[Followed, Gap]) -> Iterator[Text]:
    for followed, gap in gaps.items():
        unit = UNITS[followed]
        yield Text(_amount(gap, unit))
        yield Text(_interval(gap, unit), Tone.QUIET)
        yield Text(number(gap.usual, unit), Tone.QUIET)


def _interval(gap: Gap, unit: Unit) -> str:
    unlike = gap.lacking.unlike
    if unlike and unlike.times:
        return _("in {times} of {n}").format(times=unlike.times, n=unlike.of)
    return interval(gap.lacking, unit)


def _is_rare(gap: Gap) -> bool:
    return gap.lacking.unlike is not None and gap.lacking.unlike.times > 0


def _warm_ups(found: WarmUp) -> list[Block]:
    """List what each warm-up leaves; what matters is marked."""
    heads = [
        _("With a warm-up of"),
        *(_(HEADS[followed]) for followed in found.own.period),
        *(
            _("first week: {what}").format(what=_(HEADS[followed]))
            for followed in found.own.first_week
        ),
    ]
    all_left = (*found.tried, found.own)
    by_days = {left.days: left for left in all_left}
    rows: list[Row] = []
    for days, left in sorted(by_days.items()):
        name = counted("{n} day", "{n} days", days)
        gaps = [*left.period.items(), *left.first_week.items()]
        rows.append(
            (
                _("{days}, the scenario's").format(days=name) if days == found.own.days else name,
                *(_marked(gap, UNITS[followed]) for followed, gap in gaps),
            )
        )
    judged = _(
        "Less than in a Center that has been open for a year; − is more. ! marks what, with its "
        "95 % interval, may exceed {period} of the usual in the period, {points} percentage points "
        "of a rate, or {week} of the usual in the first week; what stays, with it, below "
        "{minutes}, {dossiers} dossiers or {hours} open hours never is. {replications} may miss a "
        "backlog that up to {unseen} of the years have."
    ).format(
        replications=counted("{n} replication", "{n} replications", found.replications),
        unseen=number(found.unseen_share, ROUND_PERCENT),
        period=number(found.period_share, PERCENT),
        week=number(WEEK_SHARE, ROUND_PERCENT),
        points=number(LEAST[Followed.ON_TIME], Unit("", scale=100.0)),
        minutes=number(LEAST[Followed.WAIT], MINUTES),
        dossiers=number(LEAST[Followed.IN_PROCESS], Unit("")),
        hours=number(LEAST[Followed.CYCLE_TIME], Unit("")),
    )
    is_any_rare = any(_is_rare(gap) for left in all_left for gap in left.gaps)
    notes = [judged, *([_(_RARE)] if is_any_rare else [])]
    return [_table(heads, rows), Items([Text(note, Tone.QUIET) for note in notes])]


def _marked(gap: Gap, unit: Unit) -> Text:
    text = _amount(gap, unit)
    return Text(text) if gap.is_little else Text(f"! {text}", Tone.UNCLEAR)


def _amount(gap: Gap, unit: Unit) -> str:
    has_interval = gap.lacking.low is not None
    return mean(gap.lacking, unit) if has_interval else number(gap.lacking.mean, unit)


def _table(heads: Sequence[str], rows: Sequence[Row]) -> Table:
    numbers = range(1, len(heads))
    widths = (0, *(_NARROWEST for _number in numbers))
    return Table("", tuple(heads), tuple(rows), frozenset(numbers), widths=widths, is_wide=True)


def _verdict(found: WarmUp) -> Text:
    has = counted("{n} day", "{n} days", found.own.days)
    days = found.recommended_days
    if days is None:
        return Text(_without_advice(found, has), Tone.UNCLEAR)
    asked = counted("{n} day", "{n} days", days)
    if found.own_is_enough:
        enough = _("✓ Recommended warm-up: {asked}. The scenario has {has}, which is enough.")
        return Text(enough.format(asked=asked, has=has), Tone.MET)
    missing = _(
        "! Recommended warm-up: {asked}. The scenario has {has}: write {setting} in its period"
    )
    setting = f"`warm_up: {days} days`"
    return Text(missing.format(asked=asked, has=has, setting=setting), Tone.UNCLEAR)


def _without_advice(found: WarmUp, has: str) -> str:
    """Say why no warm-up is recommended."""
    if found.tried[-1].is_enough:  # as far as a period shows it that is too short for it
        return _(
            "! No warm-up is enough: the officers cannot carry the load, and the Center fills for "
            "ever; what is reported depends on how long it has been open. The scenario has {has}."
        ).format(has=has)
    longest = found.tried[-1]
    weeks = counted("{n} week", "{n} weeks", longest.days // WEEK)
    if not found.goes_on_filling:
        return _(
            "! No warm-up can be recommended: after one of {weeks} little is lacking on average, "
            "but the replications differ too much to be sure. The scenario has {has}."
        ).format(weeks=weeks, has=has)
    first_week = longest.first_week
    much = {followed: gap for followed, gap in first_week.items() if gap.is_much}
    return _(
        "! No warm-up is enough: after one of {weeks}, {lacking} in the first week of the period "
        "than in a Center that has been open for a year. Either the officers cannot carry the "
        "load, and the Center fills for ever, or it fills very slowly; what is reported depends "
        "on how long it has been open. The scenario has {has}."
    ).format(weeks=weeks, lacking=lacking_text(much or first_week), has=has)
