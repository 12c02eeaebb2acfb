"""A Dask cluster as a pool.

In: where its scheduler listens. Out: a `Pool`, or a `PoolError` that says why there is none. The
files and settings of TLS are those of `distributed` itself. A cluster is trusted: what goes there
and comes back are pickles.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any, TypeVar

from simulator.language import _
from simulator.results.program import identity
from simulator.studies.pools import Pool, PoolError

Result = TypeVar("Result")

CONNECT_SECONDS = 10
"""How long a scheduler may take to answer."""


class Cluster(Pool):
    """The workers of a Dask cluster.

    Parameters
    ----------
    address
        Of its scheduler, as tcp://scheduler:8786.

    Raises
    ------
    PoolError
        If `distributed` is not installed, nobody answers there, there is no worker, or one has
        another version of the program.
    """

    def __init__(self, address: str) -> None:
        try:
            import distributed  # noqa: PLC0415  # an extra, and seconds to load
        except ImportError as error:
            told = _("--cluster needs the extra: pip install 'onestop-simulator[cluster]'")
            raise PoolError(told) from error
        client: Any = distributed.Client  # has no types
        try:
            asyncio.run(_reach(distributed, address))
            self._client = client(address, timeout=CONNECT_SECONDS, set_as_default=False)
        except (OSError, TypeError, ValueError) as error:
            told = _("no scheduler answers at {address}: {reason}")
            lacks_tls = address.startswith("tls:") and isinstance(error, TypeError)
            reason = _("TLS needs certificates, see docs/yearly-plan.md") if lacks_tls else error
            raise PoolError(told.format(address=address, reason=reason)) from error
        try:
            self.workers = sum(self._client.nthreads().values())
            self._refuse_others(address)
        except BaseException:
            self._client.close()
            raise
        self._executor: Executor = self._client.get_executor()

    def _refuse_others(self, address: str) -> None:
        """Refuse a cluster without workers, and one whose numbers could be others."""
        if not self.workers:
            told = _("the cluster at {address} has no workers: start some with `dask worker`")
            raise PoolError(told.format(address=address))
        answers = self._client.run(identity, on_error="return")
        for worker, version in answers.items():
            if version != identity():
                told = _("the worker {worker} has version {own}, this is {version}: install this")
                raise PoolError(told.format(worker=worker, own=version, version=identity()))

    def submit(self, function: Callable[..., Result], *arguments: Any) -> Future[Result]:
        """Have a worker call a function."""
        return self._executor.submit(function, *arguments)

    def renew(self) -> None:
        """Do nothing: the scheduler replaces workers by itself, and gives their work to others."""

    def close(self, *, at_once: bool) -> None:
        """Leave the cluster; its workers stay."""
        self._executor.shutdown(wait=not at_once)
        self._client.close()


async def _reach(distributed: Any, address: str) -> None:
    """Connect to a scheduler once: a client that cannot do so leaves threads that complain."""
    security = distributed.Security().get_connection_args("client")
    comm = await distributed.comm.connect(address, timeout=CONNECT_SECONDS, **security)
    await comm.close()
