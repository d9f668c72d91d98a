"""After a round: how you did and how sure that is, beside the networks on the same pairs."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import altair as alt
import pandas as pd
import streamlit as st

from game.common.colours import LOUD, QUIET
from game.common.errors import Refused, Unavailable
from game.common.language import say, to_say
from game.common.recipe import GENERATOR, TRUNCATION_PSI
from game.common.vocabulary import Design, Mode
from game.review import second_opinion
from game.rounds import addresses
from game.rounds.modes import attack, shared
from game.rounds.modes import climb as climbing
from game.rounds.plan import Plan, Reveal
from game.rounds.revealing import outcomes
from game.scoring.intervals import wilson
from game.scoring.staircase import threshold
from game.ui.plain import plain
from game.ui.play import menu, together
from game.ui.play.pair import show_reveal
from game.ui.play.table import NUMBERED, rung_name
from game.ui.play.welcome import climb, deal, forget_address
from game.ui.resources import answers, game, opponent

_FOOLED = {
    Design.TWO_AFC: to_say("The pairs that fooled you"),
    Design.YES_NO: to_say("The faces that fooled you"),
    Design.ODD_ONE_OUT: to_say("The sets that fooled you"),
}


def show(player_id: int, past: Sequence[Reveal]) -> None:
    """The result, the way to another game, and the faces to look at again."""
    plan = past[0].plan
    with st.container(horizontal_alignment="center"), st.container(width=760):
        {Mode.CLIMB: _climbed, Mode.ATTACK: _attacked}.get(plan.mode, _scored)(past)
        if plan.code:
            together.scores(player_id, plan)
        if st.button(say("Once more"), type="primary", shortcut="Enter", width="stretch"):
            repeated = plan.mode in (Mode.ROUND, Mode.ATTACK, Mode.LEVEL)
            deal(player_id, replace(plan, code=None) if repeated else game().plan())
        st.button(
            say("Climb from noise to faces"), on_click=climb, args=(player_id,), width="stretch"
        )
        if plan.mode is Mode.ROUND and not plan.code:
            together.offer(player_id, past[0].round_id)
        menu.another_game()
        if plan.mode is Mode.ROUND and plan.design is Design.TWO_AFC:
            _team(past)
    missed = [reveal for reveal in past if reveal.correct is False]
    if missed:
        st.subheader(say(_FOOLED[plan.design]), text_alignment="center")
        for reveal in missed:
            try:
                show_reveal(reveal, game().pictures(player_id, reveal.trial_id))
            except Unavailable as error:  # the round is older than the generator's weights
                st.caption(
                    say(
                        "{trial} cannot be drawn again. {why}",
                        trial=say(NUMBERED[plan.design], n=reveal.position),
                        why=plain(error),
                    )
                )


def follow(player_id: int, code: str) -> None:
    """Sit down to the round of another's code, or show what came of it."""
    try:
        past = shared.accept(game(), player_id, code)
    except Refused as refusal:
        st.info(plain(refusal), icon=":material/info:")
        menu.another_game()
        return
    if past:
        show(player_id, past)
    else:
        forget_address()
        st.rerun()


def _scored(past: Sequence[Reveal]) -> None:
    """How many of the round's trials, and what that says."""
    plan = past[0].plan
    chance = addresses.CHANCE[plan.design]
    scores = _scores(outcomes(past, game().network_names))
    you = scores.iloc[0]
    if differing := _unranked(plan):
        st.caption(say("{differing}: not for the leaderboard.", differing=differing))
    if you.trials:
        st.title(say("{correct} of {trials} right", correct=you.correct, trials=you.trials))
        st.markdown(
            say(
                "That is {accuracy:.0%}; guessing makes {chance:.0%}. After {trials} answers "
                "your true rate may be anywhere from **{low:.0%} to {high:.0%}** (95 % "
                "interval).",
                accuracy=you.accuracy,
                chance=chance,
                trials=you.trials,
                low=you.low,
                high=you.high,
            )
        )
        if plan.design is Design.YES_NO:
            st.markdown(_hits(past))
    else:
        st.title(say("Nothing to score"))
        st.markdown(say("Nothing of it counts: each time you had seen a face before."))
    st.altair_chart(interval_chart(scores, chance))


def _unranked(plan: Plan) -> str:
    """What about a round keeps it from being compared with others'; "" if nothing does."""
    found = []
    if plan.mode is Mode.LEVEL:
        found.append(say("At your level"))
    if plan.generator not in (None, GENERATOR):
        found.append(say("Against {opponent}", opponent=plain(opponent(plan.generator))))
    elif plan.truncation_psi != TRUNCATION_PSI:
        found.append(say("ψ {psi}", psi=plan.truncation_psi))
    if plan.display_seconds is not None:
        found.append(say("{seconds:g} s in sight", seconds=plan.display_seconds))
    if plan.deck != game().dealer.deck.name:
        found.append(say("The deck {deck}", deck=plain(plan.deck)))
    return ", ".join(found)


