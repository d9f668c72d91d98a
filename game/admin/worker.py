"""A worker: makes faces and judges them for servers on any machine, by jobs of PostgreSQL's queue.

A job that is lost costs nothing: whoever waits puts it in again, and what a dead worker was at is
taken up by another.
"""

import asyncio
import logging
import signal
import threading
import time
from typing import Any

from procrastinate import App
from procrastinate.exceptions import ConnectorException, UniqueViolation
from procrastinate.jobs import Status

from game.admin.setup import set_up_rest
from game.common.errors import Refused, Unavailable
from game.common.language import say, speaking
from game.common.settings import Settings
from game.discriminators.clip.tower import tower_file
from game.discriminators.judges import load_judge
from game.discriminators.known import PROBE, chosen
from game.rounds.dealing.desk import Desk
from game.rounds.dealing.made_ahead import ROUNDS, MadeAhead
from game.rounds.dealing.wanted import ANSWER, REFILL, packed, refill
from game.rounds.game import Game
from game.rounds.visitors import Visitors
from game.store.engine import Store
from game.store.made import Made
from game.store.queue import AHEAD, ASKED, SILENT, Queue, queue_of_workers

BEAT = 2.0  # seconds between two signs of life
AGAIN = 2.0  # seconds until a queue that was away is tried again

log = logging.getLogger(__name__)


class _Ended(Exception):
    """The worker was told to stop."""


class Worker:
    """A game whose faces others ask for; `concurrency` of them are made or judged at a time.

    Besides it fills the stock, while nobody waits.
    """

    def __init__(self, settings: Settings, concurrency: int) -> None:
        self._settings = settings
        self._concurrency = concurrency
        self._game = Game.open(settings, elsewhere=_kept)
        self._made = Made(self._game.store)
        self._queue = Queue(self._game.store)
        ahead = self._game.dealer.ahead
        assert isinstance(ahead, MadeAhead)  # a worker has no stock but the store's
        self._people = ahead  # who waits, whichever deck they wait for
        self._stopped = False

    def run(self) -> None:
        """Work until SIGTERM or SIGINT; what is under way then is finished first."""
        if PROBE in chosen(self._settings):
            let_in = threading.Thread(target=self._let_in, name=PROBE, daemon=True)
            let_in.start()
            if tower_file(self._settings).is_file():
                let_in.join()  # what is judged without it, it does not judge later
        while not self._stopped:
            try:
                asyncio.run(self._work())
            except (ConnectorException, OSError):
                log.warning("The queue is away; it is tried again", exc_info=True)
                time.sleep(AGAIN)
        self._queue.close()
        self._game.close()

    def _let_in(self) -> None:
        """Have the CLIP probe judge, too, once its network is here."""
        try:
            set_up_rest(self._settings)
            self._game.networks.joins(load_judge(PROBE, self._settings))
        except Unavailable:
            log.warning(PROBE, exc_info=True)

    async def _work(self) -> None:
        async with self._jobs().open_async() as jobs:
            working = [
                asyncio.create_task(self._rescue(jobs)),
                *(
                    asyncio.create_task(
                        jobs.run_worker_async(
                            queues=[queue],
                            concurrency=at_once,
                            install_signal_handlers=False,  # one would take the other's away
                            update_heartbeat_interval=BEAT,
                            delete_jobs="always",
                        )
                    )
                    for queue, at_once in ((ASKED, self._concurrency), (AHEAD, 1))
                ),
            ]
            self._end_by_signal(working)
            dealer = self._game.dealer
            refill(self._queue, dealer.deck, dealer.made_from)
            # Whichever ends, by a signal or because the queue is away, ends all.
            await asyncio.wait(working, return_when=asyncio.FIRST_COMPLETED)
            for task in working:
                task.cancel()
            for came in await asyncio.gather(*working, return_exceptions=True):
                if isinstance(came, Exception):
                    raise came

    def _end_by_signal(self, working: list[asyncio.Task[None]]) -> None:
        def stop() -> None:
            self._stopped = True
            for task in working:
                task.cancel()

        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, stop)

    async def _rescue(self, jobs: App) -> None:
        """Put back what a worker was at of which nothing is heard any more."""
        while True:
            await asyncio.sleep(BEAT)
            manager, silent = jobs.job_manager, SILENT.total_seconds()
            for job in await manager.get_stalled_jobs(seconds_since_heartbeat=silent):
                try:
                    await manager.retry_job(job)
                except UniqueViolation:  # who waits has put it in anew
                    await manager.finish_job(job, Status.FAILED, delete_job=True)
                except ConnectorException:
                    continue  # another worker was faster

    def _jobs(self) -> App:
        app = queue_of_workers(self._game.store)
        app.task(name=ANSWER)(self._answer)
        app.task(name=REFILL)(self._refill)
        app.periodic(cron="*/5 * * * *")(app.task(name="clean", queue=AHEAD)(self._clean))
        return app

    def _answer(self, key: str, what: str, deck: str, told: dict[str, Any], reads: str) -> None:
        """Make what a server waits for, unless it is there by now."""
        content, problem = self._made.find(key) or (None, None)
        if content is not None:
            return
        with speaking(reads), self._people.waited_for():
            try:
                desk = Desk(self._game.dealer_of(deck))
                content, problem = packed(getattr(desk, what)(**told)), None
            except (Refused, Unavailable) as error:
                problem = str(error)
            except Exception:
                problem = say("A worker could not make this; its log says why.")
                log.exception("%s of %s", what, told)
        self._made.keep(key, content, problem)

    def _refill(self, deck: str, made_from: str) -> None:
        """Make a round for the stock, and have another made until it is full."""
        dealer = self._game.dealer_of(deck)
        if dealer.made_from != made_from:
            raise Unavailable(
                f"This worker's deck {deck}, or its generator, is of another version."
            )
        lacking = ROUNDS - self._made.rounds(made_from)
        if lacking > 1:
            refill(self._queue, dealer.deck, made_from)  # at once, for another worker
        if lacking > 0:
            try:
                ahead = dealer.make_ahead(self._between)
            except _Ended:
                return  # another goes on
            self._made.add_round(made_from, ahead.seed, packed({"content": ahead.content}))

    def _between(self, done: float) -> None:
        """Between two faces that nobody waits for."""
        if self._stopped:
            raise _Ended
        self._people.give_way(done)

    def _clean(self, timestamp: int) -> None:
        """Forget what has expired, and visitors who gave no name; fill the stock again."""
        self._made.forget()
        Visitors(self._game).forget()
        dealer = self._game.dealer
        refill(self._queue, dealer.deck, dealer.made_from)


def _kept(_settings: Settings, store: Store) -> Made:
    """Where a worker keeps the faces that it makes. Raises Unavailable on SQLite."""
    if not store.shared:
        raise Unavailable(say("Workers that servers share need PostgreSQL; see DATABASE_URL."))
    return Made(store)
