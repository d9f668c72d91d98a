"""The leaderboard's tables: one for each game, never two games in one."""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

import pandas as pd
import streamlit as st

from game.classroom import rooms
from game.common.errors import Unavailable
from game.common.language import say, to_say
from game.common.vocabulary import Kind, Mode
from game.review.leaderboard import Board, board
from game.review.view import View, ranked
from game.rounds import addresses
from game.rounds.designs import QUESTIONS, Question, question
from game.rounds.game_modes import game_mode
from game.rounds.modes.mode import Board as ModeBoard
from game.rounds.modes.mode import own_fakes
from game.scoring.leaderboard import MINIMUM_TRIALS
from game.store import room_queries
from game.store.tables import now
from game.ui import address
from game.ui.curious import for_the_curious
from game.ui.number_format import PERCENT, as_said
from game.ui.plain import plain
from game.ui.resources import answers, game

PERIODS = {to_say("overall"): None, to_say("this week"): 7, to_say("today"): 1}


def draw_board(name: str, you: int | None) -> None:
    """The board of a game of `addresses.GAMES`; `you` is whoever looks at it."""
    said = addresses.GAMES[name]
    mode = game_mode(Mode(said.get("mode", Mode.ROUND)))
    if mode.board is not None:
        _best(mode.board(game(), you), you)
    else:
        _standings(next(asked for asked in QUESTIONS if asked.label == name), you)


def draw_room_board(code: str, token: str, secret: str, you: int | None) -> None:
    """Who was right how often in a class, once it is over; until then it might tell answers.

    That is for the host, and for players where the ranking is shown to them. To anybody else the
    same is said of every code: whether a room has it is not told.
    """
    with game().store.read() as session:
        room = rooms.over(session, code, token, secret)
        plan = session.scalar(room_queries.round_of(room.id)) if room else None
    if room is None or plan is None:
        st.info(say("A class has a board once it is over, for those who were in it."))
        return
    st.subheader(plain(room.title), anchor=False)
    st.markdown(
        say(
            "Share of right answers of this class and the networks on the same trials; from "
            "{least} on. Guessing makes {chance:.0%}. Ranked by the lower end of the 95 % "
            "interval.",
            least=MINIMUM_TRIALS,
            chance=question(plan.design, plan.target).chance,
        )
    )
    asked = question(plan.design, plan.target)
    found = _table(View(plan.deck, plan.design, plan.target, room_id=room.id), you)
    if found.lines and asked.d_prime:
        with for_the_curious():
            _measures(found, asked, you)


def _standings(asked: Question, you: int | None) -> None:
    """Shares of right answers with their intervals, people's and networks'."""
    left, right = st.columns(2, vertical_alignment="bottom")
    with left:
        days = address.choice(
            st.segmented_control,
            say("When"),
            list(PERIODS),
            "when",
            format_func=say,
            required=True,
        )
    usual = deck = game().dealer.deck.name
    decks = sorted({usual, *(plan.deck for plan in answers().fresh().plans)})
    if len(decks) > 1:
        deck = right.selectbox(
            say("Deck"),
            decks,
            index=decks.index(usual),
            key="on-deck",
            bind="query-params",
        )
    style = _style(deck)
    st.markdown(
        say(
            "{asked}: share of right answers. Guessing makes {chance:.0%}. From {n} scored answers "
            "on.",
            asked=say(asked.ranked),
            chance=asked.chance,
            n=MINIMUM_TRIALS,
        )
    )
    everybody = st.toggle(say("With those who were excluded"), key="everybody", bind="query-params")
    view = replace(ranked(deck, style, asked.design, asked.target), since=_since(PERIODS[days]))
    found = _table(replace(view, excluded_too=everybody), you)
    with for_the_curious():
        st.markdown(
            say(
                "Counted are rounds of ten against {own}, without a limit of time; a round that a "
                "friend had begun does not count. Ranked by the lower end of the 95 % interval, so "
                "that ten lucky answers do not beat a hundred good ones.",
                own=own_fakes(style),
            )
        )
        if found.lines and asked.d_prime:
            _measures(found, asked, you)


