"""The form's identities hold on any outcome, and its columns equal a plain count."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.center.outcome import JobEnd
from simulator.demand.workload import DAY, FAR, NONE, Channel
from simulator.measures import FormColumn, FormError
from simulator.measures.form import form_of
from simulator.measures.ledger import ledger_of

HORIZON = 4 * DAY
# Round moments, so that ready, due, period start and horizon often coincide.
MOMENTS = st.integers(0, 15).map(lambda quarter: quarter * DAY // 4)
DOSSIERS = st.tuples(
    st.integers(0, 1),
    st.sampled_from(Channel),
    st.none() | MOMENTS,
    st.sampled_from([FAR, HORIZON, HORIZON - 1]) | MOMENTS,
    st.none() | MOMENTS,
    st.booleans(),
)


def plain_columns(channel, accepted, due, ready, *, returned) -> set[FormColumn]:
    """The columns in which a clerk would enter one dossier."""
    if accepted is None or (ready is not None and ready < DAY):
        return set()
    columns = {FormColumn.RECEIVED}
    if accepted < DAY:
        columns.add(FormColumn.CARRIED_OVER)
    elif channel is Channel.ONLINE:
        columns.add(FormColumn.ONLINE)
    else:
        columns.add(FormColumn.DIRECT_OR_POST)
    if ready is None:
        late = due < HORIZON
        return columns | {
            FormColumn.IN_PROCESS,
            FormColumn.PAST_DUE if late else FormColumn.WITHIN_DUE,
        }
    columns.add(FormColumn.SETTLED)
    if returned or due == FAR or ready < (due - 1) // DAY * DAY:
        return columns | {FormColumn.BEFORE_DUE}
    return columns | {FormColumn.ON_TIME if ready <= due else FormColumn.OVERDUE}


@settings(derandomize=True, deadline=None)
@given(dossiers=st.lists(DOSSIERS, max_size=30))
def test_every_column_is_what_a_clerk_would_enter(build, dossiers) -> None:
    center = build()
    expected = np.zeros((3, len(FormColumn)), np.int64)
    for field, channel, accepted, due, wait, returned in dossiers:
        ready = None if accepted is None or wait is None else accepted + wait
        ready = None if ready is None or ready >= HORIZON else ready
        ended = JobEnd.RETURNED if returned and ready is not None else JobEnd.DONE
        center.dossier(
            field,
            NONE if accepted is None else accepted,
            NONE if accepted is None else due,
            NONE if ready is None else ready,
            channel=channel,
            ended=ended,
        )
        entered = plain_columns(channel, accepted, due, ready, returned=returned)
        for column in entered:
            expected[[field, 2], column - FormColumn.RECEIVED] += 1
    form = center.measure().form
    form.check()
    assert form.cells.tolist() == expected.tolist()


@pytest.mark.parametrize("column", FormColumn)
def test_a_miscount_in_any_column_names_row_and_numbers(center, column) -> None:
    center.dossier(1, accepted=center.at(1, "09:00"), due=FAR, ready=center.at(1, "10:00"))
    form = center.measure().form
    cells = form.cells.copy()
    cells[1, column - FormColumn.RECEIVED] += 5
    with pytest.raises(FormError, match=r"row 'justice': column \d+ = .* does not hold: \d+ is"):
        dataclasses.replace(form, cells=cells).check()


def test_a_miscount_in_the_totals_is_noticed(center) -> None:
    form = center.measure().form
    cells = form.cells.copy()
    cells[-1, 0] = 1
    with pytest.raises(FormError, match=r"row 'total': column 3 = 4 \+ 5 \+ 6 does not hold"):
        dataclasses.replace(form, cells=cells).check()


def test_what_the_own_authorities_decide_is_counted_apart(center) -> None:
    for field, ready in ((0, NONE), (1, NONE), (1, center.at(2, "09:00"))):
        center.dossier(field, center.at(1, "09:00"), FAR, ready)
    ledger = ledger_of(center.workload(), center.outcome())
    form = form_of(dataclasses.replace(ledger, is_own=ledger.field == 1), center.fields)
    assert form.column(FormColumn.RECEIVED).tolist() == [1, 2, 3]
    assert form.of_own().column(FormColumn.RECEIVED).tolist() == [0, 2, 2]
    assert form.of_own().column(FormColumn.SETTLED).tolist() == [0, 1, 1]
