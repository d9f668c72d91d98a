"""A player's own run of the published experiment, set beside the published figures."""

import pandas as pd
import streamlit as st

from game.common.language import say, to_say
from game.review.experiment import LENGTH, Measured, Outcome, conditions
from game.review.literature import Published
from game.ui.curious import for_the_curious
from game.ui.play.charts import interval_chart

YOU = {True: to_say("You, trained"), False: to_say("You, untrained")}


def draw_outcome(found: Outcome) -> None:
    """Accuracy, d′ and criterion with their intervals, both halves, and what differs."""
    right, scored = found.score
    st.header(say("{correct} of {trials} right", correct=right, trials=scored))
    if scored < LENGTH:
        st.caption(
            say(
                "{missing} of the {length} faces were left out or known to you.",
                missing=LENGTH - scored,
                length=LENGTH,
            )
        )
    real = found.criterion.value > 0
    lean = say("you lean to “real”") if real else say("you lean to “generated”")
    if found.criterion.low <= 0 <= found.criterion.high:
        lean = say("yours may be none")
    st.markdown(
        say(
            "**{accuracy:.1%}** of your answers are right ({low:.1%} to {high:.1%}, 95 % "
            "interval). Your bias: {lean}. Halves: {first} and {second} right.",
            accuracy=found.accuracy.value,
            low=found.accuracy.low,
            high=found.accuracy.high,
            lean=lean,
            first=_share(found.halves[0]),
            second=_share(found.halves[1]),
        )
    )
    st.altair_chart(interval_chart(_rows(found)))
    with for_the_curious():
        st.markdown(
            say(
                "**d′ {d_prime}**, **c {criterion}** (95 % intervals). d′ is how well fakes and "
                "photos are told apart, 0 by guessing; c is the bias towards “real”.",
                d_prime=_signed(found.d_prime),
                criterion=_signed(found.criterion),
            )
        )
        for one in conditions():
            if one.d_prime is not None:
                what = say(one.condition).capitalize()
                st.markdown(
                    say("{condition}: d′ {d_prime:.2f}", condition=what, d_prime=one.d_prime)
                )
    st.caption(
        say(
            "[Nightingale and Farid 2022]({paper}). {found} Trained is with training "
            "before and feedback after each face. Their intervals are for the mean of many "
            "people, yours is for one person's answers, and so far wider.",
            paper=conditions()[0].link,
            found=" ".join(map(_sentence, conditions())),
        )
    )
    st.caption(
        say(
            "Yours is not the same experiment. Their fakes were made by StyleGAN2, these by "
            "MobileStyleGAN, which learned from such a network; their photos were from FFHQ, "
            "these are CelebA's, 160 pixels wide and near the fakes in colour, contrast and "
            "sharpness."
        )
    )


def _rows(found: Outcome) -> pd.DataFrame:
    """A line for the player and for each published condition, as `interval_chart` takes them."""
    right, scored = found.score
    you = found.accuracy
    rows: list[tuple[str, int | None, int | None, float, float | None, float | None]] = [
        (say(YOU[found.feedback]), scored, right, you.value, you.low, you.high)
    ]
    rows += [
        (
            say("Published, {condition}", condition=say(p.condition)),
            *(None, None, p.share, p.low, p.high),
        )
        for p in conditions()
    ]
    return pd.DataFrame(rows, columns=["name", "trials", "correct", "accuracy", "low", "high"])


def _sentence(published: Published) -> str:
    """A published condition in words."""
    said = say(
        "{condition}: {accuracy:.1%} right ({low:.1%} to {high:.1%}, {people} people)",
        condition=say(published.condition).capitalize(),
        accuracy=published.share,
        low=published.low,
        high=published.high,
        people=published.n,
    )
    if published.halves is not None:
        first, second = published.halves
        said += say(
            ", {first:.1%} in the first half, {second:.1%} in the second",
            first=first,
            second=second,
        )
    return f"{said}."


def _signed(measured: Measured) -> str:
    text = say(
        "{value:+.2f} ({low:+.2f} to {high:+.2f})",
        value=measured.value,
        low=measured.low,
        high=measured.high,
    )
    return text.replace("-", "−")


def _share(score: tuple[int, int]) -> str:
    right, scored = score
    if not scored:
        return say("none of 0")
    return say("{share:.1%} of {scored}", share=right / scored, scored=scored)
