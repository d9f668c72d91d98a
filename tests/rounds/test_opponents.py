"""A round against another generator: a stage of a training, or what was trained live."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from game.common.errors import Unavailable
from game.common.recipe import GENERATOR, Recipe
from game.common.settings import Settings
from game.generators.collection import COLLECTION
from game.generators.live_runs import LIVE
from game.rounds.game import Game
from game.rounds.opponents import opponent, title
from game.rounds.plan import Photo
from game.store import face_queries, player_queries
from game.store.tables import now
from tests.fixtures.boards import leaderboard
from tests.rounds.playing import STAGE, answer, faces


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A home of its own in which a live run has kept two stages."""
    own = Settings.from_environment()
    home = tmp_path_factory.mktemp("home")
    run = home / "training" / "live" / "0001"
    run.mkdir(parents=True)
    for number, stage in enumerate(("stage-02", "stage-03")):
        weights = own.models / "dcgan-64" / f"{stage}.safetensors"
        shutil.copy(weights, run / f"stage-{number:02d}.safetensors")
        (run / f"stage-{number:02d}.png").touch()
    for kept in ("decks", "generators", "detector"):
        (home / kept).symlink_to(own.home / kept)
    return replace(own, home=home, database_url=f"sqlite:///{home / 'game.db'}")


@pytest.fixture(scope="module")
def game(settings: Settings) -> Iterator[Game]:
    opened = Game.open(settings)
    yield opened
    opened.close()


def played(game: Game, nickname: str, generator: str) -> list[Recipe]:
    """A round against it, answered rightly; its fakes."""
    player, _ = game.join(nickname)
    game.start(player, game.plan(generator=generator))
    fakes = []
    while turn := game.turn(player):
        assert turn.plan.generator == generator
        pair = faces(game, turn.trial_id)
        (photo,) = (face for face in pair if isinstance(face, Photo))
        (recipe,) = (face for face in pair if isinstance(face, Recipe))
        assert photo.size == recipe.size == 64  # both are thumbnails, or sharpness would tell
        assert len({len(picture) for picture in game.pictures(player, turn.trial_id)}) == 1
        fakes.append(recipe)
        answer(game, player, right=True)
    return fakes


def test_a_round_is_dealt_from_a_stage_and_is_not_for_the_leaderboard(game: Game) -> None:
    fakes = played(game, "Ada", STAGE)
    assert {fake.generator for fake in fakes} == {STAGE}
    assert len({fake.seed for fake in fakes}) == 10
    assert leaderboard(game) == ()


def test_a_round_against_the_live_run_names_its_newest_weights(
    game: Game, settings: Settings
) -> None:
    fakes = played(game, "Bo", LIVE)
    newest = opponent(settings, STAGE, None).checkpoint_sha256
    assert {(fake.generator, fake.checkpoint_sha256) for fake in fakes} == {(LIVE, newest)}


def test_a_live_face_is_drawn_again_from_older_weights_until_they_are_gone(
    settings: Settings, tmp_path: Path
) -> None:
    older = opponent(settings, "dcgan-64-02", None)
    recipe = replace(older.recipe(2_000_001, 1.0), generator=LIVE)
    again = opponent(settings, LIVE, older.checkpoint_sha256).face(recipe)
    assert np.array_equal(again, older.face(older.recipe(2_000_001, 1.0)))
    with pytest.raises(Unavailable, match="no longer kept"):
        opponent(replace(settings, home=tmp_path), LIVE, older.checkpoint_sha256)


def test_without_a_live_run_the_refusal_says_where_to_start_one(
    settings: Settings, tmp_path: Path
) -> None:
    with pytest.raises(Unavailable, match="Watch a network learn"):
        opponent(replace(settings, home=tmp_path), LIVE, None)


def test_an_unknown_opponent_begins_no_round(game: Game) -> None:
    player, _ = game.join("Cy")
    with pytest.raises(Unavailable, match="no generator 'nobody'"):
        game.start(player, game.plan(generator="nobody"))
    assert game.turn(player) is None


