"""The leaderboard's tables: one for each game, never two games in one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pandas as pd
import streamlit as st

from game.classroom import rooms
from game.common.language import say, to_say
from game.common.recipe import GENERATOR, TRUNCATION_PSI
from game.common.vocabulary import Design, Kind, Mode, Target
from game.review import mode_boards
from game.review.leaderboard import Board, board
from game.review.view import View, ranked
from game.rounds import addresses
from game.rounds.modes import attack, shared
from game.scoring.leaderboard import MINIMUM_TRIALS
from game.store import room_queries
from game.store.tables import now
from game.ui import address
from game.ui.plain import plain
from game.ui.resources import game
from game.ui.written import PERCENT

PERIODS = {to_say("overall"): None, to_say("this week"): 7, to_say("today"): 1}

_ASKED = {
    (Design.TWO_AFC, Target.REAL): to_say("Pairs of faces, one real"),
    (Design.YES_NO, Target.REAL): to_say("Single faces, real or generated"),
    (Design.ODD_ONE_OUT, Target.REAL): to_say(
        "Four faces, of which one is a photo that is to be found"
    ),
    (Design.ODD_ONE_OUT, Target.FAKE): to_say("Four faces, of which one is generated, to be found"),
}


def show(name: str, you: int | None) -> None:
    """The board of a game of `modes.GAMES`; `you` is whoever looks at it."""
    said = addresses.GAMES[name]
    mode = Mode(said.get("mode", Mode.ROUND))
    if mode is Mode.ATTACK:
        _best(
            say(
                "Time attack on pairs against {own}: the most right answers before {lives} lives "
                "were gone. Guessing makes three on average.",
                own=_own(),
                lives=attack.LIVES,
            ),
            mode_boards.attacks(game()),
            you,
            say("Right"),
        )
    elif mode is Mode.CLIMB:
        _best(
            say(
                "Climbs from noise to the game's own generator: the highest of {n} steps to which "
                "somebody held out, which is where they were right seven times in ten. Guessing "
                "stays about the first.",
                n=len(game().rungs),
            ),
            mode_boards.climbs(game()),
            you,
            say("Step"),
        )
    elif mode is Mode.DAILY:
        _today(you)
    elif mode is Mode.LEVEL:
        st.markdown(
            say(
                "Rounds at your level are not ranked: they are dealt so that everybody gets about "
                "seven in ten right. Guessing makes 50 %."
            )
        )
        st.info(say("Where you stand is on the page “You”, and on the scale of “Hardest faces”."))
    else:
        design = Design(said.get("design", Design.TWO_AFC))
        _standings(design, Target(said.get("target", Target.REAL)), you)


def of_room(code: str, key: str, you: int | None) -> None:
    """Who was right how often in a class, once it is over; until then it might tell answers.

    `key` is a player's token or the host's secret. To anybody else the same is said of every code:
    whether a room has it is not told.
    """
    with game().store.read() as session:
        room = rooms.over(session, code, key)
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
            chance=addresses.CHANCE[plan.design],
        )
    )
    _table(View(plan.deck, plan.design, plan.target, room_id=room.id), you)


def _standings(design: Design, target: Target, you: int | None) -> None:
    """Shares of right answers with their intervals, people's and networks'."""
    st.markdown(
        say(
            "{asked}: share of right answers in rounds of ten against {own}, without a limit "
            "of time. Guessing makes {chance:.0%}. Ranked by the lower end of the 95 % "
            "interval, so that ten lucky answers do not beat a hundred good ones; from "
            "{n} scored answers on. A round that a friend had begun does not count.",
            asked=say(_ASKED[design, target]),
            own=_own(),
            chance=addresses.CHANCE[design],
            n=MINIMUM_TRIALS,
        )
    )
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
    decks = sorted({usual, *(plan.deck for plan in game().answers.fresh().plans)})
    if len(decks) > 1:
        deck = right.selectbox(
            say("Deck"),
            decks,
            index=decks.index(usual),
            key="on-deck",
            bind="query-params",
        )
    everybody = st.toggle(say("With those who were excluded"), key="everybody", bind="query-params")
    view = replace(ranked(deck, design, target), since=_since(PERIODS[days]))
    _table(replace(view, excluded_too=everybody), you)


def _since(days: int | None) -> float | None:
    """When the last so many days began, at midnight UTC; they end today."""
    if days is None:
        return None
    midnight = now().replace(hour=0, minute=0, second=0, microsecond=0)
    return (midnight - timedelta(days=days - 1)).timestamp()


def _table(view: View, you: int | None) -> None:
    """The first hundred lines, and whoever looks at them."""
    with game().store.read() as session:
        found = board(session, game().answers.fresh(), view, also=[you] if you else [])
    if not found.lines:
        st.info(
            say(
                "Nobody has {n} scored answers yet. Play the first round!",
                n=MINIMUM_TRIALS,
            )
        )
        return
    st.dataframe(
        _lines(found, view.design, you),
        hide_index=True,
        column_config={
            say("Right"): st.column_config.ProgressColumn(
                format=PERCENT, min_value=0, max_value=100
            ),
            "d′": st.column_config.NumberColumn(
                format="%.2f",
                help=say("√2 · z(share right): 0 is chance")
                if view.design is Design.TWO_AFC
                else say("z(hits) - z(false alarms): 0 is chance"),
            ),
            say("Bias c"): st.column_config.NumberColumn(
                format="%.2f", help=say("above 0: says “real” rather; below 0: “generated”")
            ),
        },
    )
    if found.total > len(found.lines):
        st.caption(say("The first {n} of {total:,}.", n=len(found.lines), total=found.total))


def _lines(found: Board, design: Design, you: int | None) -> pd.DataFrame:
    kinds = {True: say("network"), False: say("person")}
    networks = [line.kind is Kind.MODEL for line in found.lines]
    columns: dict[str, list[object]] = {
        say("Rank"): [
            found.places.get(line.player_id, place) for place, line in enumerate(found.lines, 1)
        ],
        say("Who"): [
            say(line.nickname) if network else _who(line.nickname, line.player_id, you)
            for line, network in zip(found.lines, networks, strict=True)
        ],
        say("Kind"): [kinds[network] for network in networks],
        say("Answers"): [line.trials for line in found.lines],
        say("Right"): [100 * line.accuracy for line in found.lines],
        say("95 % interval"): [
            say("{low:.0%} to {high:.0%}", low=line.low, high=line.high) for line in found.lines
        ],
    }
    if design is not Design.ODD_ONE_OUT:
        columns["d′"] = [line.d_prime for line in found.lines]
    if design is Design.YES_NO:
        columns[say("Bias c")] = [line.bias for line in found.lines]
    days = [f"{line.last_played:%Y-%m-%d}" if line.last_played else "" for line in found.lines]
    return pd.DataFrame(columns | {say("Last played"): days})


def _best(text: str, board: Sequence[mode_boards.Best], you: int | None, unit: str) -> None:
    """Best games."""
    st.markdown(text)
    if not board:
        st.info(say("Nobody has ended such a game yet. Play the first!"))
        return
    table = pd.DataFrame(
        {
            say("Rank"): rank,
            say("Who"): _who(line.nickname, line.player_id, you),
            unit: line.best,
            say("Games"): line.games,
            say("Last played"): line.last_played,
        }
        for rank, line in enumerate(board, start=1)
    )
    number = st.column_config.NumberColumn(format="%.1f" if unit == say("Step") else "%d")
    date = st.column_config.DateColumn()
    st.dataframe(table, hide_index=True, column_config={unit: number, say("Last played"): date})


def _today(you: int | None) -> None:
    """Who has played today's ten pairs."""
    today = shared.today()
    st.markdown(
        say(
            "The challenge of {today} (UTC): for everybody the same ten pairs, "
            "dealt by {own}, once, without a limit of time. Ranked by right answers, then by "
            "the seconds that all ten took, measured in the browser. Guessing makes 50 %.",
            today=today,
            own=_own(),
        )
    )
    board = shared.scores(game(), you, shared.daily_code(today))
    if not board:
        st.info(say("Nobody has ended today's challenge yet. Play it first!"))
        return
    table = pd.DataFrame(
        {
            say("Rank"): rank,
            say("Who"): _who(line.nickname, line.player_id, you),
            say("Right"): line.correct,
            say("Counted"): line.trials,
            say("Seconds"): line.seconds,
        }
        for rank, line in enumerate(board, start=1)
    )
    seconds = st.column_config.NumberColumn(format="%.1f")
    st.dataframe(table, hide_index=True, column_config={say("Seconds"): seconds})


def _who(nickname: str, player_id: int, you: int | None) -> str:
    return say("{name} (you)", name=nickname) if player_id == you else nickname


def _own() -> str:
    return say(
        "the game's own generator ({generator}) at ψ {psi}",
        generator=GENERATOR,
        psi=TRUNCATION_PSI,
    )
