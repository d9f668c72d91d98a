"""Climbing: one generator's stages, from noise to the game's own fakes, as a staircase of pairs.

A round's trials are planned before it is played; a climb's next one depends on the answers so far.
Its level is not stored beside them: it is where the weights that made the fake stand on the ladder.
"""

import secrets
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from game.common.language import say, to_say
from game.common.vocabulary import Mode
from game.rounds import starting
from game.rounds.modes.ladder import Step
from game.rounds.modes.mode import (
    Best,
    Board,
    GameLike,
    GameMode,
    Result,
    SoFar,
    Trials,
    board_of,
    in_order,
    maker,
)
from game.rounds.plan import Plan, Reveal, Turn
from game.scoring import staircase
from game.store import board_queries, player_queries

START = 1  # the first step that shows a face: the untrained network below it makes noise only


def steps(past: Sequence[Reveal], ladder: Sequence[Step]) -> list[staircase.Step]:
    """Level and correctness of every scored trial; a pair with a known face is not counted.

    Nor is one whose generator has left the ladder since.
    """
    levels = {step.generator: level for level, step in enumerate(ladder)}
    scored = [(maker(reveal.faces), reveal.correct) for reveal in past]
    return [
        (levels[generator], correct)
        for generator, correct in scored
        if correct is not None and generator in levels
    ]


def next_level(past: Sequence[Reveal], ladder: Sequence[Step]) -> int | None:
    """The level of the next pair; None once the climb has ended."""
    return staircase.next_level(steps(past, ladder), len(ladder) - 1, START)


def begin(game: GameLike, player_id: int, deck: str | None = None) -> None:
    """Begin a climb at the first stage that shows faces, unless a round or climb is open."""
    on = {} if deck is None else {"deck": deck}
    _deal(game, player_id, game.plan(mode=Mode.CLIMB, generator=None, truncation_psi=None, **on))


def _deal(game: GameLike, player_id: int, plan: Plan, *_: object) -> None:
    seed = secrets.randbits(63)
    while game.turn(player_id) is None:
        with game.store.read() as session:
            seen = starting.photos_seen(session, player_id, plan.deck)
        # Slow, so nobody waits for the store meanwhile.
        first = game.ladder[next_level((), game.ladder) or 0].generator
        pair = game.dealer_of(plan.deck).step(first, seed, seen)
        with game.store.write() as session:
            session.scalars(player_queries.for_update(player_id)).one()
            # Another tab may have begun meanwhile, or even ended with the photo of this pair.
            unchanged = starting.photos_seen(session, player_id, plan.deck) == seen
            if unchanged and session.scalar(player_queries.open_seat(player_id)) is None:
                starting.start(session, player_id, plan, seed, [pair])


def further(game: GameLike, so_far: SoFar) -> Trials:
    """The next pair, unless the climb has ended."""
    level = next_level(so_far.past, game.ladder)
    if level is None:
        return ()
    dealer, seed = game.dealer_of(so_far.plan.deck), so_far.seed + len(so_far.past)
    return [dealer.step(game.ladder[level].generator, seed, so_far.seen)]


def note(game: GameLike, player_id: int, turn: Turn) -> str:
    """The step on which a trial stands, if it is still there."""
    _, dealt = game.dealt_to(player_id, turn.trial_id)
    generator = maker(dealt.faces)
    return next((step.title for step in game.ladder if step.generator == generator), "")


def result(game: GameLike, past: Sequence[Reveal]) -> Result:
    """How far up the stages the player held out, step by step."""
    climbed = steps(past, game.ladder)
    if not climbed:
        return Result(say("Nothing to score"), say("No pair of this climb counts."))
    level = staircase.threshold(climbed)
    return Result(
        say("You held out to step {step:.1f} of {steps}", step=level + 1, steps=len(game.ladder)),
        say(
            "About there (**{step}**) you are right seven times in ten. It is the mean of "
            "the last turning points of your climb: two right answers in a row lead up, a "
            "wrong one leads down.",
            step=game.ladder[round(level)].title,
        ),
        climbed,
    )


def best(game: GameLike) -> list[Best]:
    """People by the highest step (from 1) to which a whole climb of theirs held out."""
    levels = {step.generator: level for level, step in enumerate(game.ladder)}
    climbs: dict[int, list[staircase.Step]] = defaultdict(list)
    who: dict[int, tuple[int, str, datetime]] = {}
    plan = game.plan()
    with game.store.read() as session:
        rows = session.execute(board_queries.climbed(plan.deck, plan.style))
        for seat, player_id, nickname, generator, right, when in rows:
            if generator in levels:  # it may have left the ladder since
                climbs[seat].append((levels[generator], right is True))
                who[seat] = (player_id, nickname, when)
    heights: dict[int, list[float]] = defaultdict(list)
    latest: dict[int, tuple[str, datetime]] = {}
    for seat, climbed in climbs.items():
        if staircase.next_level(climbed, len(game.ladder) - 1) is None:
            player_id, nickname, when = who[seat]
            heights[player_id].append(staircase.threshold(climbed) + 1)
            latest[player_id] = nickname, when
    return in_order(
        [
            Best(player_id, latest[player_id][0], max(found), len(found), latest[player_id][1])
            for player_id, found in heights.items()
        ]
    )


def board(game: GameLike, _: int | None) -> Board:
    """The highest climbs."""
    text = say(
        "Climbs from noise to the game's own generator: the highest of {n} steps to which "
        "somebody held out, which is where they were right seven times in ten. Guessing "
        "stays about the first.",
        n=len(game.ladder),
    )
    return board_of(best(game), text, to_say("Step"))


CLIMB = GameMode(
    Mode.CLIMB,
    label=to_say("Climb from noise to faces"),
    plural=to_say("climbs"),
    choices=("deck",),
    one_opponent=False,  # it meets every stage
    deal=_deal,
    further=further,
    ranked=True,
    repeated=False,
    note=note,
    result=result,
    board=board,
)
