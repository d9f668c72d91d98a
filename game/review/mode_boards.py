"""What is ranked beside shares of right answers: the best attack and the best climb."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from game.rounds.game import Game
from game.scoring.staircase import Step, next_level, threshold
from game.store import board_queries


@dataclass(frozen=True)
class Best:
    """A player's best of so many games, and when they last played."""

    player_id: int
    nickname: str
    best: float
    games: int
    last_played: datetime


def attacks(game: Game) -> list[Best]:
    """People by their most right answers in one attack."""
    with game.store.read() as session:
        rows = session.execute(board_queries.attacks(game.dealer.deck.name))
        return _ranked([Best(*row) for row in rows])


def climbs(game: Game) -> list[Best]:
    """People by the highest step (from 1) to which a whole climb of theirs held out."""
    levels = {rung.generator: level for level, rung in enumerate(game.rungs)}
    steps: dict[int, list[Step]] = defaultdict(list)
    who: dict[int, tuple[int, str, datetime]] = {}
    with game.store.read() as session:
        rows = session.execute(board_queries.climbed(game.dealer.deck.name))
        for seat, player_id, nickname, generator, right, when in rows:
            if generator in levels:  # it may have left the ladder since
                steps[seat].append((levels[generator], right is True))
                who[seat] = (player_id, nickname, when)
    heights: dict[int, list[float]] = defaultdict(list)
    latest: dict[int, tuple[str, datetime]] = {}
    for seat, climbed in steps.items():
        if next_level(climbed, len(game.rungs) - 1) is None:
            player_id, nickname, when = who[seat]
            heights[player_id].append(threshold(climbed) + 1)
            latest[player_id] = nickname, when
    return _ranked(
        [
            Best(player_id, latest[player_id][0], max(found), len(found), latest[player_id][1])
            for player_id, found in heights.items()
        ]
    )


def _ranked(board: list[Best]) -> list[Best]:
    return sorted(board, key=lambda line: (-line.best, line.games, line.player_id))
