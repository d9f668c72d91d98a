"""How much the jury's members weigh, of members whose worth is known."""

import numpy as np
from scipy.special import expit

from game.training.groups import Group
from game.training.leave_one_out import fit_jury


def said(part: str, seed: int) -> dict[Group, np.ndarray]:
    """Log odds of one who sees nothing, and of one who is right by its word, of three groups."""
    rng = np.random.default_rng(seed)
    found = {}
    for name, fake, n in (("", False, 900), ("one", True, 300), ("other", True, 600)):
        truth = rng.normal(2 if fake else -2, 2, n)  # whose log odds are these very numbers
        group = Group(name, name, fake, part)  # type: ignore[arg-type]
        found[group] = np.column_stack([rng.normal(0, 2, n), truth])
    return found


def test_who_sees_nothing_is_not_listened_to_and_who_is_right_is_taken_at_its_word() -> None:
    weight, bias = fit_jury(said("validation", 0) | said("held_out", 1))
    assert abs(weight[0]) < 0.1
    assert abs(weight[1] - 1) < 0.2
    assert abs(bias) < 0.2
    fakes = said("held_out", 2)[Group("one", "one", True, "held_out")]
    assert (expit(fakes @ weight + bias) > 0.5).mean() > 0.75
