"""The routes of who plays alone: where their round stands, and what they do in it.

A player is known by their cookie; a visitor, who has none yet, by the opening that their page
shows, and gets a cookie with the answer to it. What is stored is stored in line with the rooms'
answers.
"""

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from game.classroom.rooms import Stranger
from game.common.errors import Refused, Unavailable
from game.common.language import speaking
from game.rounds import answering, browser_input
from game.rounds.game import Game
from game.rounds.picture_addresses import PictureAddresses
from game.rounds.visitors import Visitors
from game.server import metrics
from game.server.asking import UNKEPT, acted, language_of, refusal
from game.store.engine import Session
from game.ui import cookies
from game.ui.play import state
from game.ui.player import COOKIE, COOKIE_SECONDS

PATH = "/round"
PATIENCE = 4.0  # seconds for which the networks are waited for at a time
THREADS = 4  # in which rounds are looked at, and faces made for those who climb
T = TypeVar("T")


def _answer(session: Session, player_id: int, told: Any) -> int:
    pressed = browser_input.answer(told)
    answering.answer(
        session,
        player_id,
        pressed.trial,
        pressed.place,
        seconds=pressed.seconds,
        shown_seconds=pressed.shown_seconds,
        confidence=pressed.confidence,
    )
    return pressed.trial


def _sure(session: Session, player_id: int, told: Any) -> int:
    trial_id, confidence = browser_input.sure(told)
    answering.close(session, player_id, trial_id, confidence)
    return trial_id


def _know(session: Session, player_id: int, told: Any) -> int:
    trial_id = browser_input.trial_left(told)
    answering.know(session, player_id, trial_id)
    return trial_id


_ACTS: Mapping[str, Callable[[Session, int, Any], int]] = {
    "answer": _answer,
    "sure": _sure,
    "know": _know,
}


class Alone:
    """Those of a server; `store` runs what is to be stored, one after the other."""

    def __init__(
        self,
        game: Game,
        visitors: Visitors,
        addresses: PictureAddresses,
        store: Callable[..., Any],
    ) -> None:
        self.visitors = visitors
        self._game = game
        self._addresses = addresses
        self._store = store
        self._threads = ThreadPoolExecutor(THREADS, "alone")

    async def do(self, act: Callable[..., T], *detail: object) -> T:
        """Do it in a thread: nobody else waits for it."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, partial(act, *detail))

    def close(self) -> None:
        """End the threads."""
        self._threads.shutdown(cancel_futures=True)

    def act(self, name: str, told: Any, token: str) -> state.State:
        """Do what a player has pressed, and say where their round stands then."""
        player_id = self._player(token)
        if name not in _ACTS:
            self._game.advance(player_id, browser_input.trial_left(told))
            return self._state(token, player_id)
        trial_id = self._store(self._stored, name, player_id, told)
        self._game.let_networks_follow(player_id, trial_id)
        return self._state(token, player_id)

    def first(self, told: Any) -> tuple[str, state.State]:
        """Give a round to who answers its first pair: their token, and where they stand."""
        pressed = browser_input.first(told)
        token = self._store(self.visitors.answer, pressed.opening, pressed.place, pressed.seconds)
        player_id = self._player(token)
        if turn := self._game.turn(player_id):
            self._game.let_networks_follow(player_id, turn.trial_id)
        return token, self._state(token, player_id)

    def _state(self, token: str, player_id: int, *, draw_next: bool = False) -> state.State:
        reader = state.Reader(self._game, self._addresses, token, player_id)
        return state.of_player(reader, self._game.turn(player_id), draw_next=draw_next)

    def state(self, token: str) -> state.State:
        """Where the player with this token stands, with the next trial's pictures.

        Raises Stranger if nobody has it.
        """
        return self._state(token, self._player(token), draw_next=True)

    def judging(self, token: str) -> Future[None] | None:
        """What is done once the networks have answered the player's trial; None without one.

        Raises Stranger as `state` does.
        """
        player_id = self._player(token)
        turn = self._game.turn(player_id)
        return self._game.let_networks_follow(player_id, turn.trial_id) if turn else None

    def _player(self, token: str) -> int:
        try:
            return self._game.recognise(token)[0]
        except Refused as unknown:
            raise Stranger(str(unknown)) from None

    def _stored(self, name: str, player_id: int, told: Any) -> int:
        with self._game.store.write() as session:
            return _ACTS[name](session, player_id, told)


async def look(alone: Alone, request: Request) -> Response:
    """Where a player's round stands."""

    def looked() -> Response:
        with speaking(language_of(request)):
            try:
                return JSONResponse(alone.state(request.cookies.get(COOKIE, "")), headers=UNKEPT)
            except Stranger:
                return refusal(403, None, request)
            except Unavailable:  # the page says why
                return JSONResponse(state.OVER, headers=UNKEPT)

    return await alone.do(looked)


async def judged(alone: Alone, request: Request) -> Response:
    """The same once the networks have answered the trial, or after a while: then ask again."""
    try:
        judging = await alone.do(alone.judging, request.cookies.get(COOKIE, ""))
    except Stranger:
        return refusal(403, None, request)
    if judging is not None:
        await asyncio.wait([asyncio.wrap_future(judging)], timeout=PATIENCE)
    return await look(alone, request)


async def act(alone: Alone, request: Request) -> Response:
    """A player's press, acknowledged once it is stored, with where the round stands then."""
    name = request.path_params["act"]
    if name not in (*_ACTS, "advance"):
        return refusal(404, None, request)
    with metrics.ANSWER.time():
        return await acted(
            alone.do,
            request,
            request.cookies.get(COOKIE),
            lambda told, token: alone.act(name, told, token),
        )


async def first(alone: Alone, request: Request) -> Response:
    """A visitor's first answer, acknowledged with the cookie of the player that it makes them."""

    def answered(told: Any, _: str) -> Response:
        token, stands = alone.first(told)
        answer = JSONResponse(stands, headers=UNKEPT)
        cookies.give(answer, request, COOKIE, token, COOKIE_SECONDS)
        return answer

    return await acted(alone.do, request, "", answered)
