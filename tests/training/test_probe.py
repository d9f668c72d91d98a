"""The CLIP probe's head on embeddings whose truth is known."""

import numpy as np

from game.discriminators.clip.probe import p_of
from game.training.groups import Group
from game.training.measuring import LEAST
from game.training.probe import INGREDIENTS, fit_head, without
from game.training.travel import beside_each_other


def embedded(seed: int = 0) -> dict[Group, np.ndarray]:
    """Photos and fakes of two generators, each of which leaves a trace of its own."""
    rng = np.random.default_rng(seed)
    traces = {"": 0.0, "one": 1.0, "other": 1.0}
    found = {}
    for part in ("fit", "validation", "held_out"):
        for place, (name, trace) in enumerate(traces.items()):
            rows = rng.normal(0, 0.1, (60, 512)).astype(np.float32)
            rows[:, place] += trace
            found[Group(name or "deck", name, bool(name), part)] = rows
    return found


def aucs(rows: dict[Group, np.ndarray], head: tuple[np.ndarray, float]) -> dict[str, float]:
    p = {g: p_of(one, *head) for g, one in rows.items() if g.part == "held_out"}
    return {row["generator"]: row["auc"] for row in beside_each_other(p)}


def test_a_head_forgets_the_generator_that_it_never_saw() -> None:
    rows = embedded()
    assert min(aucs(rows, fit_head(rows)).values()) > 0.99
    found = aucs(rows, without(rows, "other"))
    assert found["one"] > 0.99
    assert found["other"] < 0.8


def test_its_p_means_what_it_says() -> None:
    rows = embedded()
    weight, bias = fit_head(rows)
    photos = p_of(rows[Group("deck", "", False, "held_out")], weight, bias)
    assert photos.mean() < 0.1


def test_ingredients_leave_out_what_they_say() -> None:
    repainted, dealt = Group("deck", "", True, "fit", "repainted"), Group("g", "s", True, "fit")
    assert not INGREDIENTS["nothing"](repainted)
    assert INGREDIENTS["nothing, and repainted photos added"](repainted)
    assert all(kept(dealt) for name, kept in INGREDIENTS.items() if not name.startswith("all but"))


def test_only_what_is_alike_stands_side_by_side_and_the_unknown_is_counted() -> None:
    photos, fakes = Group("deck", "", False, "held_out"), Group("one", "a", True, "held_out")
    masked = Group("one", "a", True, "held_out", "masked")
    p = {photos: np.full(40, 0.1), fakes: np.full(40, 0.9), masked: np.full(40, 0.9)}
    p[fakes][: 40 - LEAST] = np.nan
    (row,) = beside_each_other(p)
    assert (row["n_fake"], row["unknown_fake"], row["unknown_real"]) == (LEAST, 0.75, 0.0)
    p[fakes][:] = np.nan
    assert list(beside_each_other(p)) == []
