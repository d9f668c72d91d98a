"""People, networks and faces on one scale, what may be shown of it, and how it is kept."""

import threading
from collections.abc import Iterator

import numpy as np
import pytest
from scipy.special import expit

from game.common.recipe import GENERATOR, Recipe
from game.common.vocabulary import Design, Mode
from game.review import scale_cache
from game.review.guesses.cache import GuessCache
from game.review.guesses.table import GuessTable
from game.review.may_be_shown import visible
from game.review.scale import ENOUGH, FEWEST, FaceScale, fit_faces, judged
from game.review.scale_cache import ScaleCache
from game.rounds import answering, players, starting
from game.rounds.plan import Photo, Plan
from game.store.engine import Store
from game.store.simulated.population import NETWORK_ABILITIES, Population
from game.store.simulated.simulator import DECK, simulate
from game.store.tables import Player, now
from tests.fixtures.stores import new_sqlite


@pytest.fixture(scope="module")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Population]]:
    """Forty simulated players with some five hundred answers each."""
    store = Store(new_sqlite(tmp_path_factory.mktemp("scale")))
    yield store, simulate(store, players=40, guesses=16_000, seed=1)
    store.close()


@pytest.fixture(scope="module")
def table(made_up: tuple[Store, Population]) -> GuessTable:
    return GuessCache(made_up[0]).fresh()


@pytest.fixture(scope="module")
def scale(table: GuessTable) -> FaceScale:
    found = fit_faces(table, DECK)
    assert found is not None
    return found


def photo_of(scale: FaceScale) -> np.ndarray:
    """The simulated photos' numbers, in the order of the fit."""
    names = [scale.table.photos[code][1] for code in scale.photos]
    return np.array([int(name.removeprefix("simulated-").removesuffix(".jpg")) for name in names])


def test_known_abilities_difficulties_and_networks_are_found(
    made_up: tuple[Store, Population], scale: FaceScale
) -> None:
    population = made_up[1]
    players_ = [player for player in scale.players if scale.person(int(player))]
    found = np.array([scale.person(int(player)).ability for player in players_])  # type: ignore[union-attr]
    assert np.corrcoef(found, population.ability[np.array(players_) - 1])[0, 1] > 0.9
    # Origin: the average face. Many stood beside the same fake only, so errors are wide.
    truth = population.photo_difficulty[photo_of(scale)]
    away = (scale.fitted.photo_difficulty - truth + truth.mean()) / scale.fitted.photo_se
    assert (np.abs(away) < 1.96).mean() > 0.88
    for network, ability in zip(scale.networks.values(), NETWORK_ABILITIES, strict=True):
        assert network.ability == pytest.approx(ability, abs=max(0.3, 3 * network.error))


def test_networks_do_not_decide_how_hard_a_face_is_for_people(
    table: GuessTable, scale: FaceScale
) -> None:
    which = judged(table, DECK)
    assert scale.fitted.photo_answers.sum() == which.sum()
    assert {table.plans[plan].design for plan in np.unique(table.plan[which])} == {Design.TWO_AFC}


def test_few_answers_make_no_scale_and_no_ability(
    store: Store, ada: int, trials: list[int]
) -> None:
    with store.write() as session:
        answering.answer(session, ada, trials[0], 0, confidence=3)
    assert fit_faces(GuessCache(store).fresh(), "deck") is None


def test_an_excluded_player_and_other_rounds_are_not_in_it(
    made_up: tuple[Store, Population], table: GuessTable
) -> None:
    store, _ = made_up
    with store.write() as session:
        session.get_one(Player, 1).excluded_at = now()
    later = GuessCache(store).fresh()
    with store.write() as session:
        session.get_one(Player, 1).excluded_at = None
    assert 1 in table.player[judged(table, DECK)]
    assert 1 not in later.player[judged(later, DECK)]
    assert not judged(table, "another deck").any()


def test_photos_that_suit_somebody_are_those_of_which_they_get_seven_in_ten_right(
    scale: FaceScale,
) -> None:
    names = scale.suited_to(0.5)
    assert len(names) >= ENOUGH
    difficulty = dict(
        zip(
            [scale.table.photos[code][1] for code in scale.photos],
            scale.fitted.photo_difficulty,
            strict=True,
        )
    )
    away = [abs(float(expit(0.5 - difficulty[name])) - 0.7) for name in names]
    assert away == sorted(away)


