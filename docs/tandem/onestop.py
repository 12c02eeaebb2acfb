"""The tandem in this simulator, with one of its engines."""

import numpy as np
from numpy.typing import NDArray

from simulator.center import Engine, Outcome, serve
from tandem import Tandem


class OneStop:
    """A visit and a dossier a job, with all that the rules keep of them."""

    def __init__(self, tandem: Tandem, engine: Engine) -> None:
        self._tandem = tandem
        self._engine = engine
        self._outcome: Outcome

    def serve(self) -> None:
        """Serve with the engine."""
        tandem = self._tandem
        self._outcome = serve(tandem.workload, tandem.roster, engine=self._engine)

    def starts(self) -> NDArray[np.int64]:
        """Return the starts of the outcome."""
        return self._outcome.ops.start[self._tandem.services]
