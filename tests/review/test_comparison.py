"""People against networks, from a simulated store whose truth is known."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from game.common.recipe import Recipe
from game.common.vocabulary import Design
from game.review.comparison import FEWEST, compare
from game.review.disagreements import widest_disagreements
from game.review.guesses.cache import GuessCache
from game.review.guesses.table import GuessTable
from game.review.view import View, chosen
from game.scoring.people_and_network import FacesSide
from game.store.engine import Store
from game.store.simulated.simulator import DECK, simulate
from game.ui.review import comparison, published
from tests.fixtures.stores import new_sqlite


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GuessTable]:
    """Six thousand guesses by a hundred and twenty simulated players."""
    folder: Path = tmp_path_factory.mktemp("simulated")
    store = Store(new_sqlite(folder))
    simulate(store, 120, 6000, seed=1)
    yield GuessCache(store).fresh()
    store.close()


def test_every_network_is_compared_on_what_both_have_judged(table: GuessTable) -> None:
    found = compare(table, View(DECK))
    assert found is not None
    which = chosen(table, View(DECK))
    assert found.n == which.sum()
    assert found.trials == len(np.unique(table.trial[which]))
    assert {against.name for against in found.opponents} == set(table.network_names)
    for against in found.opponents:
        difference = found.people.accuracy.value - against.side.accuracy.value
        # The simulated networks judged every trial, so people's figure is the same beside each.
        assert against.difference.both.value == pytest.approx(difference)
        assert against.difference.trials.over == "trials"
        assert -1 <= against.difference.kappa.value <= 1
    assert found.crowd is not None
    assert found.crowd.majority.value > found.crowd.members.value
    assert [point.first for point in found.learning][:2] == [0, 10]


def test_single_faces_have_a_bias_and_no_team(table: GuessTable) -> None:
    found = compare(table, View(DECK, Design.YES_NO))
    assert found is not None
    assert isinstance(found.people, FacesSide)
    assert all(against.team is None for against in found.opponents)


def test_people_stand_alone_while_no_network_has_judged(table: GuessTable) -> None:
    unjudged = replace(table, network_right=np.full_like(table.network_right, -1))
    found = compare(unjudged, View(DECK))
    assert found is not None
    assert (found.n, found.opponents) == (chosen(table, View(DECK)).sum(), ())


def test_too_few_answers_say_nothing(table: GuessTable) -> None:
    assert chosen(table, View("elsewhere")).sum() < FEWEST
    assert compare(table, View("elsewhere")) is None


def test_faces_are_named_on_which_people_and_a_network_differ(table: GuessTable) -> None:
    which = chosen(table, View(DECK))
    found = widest_disagreements(table, (View(DECK), table.network_ids[0]))
    gaps = [abs(face.people - face.network) for face in found]
    assert gaps == sorted(gaps, reverse=True)
    face = next(face for face in found if isinstance(face.face, Recipe))
    assert isinstance(face.face, Recipe)
    assert face.n == (which & (table.fake == table.code(face.face))).sum()


def test_a_fake_has_its_code_and_an_unknown_one_none(table: GuessTable) -> None:
    for code in (0, len(table.fake_keys) - 1):
        assert table.code(table.recipe(code)) == code
    known = table.recipe(0)
    seeds = {int(key) % 2**32 for key in table.fake_keys}
    strange = next(seed for seed in range(2**32) if seed not in seeds)
    assert table.code(replace(known, seed=strange)) == -1
    assert table.code(replace(known, truncation_psi=0.123)) == -1


@pytest.mark.parametrize("design", [Design.TWO_AFC, Design.YES_NO])
def test_plots_that_pages_do_not_check_follow_their_schema(
    table: GuessTable, design: Design
) -> None:
    found = compare(table, View(DECK, design))
    assert found is not None
    for draw in (comparison.shares, comparison.learning, comparison.reliability):
        draw(found).to_dict(validate=True)
    published.chart(found, design).to_dict(validate=True)
