"""The admin's doubts: which answers the rules mark, and whose they are; they change nothing."""

import pandas as pd
import streamlit as st

from game.admin import people as admin
from game.common.language import say
from game.review.guess_table import Table
from game.review.quality import RULES, changed_verdicts, flagged_players
from game.ui.admin import people as admin_names
from game.ui.plain import plain
from game.ui.resources import answers, game


def draw_quality() -> None:
    """Every rule with its counts, then the players whom one of them marks."""
    with st.spinner(say("Reading the answers …")):
        table = answers().fresh()
    st.markdown(
        say(
            "Rules mark answers that may not be what they seem. Nothing is deleted or left out by "
            "itself: look at a player and decide. Answers in all: {n}.",
            n=len(table),
        )
    )
    marks = {rule.name: rule.flags(table) for rule in RULES}
    st.dataframe(
        pd.DataFrame(
            {
                say("Rule"): say(rule.title),
                say("Answers marked"): int(marks[rule.name].sum()),
                say("Players"): len(flagged_players(table, marks[rule.name])),
            }
            for rule in RULES
        ),
        hide_index=True,
    )
    _networks(table)
    rules = {rule.name: rule for rule in RULES}
    name = st.selectbox(
        say("Look at"), list(rules), format_func=lambda name: say(rules[name].title), width=420
    )
    st.markdown(say(rules[name].meaning))
    _players(admin.most_marked(table, marks[name]))


def _networks(table: Table) -> None:
    """Networks that said two things of one picture."""
    changed = changed_verdicts(table).sum(axis=1)
    for name, n in zip(table.network_names, changed, strict=True):
        if n:
            st.warning(
                say(
                    "{name} has answered {n} fakes otherwise than before: its answers were stored "
                    "by something else.",
                    name=plain(name),
                    n=int(n),
                )
            )


def _players(marked: list[tuple[int, int, int]]) -> None:
    """Whom a rule marks, each with the way to what can be done."""
    if not marked:
        st.markdown(say("Nobody."))
        return
    with game().store.read() as session:
        people = {player_id: admin.find(session, f"#{player_id}") for player_id, _, _ in marked}
    for player_id, n, every in marked:
        for person in people[player_id]:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.button(
                    say("Open"),
                    key=f"open-{player_id}",
                    on_click=admin_names.look_at,
                    args=(player_id,),
                )
                left_out = say(" · left out of rankings") if person.excluded_at else ""
                st.text(
                    f"{person.nickname} (#{player_id}): "
                    + say("{n} of {every} answers", n=n, every=every)
                    + left_out
                )