def _style(deck: str) -> str | None:
    """The style of the fakes whose board is shown: what is dealt now, or what was before."""
    now_dealt = None
    with suppress(Unavailable):  # a deck that was deleted keeps its board
        now_dealt = game().plan(deck=deck).style
    dealt = {plan.style for plan in answers().fresh().plans if plan.deck == deck}
    styles = [now_dealt, *sorted(dealt - {now_dealt}, key=str)]
    if len(styles) == 1:
        return now_dealt
    st.caption(
        say(
            "Fakes were dealt here in more than one style. Those are different games, each with a "
            "board of its own."
        )
    )
    return st.selectbox(
        say("Fakes"),
        styles,
        format_func=_style_name,
        key="in-style",
    )


def _style_name(style: str | None) -> str:
    return say("plain") if style is None else say("in the style {style}", style=style)


def _since(days: int | None) -> float | None:
    """When the last so many days began, at midnight UTC; they end today."""
    if days is None:
        return None
    midnight = now().replace(hour=0, minute=0, second=0, microsecond=0)
    return (midnight - timedelta(days=days - 1)).timestamp()


def _table(view: View, you: int | None) -> Board:
    """The first hundred lines, and whoever looks at them."""
    with game().store.read() as session:
        found = board(session, answers().fresh(), view, also=[you] if you else [])
    if not found.lines:
        st.info(
            say(
                "Nobody has {n} scored answers yet. Play the first round!",
                n=MINIMUM_TRIALS,
            )
        )
        return found
    st.dataframe(
        _lines(found, you),
        hide_index=True,
        column_config={
            say("Right"): st.column_config.ProgressColumn(
                format=PERCENT, min_value=0, max_value=100
            ),
        },
    )
    if found.total > len(found.lines):
        st.caption(say("The first {n} of {total:,}.", n=len(found.lines), total=found.total))
    return found


def _measures(found: Board, asked: Question, you: int | None) -> None:
    """What signal detection makes of the same answers."""
    columns: dict[str, list[object]] = {
        say("Who"): _names(found, you),
        "d′": [line.d_prime for line in found.lines],
    }
    if asked.faces == 1:
        columns[say("Bias c")] = [line.bias for line in found.lines]
    st.dataframe(
        as_said(pd.DataFrame(columns), {"d′": "{n:.2f}", say("Bias c"): "{n:.2f}"}),
        hide_index=True,
        column_config={
            "d′": st.column_config.NumberColumn(help=say(asked.d_prime or "")),
            say("Bias c"): st.column_config.NumberColumn(
                help=say("above 0: says “real” rather; below 0: “generated”")
            ),
        },
    )


def _names(found: Board, you: int | None) -> list[object]:
    return [
        say(line.nickname) if line.kind is Kind.MODEL else _who(line.nickname, line.player_id, you)
        for line in found.lines
    ]


def _lines(found: Board, you: int | None) -> pd.DataFrame:
    kinds = {True: say("network"), False: say("person")}
    columns: dict[str, list[object]] = {
        say("Rank"): [
            found.places.get(line.player_id, place) for place, line in enumerate(found.lines, 1)
        ],
        say("Who"): _names(found, you),
        # What a phone has no room for comes last.
        say("Right"): [100 * line.accuracy for line in found.lines],
        say("95 % interval"): [
            say("{low:.0%} to {high:.0%}", low=line.low, high=line.high) for line in found.lines
        ],
        say("Answers"): [line.trials for line in found.lines],
        say("Kind"): [kinds[line.kind is Kind.MODEL] for line in found.lines],
    }
    days = [f"{line.last_played:%Y-%m-%d}" if line.last_played else "" for line in found.lines]
    return pd.DataFrame(columns | {say("Last played"): days})


def _best(board: ModeBoard, you: int | None) -> None:
    """What a mode ranks."""
    st.markdown(board.text)
    if not board.lines:
        st.info(board.nobody)
        return
    table = pd.DataFrame(
        {
            say("Rank"): rank,
            say("Who"): _who(line.nickname, line.player_id, you),
            **{say(heading): figure for heading, figure in line.figures.items()},
        }
        for rank, line in enumerate(board.lines, start=1)
    )
    figures = board.lines[0].figures.items()
    dates = {
        say(name): st.column_config.DateColumn() for name, of in figures if isinstance(of, datetime)
    }
    tenths = {say(name): "{n:.1f}" for name, of in figures if isinstance(of, float)}
    st.dataframe(as_said(table, tenths), hide_index=True, column_config=dates)


def _who(nickname: str, player_id: int, you: int | None) -> str:
    return say("{name} (you)", name=nickname) if player_id == you else nickname
