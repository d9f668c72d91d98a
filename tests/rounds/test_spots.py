"""Where a fake gave itself away: who may mark what, what is kept, and what adds up."""

import numpy as np
import pytest

from game.common.errors import Refused
from game.faces.decks.deck import Deck
from game.rounds import answering, browser_input, players, revealing, spots, starting
from game.rounds.dealing import in_colour
from game.rounds.plan import Photo, Plan
from game.store.engine import Store
from game.store.tables import Guess
from tests.fixtures.games import dealer_without_networks
from tests.fixtures.people import fake
from tests.rounds.playing import Maker

SPOT = [1, 0.25, 0.75, "hair"]  # on the first trial's fake


def close(store: Store, player: int, trial: int) -> None:
    with store.write() as session:
        answering.answer(session, player, trial, 0, confidence=2)


def mark(store: Store, player: int, trial: int, *told: object) -> None:
    with store.write() as session:
        answering.keep_spots(session, player, trial, told)


def kept(store: Store, player: int, trial: int) -> tuple[spots.Spot, ...]:
    with store.read() as session:
        return revealing.reveal(session, player, trial).spots


def test_marks_are_kept_and_replaced_as_a_whole(store: Store, ada: int, trials: list[int]) -> None:
    close(store, ada, trials[0])
    mark(store, ada, trials[0], SPOT, [1, 0, 1, "teeth"])
    assert kept(store, ada, trials[0]) == ((1, 0.25, 0.75, "hair"), (1, 0.0, 1.0, "teeth"))
    mark(store, ada, trials[0], [1, 0.5, 0.5, "eyes"])
    assert kept(store, ada, trials[0]) == ((1, 0.5, 0.5, "eyes"),)
    mark(store, ada, trials[0])
    assert kept(store, ada, trials[0]) == ()
    with store.read() as session:
        assert session.query(Guess).filter(Guess.tells.is_not(None)).count() == 0


def test_only_a_closed_trial_can_be_marked_and_only_by_its_player(
    store: Store, ada: int, network: int, tested: list[int]
) -> None:
    with store.write() as session:
        eve = players.join(session, "Eve")[0].id
    with pytest.raises(Refused, match="Answer this pair"):
        mark(store, ada, tested[0], SPOT)
    with store.write() as session:
        answering.answer(session, ada, tested[0], 0)
    with pytest.raises(Refused, match="Answer this pair"):
        mark(store, ada, tested[0], SPOT)
    with store.write() as session:
        answering.close(session, ada, tested[0], 2)
        answering.judge(session, tested[0], {network: [0.1, 0.9]})
    for stranger in (eve, network):
        with pytest.raises(Refused, match="another player"):
            mark(store, stranger, tested[0], SPOT)


def test_a_trial_that_is_left_can_still_be_marked(
    store: Store, ada: int, trials: list[int]
) -> None:
    close(store, ada, trials[0])
    with store.write() as session:
        answering.advance(session, ada, trials[0])
    mark(store, ada, trials[0], SPOT)
    assert len(kept(store, ada, trials[0])) == 1


@pytest.mark.parametrize(
    ("spot", "message"),
    [
        ([0, 0.5, 0.5, "hair"], "Only a generated face"),
        ([2, 0.5, 0.5, "hair"], "Only a generated face"),
        ([1, 1.01, 0.5, "hair"], "beside the face"),
        ([1, 0.5, -0.01, "hair"], "beside the face"),
        ([1, 0.5, float("nan"), "hair"], "a spot on a face"),
        ([True, 0.5, 0.5, "hair"], "a spot on a face"),
        ([1.0, 0.5, 0.5, "hair"], "a spot on a face"),
        ([1, True, 0.5, "hair"], "a spot on a face"),
        ([1, "0.5", 0.5, "hair"], "a spot on a face"),
        ("hair", "a spot on a face"),
        ([1, 0.5, 0.5, "nose"], "no tell of that name"),
        ([1, 0.5, 0.5, ["hair"]], "no tell of that name"),
        ([1, 0.5, "left", "hair"], "a spot on a face"),
        ([1, 10**400, 0.5, "hair"], "a spot on a face"),
        ([1, 0.5], "a spot on a face"),
        (7, "a spot on a face"),
    ],
)
def test_what_is_no_mark_is_refused_and_changes_nothing(
    store: Store, ada: int, trials: list[int], spot: object, message: str
) -> None:
    close(store, ada, trials[0])
    mark(store, ada, trials[0], SPOT)
    with pytest.raises(Refused, match=message):
        mark(store, ada, trials[0], SPOT, spot)
    assert len(kept(store, ada, trials[0])) == 1


def test_twelve_marks_are_enough(store: Store, ada: int, trials: list[int]) -> None:
    close(store, ada, trials[0])
    mark(store, ada, trials[0], *[SPOT] * spots.MOST)
    with pytest.raises(Refused, match="at most 12"):
        mark(store, ada, trials[0], *[SPOT] * (spots.MOST + 1))


def test_marks_on_the_same_face_add_up_over_rounds_and_people(
    store: Store, ada: int, trials: list[int]
) -> None:
    """The fake stands left in one round and right in the other, beside another fake."""
    close(store, ada, trials[0])
    mark(store, ada, trials[0], SPOT)
    with store.write() as session:
        bo = players.join(session, "Bo")[0].id
        faces = (fake(1), Photo("q.jpg"), fake(50))
        (again,) = starting.start(session, bo, Plan("deck"), 2, [faces]).trials
    close(store, bo, again.id)
    mark(store, bo, again.id, [0, 0.5, 0.5, "eyes"], [2, 0.9, 0.9, "skin"], [0, 0.1, 0.1, "else"])
    with store.read() as session:
        assert spots.by_player(session, fake(1)) == {
            ada: [(0.25, 0.75)],
            bo: [(0.5, 0.5), (0.1, 0.1)],
        }
        assert spots.by_player(session, fake(50)) == {bo: [(0.9, 0.9)]}
        assert spots.by_player(session, fake(2)) == {}
    with store.write() as session:
        players.forget(session, bo)
    with store.read() as session:
        assert spots.by_player(session, fake(1)) == {ada: [(0.25, 0.75)]}


def test_a_marked_face_is_warm_where_it_was_marked(deck: Deck) -> None:
    dealer = dealer_without_networks(deck, Maker())
    picture = dealer.pictures.framed(Photo(deck.play[0]))
    cold = in_colour.with_spots(picture, []).astype(int)
    warm = in_colour.with_spots(picture, [(0.25, 0.75)]).astype(int)
    dealer.close()
    height, width = cold.shape[:2]
    redder = (warm - cold)[..., 0] - (warm - cold)[..., 2]
    hottest = np.unravel_index(redder.argmax(), redder.shape)
    assert np.abs(np.subtract(hottest, (0.75 * height, 0.25 * width))).max() < 0.06 * width
    assert (cold[..., 0] == cold[..., 2]).all()


def test_a_browsers_clock_in_milliseconds_is_a_number() -> None:
    told = {"trial": 1, "place": 0, "sent": 1_790_000_000_000, "spots": [SPOT]}
    assert browser_input.on_face(told).spots == [SPOT]
    for sent in (True, "1", None, float("nan"), 2**60, 10**400):
        with pytest.raises(Refused, match="no answer"):
            browser_input.on_face(told | {"sent": sent})