def answered(store: Store, player: int, plan: Plan, photos: list[str], first_seed: int) -> None:
    """A round of these photos, each right but every third."""
    pairs = [
        (Photo(name), Recipe(GENERATOR, "f" * 64, first_seed + at, 0.7, 256))
        for at, name in enumerate(photos)
    ]
    with store.write() as session:
        for trial in starting.start(session, player, plan, 1, pairs).trials:
            answering.answer(
                session, player, trial.id, 0 if trial.position % 3 else 1, confidence=2
            )
            answering.advance(session, player, trial.id)


def test_a_face_is_shown_only_to_those_who_cannot_be_asked_about_it(store: Store) -> None:
    photos = [f"{n}.jpg" for n in range(10)]
    with store.write() as session:
        people = [players.join(session, f"P{n}")[0].id for n in range(6)]
    for n, player in enumerate(people[:4]):
        answered(store, player, Plan("deck"), photos, 100 * n)
    answered(store, people[4], Plan("deck", code="friend"), photos[:5], 900)
    table = GuessCache(store).fresh()
    scale = fit_faces(table, "deck")
    assert scale is not None
    faces = scale.difficulties()
    assert all(isinstance(face.face, Photo) for face in faces)  # a fake has one answer only
    fakes = [
        # As if more people had judged them.
        type(faces[0])(table.recipe(code), 0.0, 1.0, 3)
        for code in range(len(table.fake_keys))
    ]
    with store.read() as session:
        to_nobody = visible(session, table, [*faces, *fakes], None, 99)
        to_ada = visible(session, table, [*faces, *fakes], people[4], 99)
        to_new = visible(session, table, faces, people[5], 99)
    assert len(to_nobody) == 40
    assert {face.face.seed for face in to_nobody if isinstance(face.face, Recipe)} == {
        100 * n + at for n in range(4) for at in range(10)
    }
    assert {face.face.name for face in to_ada if isinstance(face.face, Photo)} == set(photos[:5])
    assert sum(isinstance(face.face, Recipe) for face in to_ada) == 45
    assert to_new == []


def test_hurried_and_endless_rounds_are_not_in_it(store: Store, ada: int) -> None:
    answered(store, ada, Plan("deck", display_seconds=0.5), [f"{n}.jpg" for n in range(5)], 1)
    with store.write() as session:
        pair = (Photo("x.jpg"), Recipe(GENERATOR, "f" * 64, 77, 0.7, 256))
        round_ = starting.start(session, ada, Plan("deck", mode=Mode.ATTACK), 1, [pair])
        answering.answer(session, ada, round_.trials[0].id, 0)
    assert not judged(GuessCache(store).fresh(), "deck").any()


def test_a_scale_is_kept_for_a_while_and_made_anew_only_after_new_answers(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    fits = []

    def counted(table: GuessTable, deck: str) -> FaceScale | None:
        fits.append(table.version)
        return fit_faces(table, deck)

    monkeypatch.setattr(scale_cache, "fit_faces", counted)
    at = [0.0]
    kept = ScaleCache(GuessCache(store), clock=lambda: at[0])
    assert kept.latest("deck", 60) is None
    with store.write() as session:
        people = [players.join(session, f"P{n}")[0].id for n in range(4)]
    for n, player in enumerate(people):
        answered(store, player, Plan("deck"), [f"{k}.jpg" for k in range(10)], 100 * n)
    assert kept.latest("deck", 60) is None
    at[0] = scale_cache.SHORTEST
    found = kept.latest("deck", 60)
    assert found is not None
    assert found.fitted.answers.sum() == 4 * 10 >= FEWEST
    at[0] = 2 * scale_cache.SHORTEST
    assert kept.latest("deck", 60) is found
    assert len(fits) == 2


def test_nobody_waits_for_a_long_fit(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    go_on = threading.Event()
    monkeypatch.setattr(scale_cache, "fit_faces", lambda *_: go_on.wait(60))
    assert ScaleCache(GuessCache(store)).latest("deck", 0.05) is None
    go_on.set()
