"""After a round: how you did and how sure that is, beside the networks on the same pairs."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from game.common.errors import Refused, Unavailable
from game.common.language import say, say_many
from game.common.recipe import GENERATOR, usual_psi
from game.common.vocabulary import Mode
from game.review import history, second_opinion
from game.review.share_text import beaten
from game.rounds.designs import question
from game.rounds.game_modes import game_mode
from game.rounds.modes import climb, daily, ordinary
from game.rounds.modes.climb import CLIMB
from game.rounds.modes.mode import Result
from game.rounds.modes.sharing import played
from game.rounds.plan import Plan, Reveal
from game.rounds.revealing import outcomes
from game.ui.buttons import button, made
from game.ui.plain import plain
from game.ui.play import friend, invitation, menu, naming, send
from game.ui.play.charts import draw_marks, draw_staircase, interval_chart, shares
from game.ui.play.pair import draw_reveal
from game.ui.play.welcome import deal, forget_address
from game.ui.resources import answers, game, opponent

Outcomes = Mapping[str, Sequence[bool | None]]


def judged(player_id: int) -> Sequence[Reveal]:
    """The trials of the player's last round, once the networks have answered them."""
    past = game().reveals(player_id)
    left = [reveal for reveal in past if not reveal.verdicts]
    if not left or not game().networks.names:
        return past
    waiting = st.empty()
    with waiting:
        made(
            say("The networks are looking at the last pairs …"),
            lambda progress: game().let_networks_finish(player_id, left, progress),
        )
    waiting.empty()
    return game().reveals(player_id)


def draw_result(player_id: int, past: Sequence[Reveal]) -> None:
    """The result, the way to another game, and the faces to look at again."""
    plan = past[0].plan
    mode, asked = game_mode(plan.mode), question(plan.design, plan.target)
    with st.container(horizontal_alignment="center"), st.container(width=760):
        found = outcomes(past, game().networks.names)
        if mode.result is None:
            _headline(player_id, past, found)
        else:
            _outcome(plan, mode.result(game(), past))
        naming.ask(player_id)
        if plan.code:
            if plan.mode is Mode.ROUND:
                invitation.draw_duel(player_id, past)
            friend.draw_scores(player_id, plan)
        if mode.result is None:
            send.draw_send(found, plan.code if mode.shareable else None)
        if st.button(say("Once more"), type="primary", shortcut="Enter", width="stretch"):
            deal(player_id, replace(plan, code=None) if mode.repeated else game().plan())
        button(say(CLIMB.label), climb.begin, game(), player_id, width="stretch")
        if mode.shareable and not plan.code:
            friend.offer(player_id, past[0].round_id)
        menu.another_game()
        if mode.result is None:
            _how_sure(past, found)
        if mode.with_network and asked.faces == 2:
            _team(past)
        _missed(player_id, past)


def follow(player_id: int, code: str) -> None:
    """Who invites to the round of this code, and the way to it; or what came of it."""
    if past := played(game(), player_id, code):
        draw_result(player_id, past)
        return
    with st.container(horizontal_alignment="center"), st.container(width=620):
        if invitation.draw_invitation(code, lambda: player_id):
            return
    try:  # nobody knows any more who invites, and the round may be there all the same
        ordinary.accept(game(), player_id, code)
    except Refused as refusal:
        st.info(plain(refusal), icon=":material/info:")
        menu.another_game()
    else:
        forget_address()
        st.rerun()


