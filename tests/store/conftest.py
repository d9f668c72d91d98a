"""A store with one of everything that there can be."""

import pytest

from game.classroom import rooms
from game.classroom.rules import Rules
from game.common.vocabulary import Design, Mode, Pace
from game.rounds import answering, players, starting
from game.rounds.plan import Photo, Plan
from game.store.engine import Store
from game.store.tables import Player, now
from tests.fixtures.people import ada, fake, network, tested, trials
from tests.fixtures.stores import database_url, store


@pytest.fixture
def played(store: Store, ada: int, network: int, trials: list[int]) -> Store:
    """Ada has played and marked two pairs; a class has begun; somebody has only come in."""
    with store.write() as session:
        answering.answer(session, ada, trials[0], 0, seconds=1.25, shown_seconds=0.1, confidence=3)
        answering.keep_spots(session, ada, trials[0], [(1, 0.25, 0.5, "teeth")])
        answering.judge(session, trials[0], {network: [0.1, 1 / 3]})
        answering.advance(session, ada, trials[0])
        answering.know(session, ada, trials[1])
        answering.abandon(session, ada)
        plan = Plan(
            "deck", design=Design.YES_NO, mode=Mode.ROOM, display_seconds=0.5, style="deck-1a2b"
        )
        singles = [(Photo(f"{n}.jpg", 64),) if n % 2 else (fake(n),) for n in range(5)]
        room, _ = rooms.open_room(
            session, '10b, "north"', plan, 2**40, singles, rules=Rules(reveal_after=15)
        )
        room.other_votes = [[3, 0], [1, 2], [0, 3], [2, 1], [3, 0]]
        for team, name in enumerate(("Bo", "Cy"), 1):
            players.join(session, name, room.id, team)
        round_ = starting.start(session, None, Plan("an empty round", code="abc"), 5, [])
        starting.sit(session, round_.id, players.join(session, "Dee")[0].id)
        players.join(session, "Zoë 😀")[0].excluded_at = now()
        session.get_one(Player, ada).excluded_because = "always left, 20 times"
        round_ = starting.start(
            session,
            None,
            Plan("deck", mode=Mode.CLIMB, generator=None, truncation_psi=None),
            6,
            [[Photo("d.jpg"), fake(7), fake(8), fake(9)]],
        )
    return store
