"""Form II.06a/VPCP/KSTT, "settlement of procedures at the Center", for the reported period.

In: the `Ledger`. Out: `Form`, whole numbers by field and column, with a row of totals. Each column
is counted on its own and the form's identities are then checked, as the clerk who receives the
form checks them. It knows nothing of labels, languages and files.
"""

from dataclasses import dataclass
from enum import IntEnum
from typing import Annotated

import numpy as np
from numpy.typing import NDArray

from simulator.demand.workload import NONE
from simulator.measures.ledger import DossierStanding, Ledger, Origin
from simulator.measures.tallies import COUNT, counted


class FormColumn(IntEnum):
    """Columns of whole numbers, by the number printed on the form; 1 and 2 are texts."""

    RECEIVED = 3
    """Received in all: in the period and carried over."""
    ONLINE = 4
    """Received in the period online."""
    DIRECT_OR_POST = 5
    """Received in the period at the counter or by post."""
    CARRIED_OVER = 6
    """Carried over from the period before."""
    SETTLED = 7
    """Settled in all."""
    BEFORE_DUE = 8
    """Settled before due."""
    ON_TIME = 9
    """Settled on time."""
    OVERDUE = 10
    """Settled overdue."""
    IN_PROCESS = 11
    """In process in all."""
    WITHIN_DUE = 12
    """In process within due."""
    PAST_DUE = 13
    """In process overdue."""


IDENTITIES: dict[FormColumn, tuple[tuple[FormColumn, ...], ...]] = {
    FormColumn.RECEIVED: (
        (FormColumn.ONLINE, FormColumn.DIRECT_OR_POST, FormColumn.CARRIED_OVER),
        (FormColumn.SETTLED, FormColumn.IN_PROCESS),
    ),
    FormColumn.SETTLED: ((FormColumn.BEFORE_DUE, FormColumn.ON_TIME, FormColumn.OVERDUE),),
    FormColumn.IN_PROCESS: ((FormColumn.WITHIN_DUE, FormColumn.PAST_DUE),),
}
"""What each column of a sum must be the sum of: 3 = 4 + 5 + 6 = 7 + 11, 7 = 8 + 9 + 10,
11 = 12 + 13."""


class FormError(AssertionError):
    """A filled form breaks one of its own identities: a defect of the program, not of the input."""


@dataclass(frozen=True, slots=True)
class Form:
    """A filled form."""

    fields: Annotated[tuple[str, ...], "fields"]
    """Keys of the fields, one a row; the row of totals follows them."""
    cells: Annotated[NDArray[np.int64], "fields + 1", len(FormColumn), COUNT]
    """Columns 3 to 13 of each field and, last, of the totals. Shape (fields + 1, 11)."""
    own: Annotated[NDArray[np.int64], "fields + 1", len(FormColumn), COUNT]
    """The same of what the Center's own authorities decide. Shape (fields + 1, 11)."""

    def of_own(self) -> "Form":
        """Return the form of what the Center's own authorities decide."""
        return Form(self.fields, self.own, self.own)

    def column(self, column: FormColumn) -> NDArray[np.int64]:
        """Return one column, the totals last. Shape (fields + 1,)."""
        return self.cells[:, column - FormColumn.RECEIVED]

    def check(self) -> None:
        """Check every identity in every row.

        Raises
        ------
        FormError
            If one does not hold; the message names row and numbers.
        """
        for whole, sums in IDENTITIES.items():
            for parts in sums:
                total = sum(self.column(part) for part in parts)
                for row in np.flatnonzero(self.column(whole) != total):
                    name = (*self.fields, "total")[row]
                    addends = " + ".join(f"{self.column(part)[row]}" for part in parts)
                    columns = " + ".join(f"{part:d}" for part in parts)
                    raise FormError(
                        f"form II.06a, row {name!r}: column {whole:d} = {columns} does not hold: "
                        f"{self.column(whole)[row]} is not {addends}"
                    )


def form_of(ledger: Ledger, fields: tuple[str, ...]) -> Form:
    """Fill in the form and check it.

    Parameters
    ----------
    ledger
        The dossiers of the period.
    fields
        Keys of the fields, as the ledger counts them.

    Raises
    ------
    FormError
        If an identity of the form does not hold.
    """
    cells = _cells(ledger, len(fields))
    form = Form(fields, cells=cells.sum(axis=0), own=cells[1])
    form.check()
    form.of_own().check()
    return form


def _cells(ledger: Ledger, rows: int) -> NDArray[np.int64]:
    """Count the dossiers of others and the own, by field and in all. Shape (2, fields + 1, 11)."""
    # The sums 3, 7 and 11 are counted apart from their parts, so that the check means something.
    place = (ledger.is_own, 2), (ledger.field, rows)
    in_process, settled = counted((ledger.ready != NONE, 2), *place)
    online, direct_or_post, carried_over = counted((ledger.origin, len(Origin)), *place)
    before_due, on_time, overdue, within_due, past_due = counted(
        (ledger.standing, len(DossierStanding)), *place
    )
    columns = {
        FormColumn.RECEIVED: counted(*place),
        FormColumn.ONLINE: online,
        FormColumn.DIRECT_OR_POST: direct_or_post,
        FormColumn.CARRIED_OVER: carried_over,
        FormColumn.SETTLED: settled,
        FormColumn.BEFORE_DUE: before_due,
        FormColumn.ON_TIME: on_time,
        FormColumn.OVERDUE: overdue,
        FormColumn.IN_PROCESS: in_process,
        FormColumn.WITHIN_DUE: within_due,
        FormColumn.PAST_DUE: past_due,
    }
    by_field = np.stack([columns[column] for column in FormColumn], axis=-1)
    return np.concatenate([by_field, by_field.sum(axis=1, keepdims=True)], axis=1)
