"""The time attack: lives, the clock, and how long it goes on."""

from datetime import timedelta

import pytest

from game.common.errors import Refused
from game.common.vocabulary import Mode
from game.rounds.browser_input import DAY
from game.rounds.game import Game
from game.rounds.modes import attack
from game.rounds.plan import Phase, Photo
from game.rounds.stored import LATENCY_SECONDS
from game.store import player_queries
from game.store.tables import Guess, Trial, now
from tests.fixtures.boards import leaderboard
from tests.rounds.playing import STAGE, faces


def begin(game: Game, nickname: str, generator: str = STAGE) -> int:
    player, _ = game.join(nickname)
    game.start(player, game.plan(mode=Mode.ATTACK, generator=generator))
    return player


def answer(game: Game, player: int, right: bool, seconds: float | None = 1.0) -> None:
    turn = game.turn(player)
    assert turn is not None
    pair = faces(game, turn.trial_id)
    real = next(place for place, face in enumerate(pair) if isinstance(face, Photo))
    game.answer(player, turn.trial_id, real if right else 1 - real, seconds)
    after = game.turn(player)
    assert after is not None
    assert after.phase is Phase.REVEAL  # nobody is asked how sure they were
    game.advance(player, turn.trial_id)


def test_three_wrong_answers_end_it_and_the_right_ones_are_the_score(game: Game) -> None:
    player = begin(game, "Ada")
    for right in (True, False, True, False, True):
        answer(game, player, right)
    assert attack.lives(game.reveals(player)) == 1
    answer(game, player, False)
    assert game.turn(player) is None
    past = game.reveals(player)
    assert attack.lives(past) == 0
    assert [reveal.correct for reveal in past].count(True) == 3


@pytest.mark.parametrize(
    ("seconds", "late"), [(attack.SECONDS, False), (attack.SECONDS + 0.1, True), (None, False)]
)
def test_a_right_answer_after_the_clock_costs_a_life(
    game: Game, seconds: float | None, late: bool
) -> None:
    player = begin(game, "Bo")
    answer(game, player, True, seconds)
    (reveal,) = game.reveals(player)
    assert (reveal.late, reveal.correct) == (late, not late)
    assert attack.lives([reveal]) == attack.LIVES - late


@pytest.mark.parametrize("said", [0.0, 2.0, None])
@pytest.mark.parametrize("over", [-1.0, 1.0])
def test_no_time_is_believed_that_is_far_below_the_servers_own(
    game: Game, said: float | None, over: float
) -> None:
    """A reload, another tab and a restart find the clock running."""
    player = begin(game, "Gil")
    turn = game.turn(player)
    assert turn is not None
    game.pictures(player, turn.trial_id)
    sent_ago(game, player, attack.SECONDS + LATENCY_SECONDS + over)
    game.pictures(player, turn.trial_id)  # drawn again, which starts nothing anew
    again = game.turn(player)
    assert again is not None
    assert again.elapsed == pytest.approx(attack.SECONDS + over, abs=0.9)
    answer(game, player, True, said)
    (reveal,) = game.reveals(player)
    assert (reveal.late, reveal.correct) == (over > 0, over < 0)
    after = game.turn(player)
    assert after is not None
    assert after.elapsed == 0  # the next pair has a clock of its own


def test_an_answer_that_was_on_its_way_for_a_while_counts_as_its_browser_says(game: Game) -> None:
    player = begin(game, "Hal")
    turn = game.turn(player)
    assert turn is not None
    game.pictures(player, turn.trial_id)
    sent_ago(game, player, attack.SECONDS + LATENCY_SECONDS / 2)
    answer(game, player, True, attack.SECONDS - 0.5)
    assert [seconds for (seconds,) in seconds_of(game, player)] == [attack.SECONDS - 0.5]


def test_a_pair_that_lay_for_days_is_late_and_takes_a_day(game: Game) -> None:
    player = begin(game, "Ida")
    turn = game.turn(player)
    assert turn is not None
    game.pictures(player, turn.trial_id)
    sent_ago(game, player, 3 * DAY)
    answer(game, player, True, 1.0)
    assert [seconds for (seconds,) in seconds_of(game, player)] == [DAY]


def sent_ago(game: Game, player: int, seconds: float) -> None:
    """Let the pair on the table have been sent so long ago."""
    with game.store.write() as session:
        seat = session.scalars(player_queries.open_seat(player)).one()
        assert seat.shown_at is not None
        seat.shown_at = now() - timedelta(seconds=seconds)


def seconds_of(game: Game, player: int) -> list[tuple[float | None]]:
    with game.store.read() as session:
        return session.query(Guess.seconds).filter_by(player_id=player).all()


def test_no_pair_can_be_passed_over(game: Game) -> None:
    player = begin(game, "Cy")
    turn = game.turn(player)
    assert turn is not None
    with pytest.raises(Refused, match="every pair counts"):
        game.know_face(player, turn.trial_id)


def test_ten_more_pairs_are_dealt_while_lives_last_and_once_only(game: Game) -> None:
    player = begin(game, "Di")
    for _ in range(9):
        answer(game, player, True)
    last = game.turn(player)
    assert last is not None
    answer(game, player, True)
    game.advance(player, last.trial_id)  # a second tab's press
    turn = game.turn(player)
    assert turn is not None
    assert (turn.position, turn.length) == (11, 20)
    with game.store.read() as session:
        shown = [
            face.photo
            for trial in session.query(Trial).filter_by(round_id=game.reveals(player)[0].round_id)
            for face in trial.faces
            if face.photo
        ]
    assert len(shown) == len(set(shown)) == 20


def test_it_ends_where_no_fair_pair_is_left(game: Game, monkeypatch: pytest.MonkeyPatch) -> None:
    player = begin(game, "Ed")
    for _ in range(9):
        answer(game, player, True)

    def refuse(*_: object) -> None:
        raise Refused("No photos are left.")

    monkeypatch.setattr(game.dealer, "trials", refuse)
    answer(game, player, True)
    assert game.turn(player) is None
    assert len(game.reveals(player)) == 10


def test_the_board_has_everybodys_best_attack_on_the_games_own_generator(game: Game) -> None:
    assert attack.best(game) == []  # so far against a stage only
    player = begin(game, "Flo", generator=game.dealer.generator.name)
    for right in (True, True, False, False, False):
        answer(game, player, right)
    game.start(player, game.plan(mode=Mode.ATTACK))
    for right in (True, False, False, False):
        answer(game, player, right)
    game.start(player, game.plan(mode=Mode.ATTACK))  # not ended, so not counted
    (best,) = attack.best(game)
    assert (best.nickname, best.best, best.games) == ("Flo", 2, 2)
    assert leaderboard(game) == ()
