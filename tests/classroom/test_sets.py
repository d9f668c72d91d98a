"""A room's set, saved and opened again with the real deck and generator."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from game.classroom import lead, set_file, sets
from game.classroom.classroom import Classroom
from game.classroom.rules import Rules
from game.classroom.sets import SavedSet
from game.common.errors import Refused, Unavailable
from game.common.vocabulary import Design, Mode, Pace, Ranking, Target
from game.faces.decks.deck import DECK
from game.rounds.game import Game
from game.rounds.plan import Photo, Plan
from game.store.engine import Store
from tests.classroom.classes import Class, player_view
from tests.rounds.playing import STAGE

RULES = Rules(Pace.HOST, teams=2, reveal_after=0, ranking=Ranking.HIDDEN, speed_counts=True)


def ended(rooms: Classroom, plan: Plan, *, places: int) -> tuple[str, str]:
    """A class of one, who has answered the first pair."""
    code, secret = rooms.open("10b", plan, 5, RULES)
    _, ada = rooms.join(code, "Ada")
    rooms.lead(code, secret, lead.begin)
    turn = player_view(rooms, code, ada).turn
    assert turn is not None
    rooms.answer(code, ada, turn.trial_id, places)
    rooms.lead(code, secret, lead.end)
    return code, secret


@pytest.mark.parametrize(
    ("design", "target", "generator"),
    [
        (Design.TWO_AFC, Target.REAL, STAGE),
        (Design.YES_NO, Target.REAL, STAGE),
        (Design.ODD_ONE_OUT, Target.REAL, STAGE),
        (Design.TWO_AFC, Target.REAL, Plan.generator),
    ],
)
def test_a_set_that_is_opened_again_shows_the_same_pictures(
    rooms: Classroom, design: Design, target: Target, generator: str
) -> None:
    plan = Plan(DECK, mode=Mode.ROOM, design=design, target=target, generator=generator)
    code, secret = ended(rooms, plan, places=1)
    file = rooms.saved_set(code, secret, votes=True)
    done: list[float] = []
    again = rooms.open_set("10c", file, done.append)
    assert again[0] != code
    assert done[-1] == 1
    before, after = rooms.report(code, secret), rooms.report(*again)
    assert after.title == "10c"
    assert after.plan == replace(before.plan, room_id=after.plan.room_id)
    for old, new in zip(before.trials, after.trials, strict=True):
        assert new.truth.faces == old.truth.faces
        assert new.truth.target_place == old.truth.target_place
        assert new.other_votes == old.votes
        assert rooms.pictures(new.trial_id) == rooms.pictures(old.trial_id)
    room = rooms.host_view(*again).snapshot.room
    assert Rules(**{name: getattr(room, name) for name in vars(RULES)}) == RULES
    assert after.players == ()
    assert b"Ada" not in file
    rooms.lead(*again, lead.end)
    told = json.loads(rooms.saved_set(*again, votes=False))  # and once more
    assert told["votes"] is None
    assert told["trials"] == json.loads(file)["trials"]


def test_a_set_is_saved_by_the_host_alone_and_not_before_the_end(rooms: Classroom) -> None:
    code, secret = rooms.open("10b", Plan(DECK, mode=Mode.ROOM, generator=STAGE), 5, RULES)
    with pytest.raises(Refused, match="at the end of its class"):
        rooms.saved_set(code, secret, votes=False)
    rooms.lead(code, secret, lead.end)
    with pytest.raises(Refused, match="hosts no such room"):
        rooms.saved_set(code, "guess", votes=False)


@pytest.fixture(scope="module")
def saved(game: Game) -> SavedSet:
    dealer = game.dealer
    plan = Plan(DECK, mode=Mode.ROOM, generator=STAGE)
    made = dealer.make(1, plan, 5)
    return SavedSet(
        plan,
        Rules(),
        made.seed,
        made.recipes[0].checkpoint_sha256,
        made.recipes[0].size,
        tuple(
            (name, fake.seed) for name, fake in zip(dealer.deck.play, made.recipes, strict=False)
        ),
        None,
    )


@pytest.mark.parametrize(
    ("change", "error", "said"),
    [
        (lambda s: replace(s, weights="0" * 64), Refused, "other weights"),
        (lambda s: replace(s, size=128), Refused, "other weights or another size"),
        (lambda s: replace(s, plan=replace(s.plan, generator="none")), Unavailable, "no generator"),
        (lambda s: replace(s, plan=replace(s.plan, deck="none")), Unavailable, "no deck"),
        (lambda s: replace(s, plan=replace(s.plan, deck="../x")), Unavailable, "no deck"),
        (lambda s: with_photo(s, "../../etc/passwd"), Refused, "no photo ../../etc/passwd"),
        (lambda s: replace(s, trials=s.trials[:4]), Refused, "5 to 30 trials"),
        (lambda s: replace(s, rules=Rules(teams=5)), Refused, "2, 3 or 4 teams"),
    ],
)
def test_what_is_not_here_is_refused_in_a_sentence(
    rooms: Classroom,
    saved: SavedSet,
    change: Callable[[SavedSet], SavedSet],
    error: type[Exception],
    said: str,
) -> None:
    with pytest.raises(error, match=said):
        rooms.open_set("10c", set_file.write(change(saved)))


def with_photo(saved: SavedSet, name: str) -> SavedSet:
    (_, seed), *others = saved.trials
    return replace(saved, trials=((name, seed), *others))


def test_a_photo_that_networks_may_learn_from_is_not_played(
    rooms: Classroom, game: Game, saved: SavedSet
) -> None:
    with pytest.raises(Refused, match="no photo"):
        rooms.open_set("10c", set_file.write(with_photo(saved, game.dealer.deck.train[0])))


def test_the_room_of_a_set_has_a_title_like_any(rooms: Classroom, saved: SavedSet) -> None:
    with pytest.raises(Refused, match="Type a title first"):
        rooms.open_set(" ", set_file.write(saved))


def test_a_photo_beside_a_small_fake_is_a_thumbnail_again(game: Game, saved: SavedSet) -> None:
    for photo, recipe in sets.trials(saved, game.dealer):
        assert isinstance(photo, Photo)
        assert (photo.size, recipe.size) == (saved.size, saved.size)


def test_votes_that_do_not_fit_the_trials_are_not_shown(store: Store) -> None:
    room = Class(store)

    def other(votes: Any) -> list[tuple[int, ...]]:
        room.lead(lambda _, stored: setattr(stored, "other_votes", votes))
        return [line.other_votes for line in room.report().trials]

    assert other([[3, 1]] * 5) == [(3, 1)] * 5
    assert room.report().trials[0].other_right == 3  # its photo is on the left
    for votes in ([[3, 1]] * 4, [[3]] * 5, [], None):  # as an import may bring them
        assert other(votes) == [()] * 5
