"""How judges are measured: the figures of judges whose answers are known."""

import json

import numpy as np
import pytest

from game.common.settings import Settings
from game.discriminators.judges import load_judges
from game.training.answers import Answerer, Case, Faces, answerers
from game.training.evaluation import STRENGTHS, _conditions, _disturbed, evaluate
from game.training.faces import DEALT, sources
from game.training.measuring import measure, milliseconds
from tests.fixtures.judges import PLAYING

COLUMNS = (
    "n_real n_fake auc auc_low auc_high accuracy_real accuracy_fake threshold ece brier reliability"
)


def test_a_perfect_judge_a_coin_and_one_with_a_wrong_threshold() -> None:
    perfect = measure(np.full(50, 0.02), np.full(40, 0.98))
    assert set(COLUMNS.split()) <= set(perfect)
    assert (perfect["n_real"], perfect["n_fake"], perfect["auc"]) == (50, 40, 1.0)
    assert perfect["accuracy_real"] == perfect["accuracy_fake"] == 1.0
    assert perfect["auc_low"] > 0.9

    coin = measure(np.full(50, 0.5), np.full(50, 0.5))
    assert (coin["auc"], coin["brier"], coin["balanced_accuracy"]) == (0.5, 0.25, 0.5)

    # A perfect ranking behind a wrong threshold: no pair is missed, and every photo is.
    shy = measure(np.linspace(0.6, 0.7, 50), np.linspace(0.8, 0.9, 50))
    assert (shy["auc"], shy["accuracy_real"], shy["accuracy_fake"]) == (1.0, 0.0, 1.0)
    assert shy["ece"] > 0.3


def test_intervals_hold_what_they_are_about() -> None:
    rng = np.random.default_rng(0)
    row = measure(rng.beta(2, 3, 200), rng.beta(3, 2, 200))
    for name in ("auc", "accuracy_real", "accuracy_fake", "balanced_accuracy", "brier"):
        assert row[f"{name}_low"] < row[name] < row[f"{name}_high"]


def test_the_games_own_fakes_meet_every_disturbance() -> None:
    conditions = _conditions(DEALT, quick=False)
    assert conditions[0] == ("none", 0)
    assert len(conditions) == 1 + sum(map(len, STRENGTHS.values()))
    assert len(_conditions(DEALT, quick=True)) == 1 + len(STRENGTHS)
    noise = np.random.default_rng(0).integers(0, 256, (3, 160, 160, 3)).astype(np.uint8)
    faces = Faces(lambda: noise)
    assert _disturbed(faces, "blur", 2.0).pictures.std() < noise.std() / 2
    assert _disturbed(faces, "none", 0) is faces


def test_a_quick_evaluation_has_a_row_for_everybody_and_takes_over_what_is_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("game.training.evaluation.FEW", 12)
    settings = Settings.from_environment()
    rows = evaluate(settings, quick=True)
    assert len(rows) == len(PLAYING) * len(_conditions(DEALT, quick=True))
    for row in rows:
        assert {"judge", "generator", "stage", "ms_per_face", *COLUMNS.split()} <= set(row)
        assert (row["n_real"], row["n_fake"]) == (12, 12)
    strong = [r for r in rows if r["judge"] == "Small CNN" and r["disturbance"] == "none"]
    assert strong[0]["auc"] > 0.8
    json.dumps(rows)

    # What has the same weights is not measured again; of others the figures would be wrong.
    kept = [row | {"auc": -1.0} for row in rows]
    kept[0] |= {"weights": "others"}
    again = evaluate(settings, quick=True, kept=kept)
    assert [row["auc"] for row in again] == [rows[0]["auc"]] + [-1.0] * (len(rows) - 1)


def test_a_row_names_the_weights_of_judge_and_fakes_and_what_is_unknown_is_no_answer() -> None:
    p = np.linspace(0.6, 0.9, 20)
    faces = Faces(lambda: np.zeros((20, 8, 8, 3), np.uint8))
    asked = Answerer("J", "0123456789abcdef", lambda _: np.where(p > 0.8, np.nan, p), slow=False)
    row = Case({"stage": "s"}, "fedcba", asked, faces, faces).measured()
    assert row is not None
    assert (row["judge"], row["stage"], row["weights"]) == ("J", "s", "0123456789ab fedcba")
    assert (row["n_real"], row["unknown_fake"]) == (13, 0.35)
    nobody = Answerer("J", "0", lambda _: np.full(20, np.nan), slow=False)
    assert Case({}, "", nobody, faces, faces).measured() is None


def test_a_judge_is_asked_once_about_the_same_faces() -> None:
    drawn = []

    def draw() -> np.ndarray:
        drawn.append(1)
        return np.zeros((3, 160, 160, 3), np.uint8)

    faces = Faces(draw)
    first, *_ = answerers(Settings.from_environment())
    assert first.answers(faces) is first.answers(faces)
    assert (len(drawn), len(first.answers(faces))) == (1, 3)


def test_there_are_fakes_of_several_generators_and_stages() -> None:
    found = sources(Settings.from_environment())
    assert found[0] == DEALT
    assert len({source.generator for source in found}) >= 3
    assert len(set(found)) == len(found)
    for source in found:
        seeds = [set(source.seeds(part)) for part in ("fit", "validation", "held_out")]
        assert not set.intersection(*seeds)
        assert sum(map(len, seeds)) == len(set.union(*seeds))


def test_all_judges_together_take_no_more_than_60_ms_a_face() -> None:
    faces = np.random.default_rng(0).integers(0, 256, (40, 160, 160, 3)).astype(np.uint8)
    judges = load_judges(Settings.from_environment())
    assert sum(milliseconds(judge, faces) for judge in judges) <= 60
