"""The published experiment: single faces, as many photos as fakes, each by itself."""

from collections.abc import Sequence

from game.common.language import to_say
from game.common.vocabulary import Mode
from game.rounds.modes.mode import GameLike, GameMode, OnProgress
from game.rounds.plan import Plan

LENGTH = 128


def _deal(
    game: GameLike, player_id: int, plan: Plan, progress: OnProgress, _: Sequence[str] | None
) -> None:
    game.start(player_id, plan, LENGTH, progress)


EXPERIMENT = GameMode(
    Mode.EXPERIMENT,
    label=to_say("The published experiment"),
    plural=to_say("the published experiment"),
    deal=_deal,
    both_of_a_pair=True,  # so that exactly half of the faces are photos
    page="experiment",
    networks_told=False,  # as published: the truth is all the feedback
)
