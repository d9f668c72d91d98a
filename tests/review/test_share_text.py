"""A round in two lines: signs for its trials, whom it beat, and nothing of its faces."""

from game.common.language import speaking
from game.review.share_text import beaten, marks, share_text

FOUND = {
    "you": [True, False, None, True],
    "worse": [True, False, True, False],
    "as good": [True, True, True, False],
    "unasked": [None, None, None, None],
}


def test_a_sign_for_each_trial_differs_by_more_than_colour() -> None:
    assert marks(FOUND["you"]) == "🟩❌⬜🟩"


def test_only_what_both_answered_is_compared() -> None:
    assert beaten(FOUND) == (1, 3)
    assert beaten({"you": [None], "other": [True]}) == (0, 1)


def test_the_text_to_send() -> None:
    assert share_text(FOUND, "http://here/?same=x").splitlines() == [
        "Play the discriminator: 2 of 3, beat 1 of 3 networks",
        "🟩❌⬜🟩",
        "http://here/?same=x",
    ]
    nobody = {"you": [False], "other": [True]}
    assert share_text(nobody, "-").splitlines()[0] == "Play the discriminator: 0 of 1"
    with speaking("fr"):
        assert "1 réseaux sur 3 battus" in share_text(FOUND, "-")
