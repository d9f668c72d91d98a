"""The leaderboard's tables: one for each game, never two games in one."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from game import attack, boards, invitations, modes
from game.generators.recipe import GENERATOR, TRUNCATION_PSI
from game.scoring.leaderboard import MINIMUM_TRIALS, Standing
from game.store.tables import Design, Kind, Mode, Target
from game.ui.resources import game
from game.ui.table import NOUNS

_OWN = f"the game's own generator ({GENERATOR}) at ψ {TRUNCATION_PSI}"
_ASKED = {
    (Design.TWO_AFC, Target.REAL): "Pairs of faces, one real",
    (Design.YES_NO, Target.REAL): "Single faces, real or generated",
    (Design.ODD_ONE_OUT, Target.REAL): "Four faces, of which one is a photo that is to be found",
    (Design.ODD_ONE_OUT, Target.FAKE): "Four faces, of which one is generated, to be found",
}


def show(name: str, you: int | None) -> None:
    """The board of a game of `modes.GAMES`; `you` is whoever looks at it."""
    said = modes.GAMES[name]
    mode = Mode(said.get("mode", Mode.ROUND))
    if mode is Mode.ATTACK:
        _best(
            f"Time attack on pairs against {_OWN}: the most right answers before "
            f"{attack.LIVES} lives were gone. Guessing makes three on average.",
            boards.attacks(game()),
            you,
            "Right",
        )
    elif mode is Mode.CLIMB:
        _best(
            f"Climbs from noise to the game's own generator: the highest of {len(game().rungs)} "
            "steps to which somebody held out, which is where they were right seven times in ten. "
            "Guessing stays about the first.",
            boards.climbs(game()),
            you,
            "Step",
        )
    elif mode is Mode.DAILY:
        _today(you)
    else:
        design = Design(said.get("design", Design.TWO_AFC))
        _standings(design, Target(said.get("target", Target.REAL)), you)


def _standings(design: Design, target: Target, you: int | None) -> None:
    """Shares of right answers with their intervals, people's and networks'."""
    noun = NOUNS[design]
    st.markdown(
        f"{_ASKED[design, target]}: share of right answers in rounds of ten against {_OWN}, "
        f"without a limit of time. Guessing makes {modes.CHANCE[design]:.0%}. Ranked by the lower "
        f"end of the 95 % interval, so that ten lucky {noun}s do not beat a hundred good ones; "
        f"from {MINIMUM_TRIALS} scored {noun}s on. A round that a friend had begun does not count."
    )
    board = game().leaderboard(design, target)
    if not board:
        st.info(f"Nobody has {MINIMUM_TRIALS} scored {noun}s yet. Play the first round!")
        return
    st.dataframe(
        pd.DataFrame(_line(rank, line, design, you) for rank, line in enumerate(board, start=1)),
        hide_index=True,
        column_config={
            "Right": st.column_config.ProgressColumn(format="percent", min_value=0, max_value=1),
            "d′": st.column_config.NumberColumn(
                format="%.2f",
                help="√2 · z(share right): 0 is chance"
                if design is Design.TWO_AFC
                else "z(hits) - z(false alarms): 0 is chance",
            ),
            "Bias c": st.column_config.NumberColumn(
                format="%.2f", help="above 0: says “real” rather; below 0: “generated”"
            ),
            "Last played": st.column_config.DateColumn(),
        },
    )


def _line(rank: int, line: Standing, design: Design, you: int | None) -> dict[str, object]:
    found = {
        "Rank": rank,
        "Who": _who(line.nickname, line.player_id, you),
        "Kind": "network" if line.kind is Kind.MODEL else "person",
        f"{NOUNS[design].capitalize()}s": line.trials,
        "Right": line.accuracy,
        "95 % interval": f"{line.low:.0%} to {line.high:.0%}",
    }
    if design is not Design.ODD_ONE_OUT:
        found["d′"] = line.d_prime
    if design is Design.YES_NO:
        found["Bias c"] = line.bias
    return found | {"Last played": line.last_played}


def _best(text: str, board: Sequence[boards.Best], you: int | None, unit: str) -> None:
    """Best games."""
    st.markdown(text)
    if not board:
        st.info("Nobody has ended such a game yet. Play the first!")
        return
    table = pd.DataFrame(
        {
            "Rank": rank,
            "Who": _who(line.nickname, line.player_id, you),
            unit: line.best,
            "Games": line.games,
            "Last played": line.last_played,
        }
        for rank, line in enumerate(board, start=1)
    )
    number = st.column_config.NumberColumn(format="%.1f" if unit == "Step" else "%d")
    date = st.column_config.DateColumn()
    st.dataframe(table, hide_index=True, column_config={unit: number, "Last played": date})


def _today(you: int | None) -> None:
    """Who has played today's ten pairs."""
    today = invitations.today()
    st.markdown(
        f"The challenge of {today:%d %B %Y} (UTC): for everybody the same ten pairs, dealt by "
        f"{_OWN}, once, without a limit of time. Ranked by right answers, then by the seconds "
        "that all ten took, measured in the browser. Guessing makes 50 %."
    )
    board = invitations.scores(game(), you, invitations.daily_code(today))
    if not board:
        st.info("Nobody has ended today's challenge yet. Play it first!")
        return
    table = pd.DataFrame(
        {
            "Rank": rank,
            "Who": _who(line.nickname, line.player_id, you),
            "Right": line.correct,
            "Counted": line.trials,
            "Seconds": line.seconds,
        }
        for rank, line in enumerate(board, start=1)
    )
    seconds = st.column_config.NumberColumn(format="%.1f")
    st.dataframe(table, hide_index=True, column_config={"Seconds": seconds})


def _who(nickname: str, player_id: int, you: int | None) -> str:
    return nickname + (" (you)" if player_id == you else "")