def _hits(past: Sequence[Reveal]) -> str:
    """Single faces: hits and false alarms in words."""
    scored = [reveal for reveal in past if reveal.correct is not None]
    fakes = [reveal.correct for reveal in scored if reveal.target_place == 1]
    photos = [reveal.correct for reveal in scored if reveal.target_place == 0]
    return say(
        "You caught **{hits} of {fakes} generated faces** (hits) and took **{false_alarms} of "
        "{photos} photos** for generated (false alarms).",
        hits=fakes.count(True),
        fakes=len(fakes),
        false_alarms=photos.count(False),
        photos=len(photos),
    )


def _attacked(past: Sequence[Reveal]) -> None:
    """How many before the lives were gone."""
    right = sum(reveal.correct is True for reveal in past)
    late = sum(reveal.late for reveal in past)
    if differing := _unranked(past[0].plan):
        st.caption(say("{differing}: not for the leaderboard.", differing=differing))
    st.title(say("{right} right in a time attack", right=right))
    st.markdown(
        say(
            "{pairs} pairs in all, {late} of them answered too late. Guessing makes three "
            "on average. {rule}",
            pairs=len(past),
            late=late,
            rule=say(attack.RULE),
        )
    )


def _climbed(past: Sequence[Reveal]) -> None:
    """How far up the stages the player held out, step by step."""
    rungs = game().rungs
    steps = climbing.steps(past, rungs)
    if not steps:
        st.title(say("Nothing to score"))
        st.markdown(say("No pair of this climb counts."))
        return
    level = threshold(steps)
    st.title(say("You held out to step {step:.1f} of {steps}", step=level + 1, steps=len(rungs)))
    st.markdown(
        say(
            "About there (**{step}**) you are right seven times in ten. It is the mean of "
            "the last turning points of your climb: two right answers in a row lead up, a "
            "wrong one leads down.",
            step=rung_name(rungs[round(level)]),
        )
    )
    table = pd.DataFrame(steps, columns=["level", "right"])
    table["pair"], table["step"] = table.index + 1, table["level"] + 1
    base = alt.Chart(table).encode(
        x=alt.X("pair:O", title=say("pair"), axis=alt.Axis(labelAngle=0)),
        y=alt.Y(
            "step:Q",
            title=say("Step"),
            scale=alt.Scale(domain=[1, len(rungs)]),
            axis=alt.Axis(tickMinStep=1),
        ),
    )
    marked = base.mark_point(size=110, opacity=1, color=LOUD).encode(
        fill=alt.condition("datum.right", alt.value(LOUD), alt.value("transparent")),
        tooltip=[
            alt.Tooltip("pair", title=say("pair")),
            alt.Tooltip("step", title=say("Step")),
            alt.Tooltip("right", title=say("right answer")),
        ],
    )
    st.altair_chart(base.mark_line(color=QUIET) + marked)
    st.caption(say("Filled: right. Hollow: fooled."))


def interval_chart(scores: pd.DataFrame, at_chance: float = 0.5) -> alt.LayerChart | alt.FacetChart:
    """Accuracy with its interval per name, and chance as a line."""
    names = alt.Y("name:N", sort=None, title=None, axis=alt.Axis(labelLimit=160))
    share = alt.Scale(domain=[0, 1])
    base = alt.Chart(scores)
    chance = alt.Chart(pd.DataFrame({"x": [at_chance], "what": ["chance"]}))
    return alt.layer(
        chance.mark_rule(strokeDash=[4, 4], color=QUIET).encode(x=alt.X("x:Q", scale=share)),
        base.mark_rule(strokeWidth=6, strokeCap="round", color=QUIET).encode(
            x=alt.X("low:Q", scale=share, title=None, axis=alt.Axis(format="%")),
            x2="high:Q",
            y=names,
        ),
        base.mark_point(filled=True, size=150, opacity=1, color=LOUD).encode(
            x=alt.X("accuracy:Q", scale=share),
            y=names,
            tooltip=[
                alt.Tooltip("name:N", title=say("who")),
                alt.Tooltip("accuracy:Q", title=say("share right"), format=".0%"),
                alt.Tooltip("correct:Q", title=say("right answers")),
                alt.Tooltip("trials:Q", title=say("answers")),
            ],
        ),
    ).properties(height=alt.Step(44))


def _team(past: Sequence[Reveal]) -> None:
    """How the player would have done with each network at their side."""
    with st.expander(say("With a network at your side")):
        st.markdown(
            say(
                "Your choice and a network's probabilities, added up as two independent "
                "opinions; how much your word weighs follows from how often people were right "
                "who were as sure."
            )
        )
        together = second_opinion.team(answers().fresh(), past, game().network_names)
        st.altair_chart(
            interval_chart(
                _scores(
                    {
                        say("you + {network}", network=say(name)): right
                        for name, right in together.items()
                    }
                )
            )
        )


def _scores(found: Mapping[str, Sequence[bool | None]]) -> pd.DataFrame:
    rows = []
    for name, right in found.items():
        correct, trials = right.count(True), len(right) - right.count(None)
        low, high = wilson(correct, trials)
        accuracy = correct / trials if trials else None
        rows.append((say(name), trials, correct, accuracy, low, high))
    columns = ["name", "trials", "correct", "accuracy", "low", "high"]
    return pd.DataFrame(rows, columns=columns)
