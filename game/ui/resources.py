"""What all sessions of this server share: the game, and faces made ahead for the Lab."""

from __future__ import annotations

import atexit
import logging
import queue
import secrets
import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import streamlit as st

from game.admin.setup import set_up_rest
from game.classroom.classroom import Classroom
from game.common.errors import Unavailable
from game.common.language import Later, say
from game.common.recipe import TRUNCATION_PSI, Recipe
from game.common.settings import Settings
from game.discriminators.known import PROBE, chosen
from game.generators.pool import Pool
from game.review import share_card
from game.review.comparison import Comparison, compare
from game.review.disagreements import Disagreement, widest_disagreements
from game.review.figure_cache import FigureCache
from game.review.guesses.cache import GuessCache
from game.review.scale_cache import ScaleCache
from game.review.view import View
from game.rounds import opponents
from game.rounds.dealing.dealers import workers_of
from game.rounds.game import Game
from game.rounds.picture_addresses import PictureAddresses
from game.rounds.visitors import Visitors
from game.ui.plain import plain
from game.ui.preparation import prepared

if TYPE_CHECKING:  # Torch, which a server may do without until a page asks for a network
    from game.discriminators.jury import Jury
    from game.generators.synthesis import Generator

log = logging.getLogger(__name__)


@st.cache_resource(show_spinner=False)
def settings() -> Settings:
    """Where things lie and what is allowed, read once a server: pages hand on what this gives."""
    return Settings.from_environment()


def game() -> Game:
    """The game, opened once a server, set up before if need be.

    Without it the page says what is missing and stops.
    """
    return _ready()[0]


def answers() -> GuessCache:
    """All closed answers of the game's store, in memory."""
    return _ready()[1]


def _ready() -> tuple[Game, GuessCache]:
    try:
        return prepared(_opened, settings())
    except Unavailable as error:
        st.error(say("The game cannot start yet. {why}", why=plain(error)))
        st.stop()


@st.cache_resource(show_spinner=False)
def classroom() -> Classroom:
    """The rooms of this server, which share its game."""
    return Classroom(game())


def opened_classroom() -> Classroom | None:
    """The same for what is no page: None if the game is not set up yet."""
    try:
        _opened()
    except Unavailable:
        return None
    return classroom()


@st.cache_resource(show_spinner=False)
def visitors() -> Visitors:
    """Those of this server who have no name yet."""
    found = Visitors(game(), settings().home / "openings")
    found.start()
    atexit.register(found.close)
    return found


@st.cache_resource(show_spinner=False)
def picture_addresses() -> PictureAddresses:
    """The addresses at which this server's pictures are fetched."""
    return PictureAddresses()


@st.cache_resource(show_spinner=Later("Calling the judges together …"))
def jury() -> Jury:
    """The judges who look at visitors' own pictures."""
    from game.discriminators.jury import Jury

    return Jury.summon(settings())


@st.cache_resource(show_spinner=False)
def scales() -> ScaleCache:
    """The scale of each deck, made anew in the background."""
    return ScaleCache(answers())


def opponent(name: str) -> str:
    """A generator as a visitor reads it."""
    return opponents.title(settings(), name)


def collections() -> dict[str, str]:
    """The collections of faces that a round can be dealt from, by name."""
    return opponents.collections(settings())


def stages() -> dict[str, str]:
    """The stages of what was trained here, by name, as a visitor reads them."""
    return opponents.stages(settings())


@st.cache_resource(show_spinner=False)
def comparisons() -> FigureCache[View, Comparison | None]:
    """People against networks, by what of them is looked at."""
    return FigureCache(compare)


@st.cache_resource(show_spinner=False)
def differing() -> FigureCache[tuple[View, int], Sequence[Disagreement]]:
    """Faces that people and a network judge differently, by what is looked at and its id."""
    return FigureCache(widest_disagreements)


@st.cache_resource(show_spinner=Later("Waking the generator and the judges …"))
def _opened() -> tuple[Game, GuessCache]:
    opened = Game.open(settings(), elsewhere=workers_of)
    table = GuessCache(opened.store, settings().answers)
    opened.dealer.ahead.start()
    # With very many answers the first look takes long: not while a visitor waits.
    threading.Thread(target=table.fresh, name="answers", daemon=True).start()
    let_in = threading.Thread(target=_let_in, args=(opened, settings()), name=PROBE, daemon=True)
    let_in.start()
    atexit.register(opened.close)
    return opened, table


def _let_in(opened: Game, settings: Settings) -> None:
    """Have the CLIP probe play once its network is here: 78 MB, and seconds to load.

    Where the queue's workers judge, it is theirs. Then all networks answer what an earlier server
    has left them.
    """
    if settings.workers == "own" and PROBE in chosen(settings):
        from game.discriminators.judges import load_judge

        try:
            set_up_rest(settings)
            opened.networks.joins(load_judge(PROBE, settings))
        except Unavailable:  # the game goes on without it; the doctor says so, too
            log.warning(PROBE, exc_info=True)
        else:
            jury.clear()
    opened.let_networks_catch_up()


@st.cache_resource(show_spinner=Later("Waking the generator and the judges …"))
def usual_generator() -> Generator:
    """The usual generator in this process, for what looks into it; loaded once it is asked for."""
    from game.generators.synthesis import Generator
    from game.generators.zoo import load_generator

    usual = game().dealer.generator
    return usual if isinstance(usual, Generator) else load_generator(usual.name, settings())


@st.cache_resource(show_spinner=False)
def face_of_nobody() -> np.ndarray:
    """The generated face that links to this server show, uint8 (side, side, 3), made once."""
    return share_card.usual_face(game().dealer.generator)


@st.cache_resource(show_spinner=False)
def faces_ahead() -> Pool[tuple[Recipe, np.ndarray]]:
    """Full-size faces, 3 MB each, for those who press "New face"."""
    from game.generators.compiled import compile_in_background

    usual = usual_generator()

    def make() -> tuple[Recipe, np.ndarray]:
        recipe = usual.recipe(secrets.randbits(32), TRUNCATION_PSI)
        return recipe, usual.face(recipe)

    pool = Pool("faces", make, queue.Queue(4))
    pool.start()
    compile_in_background(usual, usual.sizes[-1])
    atexit.register(pool.close)
    return pool
