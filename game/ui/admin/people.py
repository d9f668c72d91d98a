"""The admin's people: found by name or number, renamed, left out of rankings, or deleted."""

import pandas as pd
import streamlit as st

from game.admin import people
from game.admin.people import Person
from game.common.language import say, to_say
from game.rounds.players import NICKNAME_LENGTH
from game.ui.admin.buttons import minute, pick, press
from game.ui.resources import game

PART = to_say("Names")
PART_KEY = "admin-part"
_WANTED = "admin-wanted"


def look_at(player_id: int) -> None:
    """Turn to this person on the run that follows."""
    st.session_state[PART_KEY] = PART
    st.session_state[_WANTED] = f"#{player_id}"


def draw_people() -> None:
    """The people who were found, and what can be done about one of them."""
    st.text_input(
        say("Part of a nickname, or # and a number"),
        max_chars=NICKNAME_LENGTH,
        key=_WANTED,
        width=420,
    )
    with game().store.read() as session:
        found = people.find(session, st.session_state[_WANTED])
    if not found:
        st.markdown(say("Nobody was found."))
        return
    st.dataframe(
        pd.DataFrame(
            {
                say("Number"): person.id,
                say("Nickname"): person.nickname,
                say("Room"): person.room or "",
                say("Joined (UTC)"): minute(person.joined_at),
                say("Answers"): person.answers,
                say("Left out since"): minute(person.excluded_at),
                say("Because"): person.excluded_because or "",
            }
            for person in found
        ),
        hide_index=True,
    )
    st.caption(say("At most {n} people are listed, the latest first.", n=people.SHOWN))
    chosen = pick(say("Player"), {person.id: _called(person) for person in found})
    person = next(person for person in found if person.id == chosen)
    if person.excluded_because:
        st.text(say("Left out of rankings: {reason}", reason=person.excluded_because))
    with st.container(horizontal=True):
        _name(person)
        _rank(person)
        _end(person)


def _called(person: Person) -> str:
    return f"{person.nickname} (#{person.id})"


def _name(person: Person) -> None:
    with st.popover(say("Rename")):
        st.text(_called(person))
        key = f"admin-name-{person.id}"
        st.text_input(say("Another nickname"), max_chars=NICKNAME_LENGTH, key=key)
        st.button(say("Give this name"), on_click=_rename, args=(person.id, key))


def _rank(person: Person) -> None:
    if person.excluded_at is not None:
        st.button(
            say("Rank again"),
            on_click=press,
            args=(people.take_back, person.id),
            key=f"admin-back-{person.id}",
        )
        return
    with st.popover(say("Leave out of rankings")):
        st.text(_called(person))
        st.text(say("Nothing is deleted, and the player plays on."))
        key = f"admin-reason-{person.id}"
        st.text_input(say("Reason, shown on this page"), max_chars=people.REASON_LENGTH, key=key)
        st.button(say("Leave out"), on_click=_exclude, args=(person.id, key))


def _end(person: Person) -> None:
    # With a key of its own it closes on the press: the next one must not be deleted by a second.
    with st.popover(say("Delete"), key=f"admin-end-{person.id}"):
        st.text(_called(person))
        st.text(
            say(
                "With the answers to {n} trials, for good. To hide a name it is enough to rename.",
                n=person.answers,
            )
        )
        st.button(
            say("Delete this player"),
            on_click=press,
            args=(people.delete, person.id),
            type="primary",
            key=f"admin-delete-{person.id}",
        )


def _rename(player_id: int, key: str) -> None:
    """What was typed is read on the press, since it may have come with it."""
    press(people.rename, player_id, st.session_state[key])
    look_at(player_id)  # what was searched for may be in the old name only


def _exclude(player_id: int, key: str) -> None:
    press(people.exclude, player_id, st.session_state[key])
