"""The climb: pairs of a stage's fakes and thumbnails, the way up and down, its end."""

from typing import Any

import numpy as np
import pytest

from game.common.errors import Refused
from game.common.recipe import GENERATOR, Recipe
from game.common.settings import Settings
from game.common.vocabulary import Mode
from game.rounds.game import Game
from game.rounds.modes import climb
from game.rounds.modes.climb import START, next_level, steps
from game.rounds.modes.ladder import ladder
from game.rounds.plan import Photo, Shown
from game.scoring.staircase import MOST_TRIALS
from tests.fixtures.boards import leaderboard
from tests.rounds.playing import answer, faces


def makers(game: Game, player: int) -> list[str]:
    return [game.ladder[level].generator for level, _ in steps(game.reveals(player), game.ladder)]


def test_the_ladder_leads_from_the_untrained_stage_to_the_games_own_generator() -> None:
    found = ladder(Settings.from_environment())
    assert found[0].name == "untrained"
    assert found[-1].generator == GENERATOR
    assert len({step.generator for step in found}) == len(found) >= 6


def test_who_is_always_right_reaches_the_top_and_stays_there(game: Game) -> None:
    player, _ = game.join("Ada")
    climb.begin(game, player)
    while game.turn(player):
        answer(game, player, right=True)
    climbed = makers(game, player)
    assert len(climbed) == MOST_TRIALS
    above = [step.generator for step in game.ladder[START:]]  # where faces are seen
    assert climbed[: len(above)] == above
    assert set(climbed[len(above) :]) == {GENERATOR}
    assert leaderboard(game) == ()  # a climb is no score on ten pairs
    (best,) = climb.best(game)
    assert (best.nickname, best.best, best.games) == ("Ada", len(game.ladder), 1)


def test_who_is_always_wrong_stays_with_noise(game: Game) -> None:
    player, _ = game.join("Bo")
    climb.begin(game, player)
    for _ in range(4):
        answer(game, player, right=False)
    first, *rest = makers(game, player)
    assert first == game.ladder[START].generator
    assert set(rest) == {game.ladder[0].generator}
    # This one has not ended.
    assert "Bo" not in [line.nickname for line in climb.best(game)]


def test_photo_and_fake_of_a_small_stage_have_the_same_size_and_are_redrawn(game: Game) -> None:
    player, _ = game.join("Cy")
    climb.begin(game, player)
    turn = game.turn(player)
    assert turn is not None
    assert turn.plan.mode is Mode.CLIMB
    shown = faces(game, turn.trial_id)
    (photo,) = (face for face in shown if isinstance(face, Photo))
    (recipe,) = (face for face in shown if isinstance(face, Recipe))
    assert photo.size == recipe.size == 64
    whole = game.dealer.deck.photo(photo.name)
    thumbnail = game.dealer.pictures.framed(photo)
    assert thumbnail.shape == whole.shape
    rough = [np.abs(np.diff(picture.astype(int), axis=1)).mean() for picture in (thumbnail, whole)]
    assert rough[0] < rough[1]
    assert len({len(picture) for picture in game.pictures(player, turn.trial_id)}) == 1
    first = game.dealer.pictures.framed(recipe)
    game.dealer.pictures._framed.clear()
    assert np.array_equal(first, game.dealer.pictures.framed(recipe))


def test_two_presses_add_one_pair(game: Game) -> None:
    player, _ = game.join("Di")
    climb.begin(game, player)
    climb.begin(game, player)  # a second tab
    turn = game.turn(player)
    assert turn is not None
    with pytest.raises(Refused):
        game.advance(player, turn.trial_id)
    game.answer(player, turn.trial_id, 0, confidence=1)
    game.advance(player, turn.trial_id)
    game.advance(player, turn.trial_id)
    after = game.turn(player)
    assert after is not None
    assert after.position == 2


def test_others_store_what_they_like_while_a_pair_is_made(
    game: Game, monkeypatch: pytest.MonkeyPatch
) -> None:
    step, made = game.dealer.step, []

    def joined_meanwhile(*detail: Any) -> tuple[Shown, Shown]:
        made.append(game.join("Someone")[0])  # waits for ten seconds, in vain, if we hold the lock
        return step(*detail)

    monkeypatch.setattr(game.dealer, "step", joined_meanwhile)
    player, _ = game.join("Flo")
    climb.begin(game, player)
    answer(game, player, right=True)
    assert len(made) == 2


def test_a_press_that_comes_while_another_makes_the_next_pair_adds_none(
    game: Game, monkeypatch: pytest.MonkeyPatch
) -> None:
    player, _ = game.join("Gil")
    step, inside = game.dealer.step, []

    def overtaken(*detail: Any) -> tuple[Shown, Shown]:
        pair = step(*detail)
        if not inside:
            inside.append(pair)
            turn = game.turn(player)
            _ = game.advance(player, turn.trial_id) if turn else climb.begin(game, player)
        return pair

    monkeypatch.setattr(game.dealer, "step", overtaken)
    climb.begin(game, player)
    inside.clear()
    answer(game, player, right=True)
    turn = game.turn(player)
    assert turn is not None
    assert (turn.position, turn.length) == (2, 2)


def test_a_known_face_leads_neither_up_nor_down(game: Game) -> None:
    player, _ = game.join("Ed")
    climb.begin(game, player)
    turn = game.turn(player)
    assert turn is not None
    game.know_face(player, turn.trial_id)
    game.advance(player, turn.trial_id)
    assert next_level(game.reveals(player), game.ladder) == START
    assert game.turn(player) is not None
