"""What can go wrong with a server, each in one function: broken, and whole again at its end."""

import asyncio
import random
import signal
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from game.admin.bench.faults.disk import Disk
from game.admin.bench.faults.proxy import Proxy
from game.admin.bench.serving import Server
from game.admin.cluster.postgres import Postgres
from game.admin.cluster.processes import Process

STOPPED = 10.0  # seconds for which a process stands still
AWAY = 2.0  # for which a database, a disk or a way is away
ONE_OF_TWO = "one of two servers killed"
WORKER_KILLED = "worker killed"
LATE = 12.0  # by which what a browser says is late: longer than it waits


@dataclass(frozen=True)
class Machine:
    """What a game runs on: `postgres` for one database, `disk` where one can be filled.

    Of several servers the first one is broken; the others go on. `worker` is the only one, if the
    server has none of its own.
    """

    server: Server
    proxy: Proxy
    postgres: Postgres | None
    disk: Disk | None
    worker: Process | None = None

    def bears(self, fault: str) -> bool:
        """Whether there is what this breaks."""
        break_ = FAULTS[fault]
        return not (
            (break_ is kill_database and self.postgres is None)
            or (fault == ONE_OF_TWO and self.postgres is None)
            or (break_ is fill_disk and self.disk is None)
            or (break_ is kill_worker and self.worker is None)
        )


async def kill(machine: Machine) -> None:
    """Kill -9 of the server, and its start."""
    machine.server.end(signal.SIGKILL)
    await asyncio.to_thread(machine.server.start)


async def stop(machine: Machine) -> None:
    """Let the server stand still for a while."""
    machine.server.tell(signal.SIGSTOP)
    await asyncio.sleep(STOPPED)
    machine.server.tell(signal.SIGCONT)


async def kill_database(machine: Machine) -> None:
    """Kill -9 of PostgreSQL with all its processes, and its start."""
    assert machine.postgres is not None
    await asyncio.to_thread(machine.postgres.kill)
    await asyncio.sleep(AWAY)
    await asyncio.to_thread(machine.postgres.start)


async def kill_worker(machine: Machine) -> None:
    """Kill -9 of the worker, in the middle of a face or a verdict, and the start of another."""
    assert machine.worker is not None
    machine.worker.end(signal.SIGKILL)
    await asyncio.to_thread(machine.worker.start)


async def fill_disk(machine: Machine) -> None:
    """Not a byte is left on the store's disk for a while."""
    assert machine.disk is not None
    await asyncio.to_thread(machine.disk.fill)
    await asyncio.sleep(AWAY)
    machine.disk.free()
    if machine.postgres is not None and not machine.postgres.runs:  # which gives up, in time
        await asyncio.to_thread(machine.postgres.start)


async def cut(machine: Machine) -> None:
    """Every connection breaks, whatever is on its way, and none is taken for a while."""
    machine.proxy.cut()
    await asyncio.sleep(random.uniform(0, 1))
    machine.proxy.shut(True)
    await asyncio.sleep(AWAY)
    machine.proxy.shut(False)


async def delay(machine: Machine) -> None:
    """Half of all connections are so late that browsers give up, and say again what arrives."""
    machine.proxy.delay = LATE
    await asyncio.sleep(LATE)
    machine.proxy.delay = 0.0


FAULTS: Mapping[str, Callable[[Machine], Awaitable[None]]] = {
    "server killed": kill,
    ONE_OF_TWO: kill,
    "server stopped": stop,
    "database killed": kill_database,
    WORKER_KILLED: kill_worker,
    "disk full": fill_disk,
    "connections cut": cut,
    "connections late": delay,
}
