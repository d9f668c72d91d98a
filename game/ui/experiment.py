"""A player's own run of the published experiment, set beside the published figures."""

import pandas as pd
import streamlit as st

from game.experiment import LENGTH, PAPER, PUBLISHED, Measured, Outcome
from game.scoring.literature import Published
from game.ui.result import interval_chart

YOU = {True: "You, trained", False: "You, untrained"}


def show(found: Outcome) -> None:
    """Accuracy, d′ and criterion with their intervals, both halves, and what differs."""
    right, scored = found.score
    st.header(f"{right} of {scored} right")
    if scored < LENGTH:
        st.caption(f"{LENGTH - scored} of the {LENGTH} faces were left out or known to you.")
    lean = "you lean to “real”" if found.criterion.value > 0 else "you lean to “generated”"
    if found.criterion.low <= 0 <= found.criterion.high:
        lean = "yours may be none"
    st.markdown(
        f"Accuracy **{found.accuracy.value:.1%}** ({found.accuracy.low:.1%} to "
        f"{found.accuracy.high:.1%}), **d′ {_signed(found.d_prime)}**, **c "
        f"{_signed(found.criterion)}** (95 % intervals). d′ is how well fakes and photos are told "
        f"apart, 0 by guessing; c is the bias towards “real”: {lean}. Halves: "
        f"{_share(found.halves[0])} and {_share(found.halves[1])} right."
    )
    st.altair_chart(interval_chart(_rows(found)))
    st.caption(
        f"[Nightingale and Farid 2022]({PAPER}). {' '.join(map(_sentence, PUBLISHED))} Trained is "
        "with training before and feedback after each face. Their intervals are for the "
        "mean of many people, yours is for one person's answers, and so far wider."
    )
    st.caption(
        "Yours is not the same experiment. Their fakes were made by StyleGAN2, these by "
        "MobileStyleGAN, which learned from such a network; their photos were from FFHQ, these are "
        "CelebA's, 160 pixels wide and near the fakes in colour, contrast and sharpness."
    )


def _rows(found: Outcome) -> pd.DataFrame:
    """A line for the player and for each published condition, as `interval_chart` takes them."""
    right, scored = found.score
    you = found.accuracy
    rows: list[tuple[str, int | None, int | None, float, float | None, float | None]] = [
        (YOU[found.feedback], scored, right, you.value, you.low, you.high)
    ]
    rows += [(f"Published, {p.condition}", None, None, p.share, p.low, p.high) for p in PUBLISHED]
    return pd.DataFrame(rows, columns=["name", "trials", "correct", "accuracy", "low", "high"])


def _sentence(published: Published) -> str:
    """A published condition in words."""
    said = (
        f"{published.condition.capitalize()}: {published.share:.1%} right ({published.low:.1%} to "
        f"{published.high:.1%}, {published.n} people)"
    )
    if published.d_prime is not None:
        said += f", d′ {published.d_prime:.2f}"
    if published.halves is not None:
        first, second = published.halves
        said += f"; {first:.1%} in the first half, {second:.1%} in the second"
    return f"{said}."


def _signed(measured: Measured) -> str:
    text = f"{measured.value:+.2f} ({measured.low:+.2f} to {measured.high:+.2f})"
    return text.replace("-", "−")


def _share(score: tuple[int, int]) -> str:
    right, scored = score
    return f"{right / scored:.1%} of {scored}" if scored else "none of 0"
