"""The networks as players: they answer every pair that a person has closed."""

from game.discriminators.judge import Judge
from game.rounds import answering, players
from game.rounds.dealing.pictures import Pictures
from game.rounds.plan import Dealt
from game.store import round_queries
from game.store.engine import Session, Store
from game.store.tables import Player


class Networks:
    """Those of a server, from the simplest to the most schooled."""

    def __init__(self, store: Store, judges: list[Judge]) -> None:
        self._store = store
        self._judges = judges

    @property
    def names(self) -> tuple[str, ...]:
        """As visitors read them."""
        return tuple(judge.name for judge in self._judges)

    def joins(self, judge: Judge) -> None:
        """From now on this one plays, too, as whoever holds the list of judges sees."""
        self._judges.append(judge)
        self.enlist()

    def enlist(self) -> None:
        """Make every network a player: on opening, and once another store was put in its place."""
        with self._store.write() as session:
            self._enlisted(session)

    def _enlisted(self, session: Session) -> list[Player]:
        """The networks. They are not kept: another server may have put another store here."""
        return [
            players.enlist(session, judge.name, judge.checkpoint_sha256) for judge in self._judges
        ]

    def answer(self, trial_id: int, dealt: Dealt, pictures: Pictures) -> None:
        """Have every network that has not judged this closed trial yet do so now."""
        with self._store.read() as session:
            judged = set(session.scalars(round_queries.networks_that_judged(trial_id)))
        if judged.issuperset(judge.checkpoint_sha256 for judge in self._judges):
            return
        verdicts = pictures.verdicts(dealt)
        with self._store.write() as session:
            # Who has joined since these faces were judged has no verdict on them.
            networks = self._enlisted(session)
            told = {network.id: p for network, p in zip(networks, verdicts, strict=False)}
            answering.judge(session, trial_id, told)
