"""A lobby whose log is fitted once for all."""

import pytest

from simulator.records import TicketLog
from simulator.studies.fit.fitting import FittedLobby, fit_lobby
from tests.studies.fit.lobbies import lobby
from tests.studies.fit.simulated import simulated_log


@pytest.fixture(scope="session")
def log() -> TicketLog:
    return simulated_log(lobby())


@pytest.fixture(scope="session")
def fitted(log: TicketLog) -> FittedLobby:
    return fit_lobby(log)