def test_a_round_against_a_collection_shows_no_face_twice_and_is_not_for_the_leaderboard(
    game: Game, settings: Settings
) -> None:
    player, _ = game.join("Gil")
    game.start(player, game.plan(generator=COLLECTION))
    shown = []
    while turn := game.turn(player):
        pair = faces(game, turn.trial_id)
        shown += [face for face in pair if isinstance(face, Recipe)]
        assert all(face.size is None for face in pair if isinstance(face, Photo))
        answer(game, player, right=True)
        if len(shown) == 1:  # the judges answered it like any other
            assert len(game.reveal(player, turn.trial_id).verdicts) == len(game.networks.names)
    assert len({recipe.seed for recipe in shown}) == 10
    assert {recipe.generator for recipe in shown} == {COLLECTION}
    assert leaderboard(game) == ()
    assert title(settings, COLLECTION) == "a diffusion model (2024)"


def test_a_stage_is_read_by_its_family_and_age(settings: Settings) -> None:
    assert title(settings, STAGE) == "dcgan-64, 15k images"
    assert title(settings, GENERATOR) == GENERATOR
    assert title(settings, LIVE) == "the network trained live"


def test_a_stored_pair_against_a_stage_is_shown_alike_after_a_restart(
    game: Game, settings: Settings
) -> None:
    player, _ = game.join("Di")
    game.start(player, game.plan(generator=STAGE))
    turn = game.turn(player)
    assert turn is not None
    before = game.pictures(player, turn.trial_id)
    again = Game.open(settings)
    try:
        assert again.pictures(player, turn.trial_id) == before
    finally:
        again.close()


def test_without_feedback_an_answer_leads_to_the_next_pair_and_networks_answer_too(
    game: Game,
) -> None:
    player, _ = game.join("Ed")
    game.start(player, game.plan(generator=STAGE, feedback=False))
    turn = game.turn(player)
    assert turn is not None
    game.answer(player, turn.trial_id, 0, confidence=2)
    after = game.turn(player)
    assert after is not None
    assert (after.position, after.phase) == (2, "ask")
    assert game.reveals(player) == []  # the truth is held back until the round has ended
    game.abandon(player)
    game.let_networks_follow(player, turn.trial_id).result()
    (own,) = game.reveals(player)
    assert {verdict.nickname for verdict in own.verdicts} == set(game.networks.names)


class Coin:
    """A judge that knows nothing."""

    name, checkpoint_sha256 = "Coin", "c" * 64

    def p_fake(self, pictures: np.ndarray) -> np.ndarray:
        return np.full(len(pictures), 0.5)


def test_a_judge_that_joins_answers_what_is_judged_from_then_on(game: Game) -> None:
    player, _ = game.join("Joe")
    game.start(player, game.plan(generator=STAGE))
    named = game.networks.names
    answer(game, player, right=True)
    game.networks.joins(Coin())
    try:
        answer(game, player, right=True)
        game.let_networks_finish(player, game.reveals(player), lambda _: None)
        before, after = game.reveals(player)
        assert {verdict.nickname for verdict in before.verdicts} >= set(named)
        assert {verdict.nickname for verdict in after.verdicts} == {*named, "Coin"}
    finally:
        game.dealer.judges.pop()
        game.abandon(player)


def test_weights_are_in_play_while_somebody_sits_at_a_round_of_their_faces(
    game: Game, settings: Settings
) -> None:
    def in_play() -> list[str | None]:
        with game.store.read() as session:
            since = now() - timedelta(days=1)
            return list(session.scalars(face_queries.weights_in_play(LIVE, since)))

    played(game, "Eve", LIVE)
    assert in_play() == []
    player, _ = game.join("Flo")
    game.start(player, game.plan(generator=LIVE))
    assert in_play() == [opponent(settings, STAGE, None).checkpoint_sha256]
    with game.store.write() as session:
        session.scalars(player_queries.open_seat(player)).one().started_at -= timedelta(days=2)
    assert in_play() == []  # given up, though nobody said so