def _headline(player_id: int, past: Sequence[Reveal], found: Outcomes) -> None:
    """How many of the round's trials, at a glance, and whom that beats."""
    plan = past[0].plan
    own = next(iter(found.values()))
    correct, trials = own.count(True), len(own) - own.count(None)
    if differing := _unranked(plan):
        st.caption(say("{differing}: not for the leaderboard.", differing=differing))
    elif plan.deck != game().dealer.deck.name:
        st.caption(say("On the leaderboard of the deck {deck}.", deck=plain(plan.deck)))
    if not trials:
        st.title(say("Nothing to score"))
        st.markdown(say("Nothing of it counts: each time you had seen a face before."))
        return
    st.title(say("{correct} of {trials} right", correct=correct, trials=trials))
    draw_marks(own)
    beat, networks = beaten(found)
    said = [
        say_many(
            "You beat {beaten} of {n} network.",
            "You beat {beaten} of {n} networks.",
            networks,
            beaten=beat,
        )
    ]
    rank = history.rank(answers().fresh(), plan.deck, plan.style, player_id)
    if rank is not None and rank.people > history.OTHERS and rank.better_than > 0:
        said.append(
            say(
                "In all your rounds you are better than **{share:.0%} of players**.",
                share=rank.better_than,
            )
        )
    if plan.mode is Mode.DAILY and (days := daily.streak(game(), player_id)):
        said.append(say_many("{n} day in a row.", "{n} days in a row.", days))
    st.markdown(" ".join(said))


def _how_sure(past: Sequence[Reveal], found: Outcomes) -> None:
    """What so many trials say, with intervals, beside the networks."""
    plan = past[0].plan
    asked = question(plan.design, plan.target)
    scores = shares(found)
    you = scores.iloc[0]
    if you.trials:
        st.subheader(say("How sure is that?"), anchor=False)
        st.markdown(
            say(
                "That is {accuracy:.0%}; guessing makes {chance:.0%}. After {trials} answers "
                "your true rate may be anywhere from **{low:.0%} to {high:.0%}** (95 % "
                "interval).",
                accuracy=you.accuracy,
                chance=asked.chance,
                trials=you.trials,
                low=you.low,
                high=you.high,
            )
        )
        if asked.faces == 1:
            st.markdown(_hits(past))
    st.altair_chart(interval_chart(scores, asked.chance))


def _missed(player_id: int, past: Sequence[Reveal]) -> None:
    """The faces that were taken for what they are not, to look at again."""
    asked = question(past[0].plan.design, past[0].plan.target)
    missed = [reveal for reveal in past if reveal.correct is False]
    if missed:
        st.subheader(say(asked.fooled), text_alignment="center")
    for reveal in missed:
        try:
            draw_reveal(reveal, game().pictures(player_id, reveal.trial_id))
        except Unavailable as error:  # the round is older than the generator's weights
            st.caption(
                say(
                    "{trial} cannot be drawn again. {why}",
                    trial=say(asked.numbered, n=reveal.position),
                    why=plain(error),
                )
            )


def _unranked(plan: Plan) -> str:
    """What about a round keeps it from being compared with others'; "" if nothing does."""
    found = []
    mode = game_mode(plan.mode)
    if not mode.ranked:
        found.append(say(mode.label))
    if plan.generator not in (None, GENERATOR):
        found.append(say("Against {opponent}", opponent=plain(opponent(plan.generator))))
    elif plan.truncation_psi not in (None, usual_psi(plan.style)):
        found.append(say("ψ {psi}", psi=plan.truncation_psi))
    elif plan.deck == game().dealer.deck.name and plan.style != game().dealer.deck.style:
        found.append(say("Fakes in another style than now"))
    if plan.display_seconds is not None:
        found.append(say("{seconds:g} s in sight", seconds=plan.display_seconds))
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


def _outcome(plan: Plan, result: Result) -> None:
    """What a mode makes of its round."""
    if game_mode(plan.mode).one_opponent and (differing := _unranked(plan)):
        st.caption(say("{differing}: not for the leaderboard.", differing=differing))
    st.title(result.title)
    st.markdown(result.text)
    if result.climbed:
        draw_staircase(result.climbed, len(game().ladder))


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
        together = second_opinion.team(answers().fresh(), past, game().networks.names)
        st.altair_chart(
            interval_chart(
                shares(
                    {
                        say("you + {network}", network=say(name)): right
                        for name, right in together.items()
                    }
                )
            )
        )
