"""What pages, commands and tests call to play: each call one step of a round, with its pictures.

One subject: the doors of a game, each a few lines long; what lies behind them is in other modules.
"""

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

from game.common.errors import Refused, Unavailable
from game.common.recipe import usual_psi
from game.common.settings import Settings
from game.common.vocabulary import Mode
from game.faces.decks.deck import Deck, deck_names, load_deck
from game.rounds import answering, players, revealing, starting, stored
from game.rounds.dealing.dealer import Dealer, Elsewhere
from game.rounds.dealing.dealers import Dealers
from game.rounds.dealing.fakes import ROUND_LENGTH
from game.rounds.dealing.networks import Networks
from game.rounds.game_modes import MODES, game_mode
from game.rounds.modes.before_after import Block
from game.rounds.modes.ladder import Step, ladder
from game.rounds.plan import Dealt, Plan, Reveal, Turn
from game.store import player_queries, round_queries
from game.store.engine import Store
from game.store.tables import now

CAUGHT_UP = timedelta(days=1)  # for so long networks answer what a server has left unjudged
log = logging.getLogger(__name__)
_HELD_BACK = [known.mode for known in MODES if known.held_back]


class Game:
    """One game for a whole server: every player's browser talks to this object."""

    def __init__(
        self,
        store: Store,
        dealer: Dealer,
        ladder: Sequence[Step],
        deck_names: Callable[[], Sequence[str]],
        deck: Callable[[str], Deck],
    ) -> None:
        self.store = store
        self.dealer = dealer
        self._dealers = Dealers(dealer, deck)
        self.ladder = tuple(ladder)
        self.deck_names = deck_names
        self.networks = Networks(store, dealer.judges)
        self.networks.enlist()
        self._following = ThreadPoolExecutor(1, "networks")
        self.opened_at = now()

    @classmethod
    def open(
        cls,
        settings: Settings,
        *,
        elsewhere: Callable[[Settings, Store], Elsewhere] | None = None,
    ) -> "Game":
        """Open the store, load deck, generator and judges. Fails with what is missing.

        `elsewhere` gives who makes faces and judges them for a server; a command does so itself.
        """
        store = Store(settings.database_url)
        return cls(
            store,
            Dealer.open(settings, workers=elsewhere(settings, store) if elsewhere else None),
            ladder(settings),
            partial(deck_names, settings),
            partial(load_deck, settings=settings),
        )

    def close(self) -> None:
        """End the threads, the dealers' too, and the store's connections."""
        self._following.shutdown(cancel_futures=True)
        self._dealers.close()
        self.store.close()

    def dealer_of(self, name: str) -> Dealer:
        """Who deals this deck. Raises Unavailable if there is no such deck."""
        return self._dealers.of(name)

    def join(self, nickname: str) -> tuple[int, str]:
        """A new player's id and the token for their browser."""
        with self.store.write() as session:
            player, token = players.join(session, nickname)
            return player.id, token

    def recognise(self, token: str) -> tuple[int, str]:
        """Id and nickname of the player whose browser holds this token."""
        with self.store.read() as session:
            player = players.recognise(session, token)
            return player.id, player.nickname

    def forget(self, player_id: int) -> None:
        """Delete a player with everything of theirs."""
        with self.store.write() as session:
            players.forget(session, player_id)

    def plan(self, **choices: Any) -> Plan:
        """A round with a visitor's choices, see `Plan`; on the usual deck if they name none.

        Raises Unavailable if there is no such deck.
        """
        plan = Plan(**{"deck": self.dealer.deck.name} | choices)
        style = self.dealer_of(plan.deck).style_of(plan.generator)
        psi = choices.get("truncation_psi", usual_psi(style))
        return replace(plan, truncation_psi=psi, style=style)

    def start(
        self,
        player_id: int,
        plan: Plan | None = None,
        length: int = ROUND_LENGTH,
        progress: Callable[[float], object] = lambda _: None,
        suited: Sequence[str] | None = None,
    ) -> None:
        """Deal a round, the usual one unless told otherwise; one that is open goes on instead.

        `suited` names the photos to deal, the most suitable first, see `Dealer.trials`.
        Raises Unavailable if the plan's generator is not there, Refused if photos run out.
        """
        if self.turn(player_id) is not None:
            return
        plan = plan or self.plan()
        dealer = self.dealer_of(plan.deck)
        # Slow if none was made ahead, so outside the transaction.
        fakes = dealer.fakes(plan, length, progress)
        with self.store.write() as session:
            session.scalars(player_queries.for_update(player_id)).one()
            if session.scalar(player_queries.open_seat(player_id)) is None:
                # What several play is dealt as to somebody who has seen nothing; a pair with a
                # photo that a player has had before is then not scored.
                seen = set() if plan.code else starting.photos_seen(session, player_id, plan.deck)
                trials = dealer.trials(fakes, plan, seen, suited)
                starting.start(session, player_id, plan, fakes.seed, trials)

    def turn(self, player_id: int) -> Turn | None:
        """Where the player's open round stands; None without one."""
        with self.store.read() as session:
            return revealing.turn(session, player_id)

    def following(self, player_id: int, turn: Turn) -> Turn | None:
        """The turn after one that is revealed, where it is dealt and may be drawn already."""
        with self.store.read() as session:
            return revealing.following(session, player_id, turn)

    def pictures(self, player_id: int, trial_id: int) -> list[bytes]:
        """The faces of the player's own trial as encoded pictures, left to right."""
        with self.store.read() as session:
            trial, _ = stored.seated(session, player_id, trial_id)
            dealt, following = stored.dealt(trial), stored.following(session, trial)
            timed = game_mode(trial.round.mode).clock is not None
        dealer = self.dealer_of(trial.round.deck)
        encoded = dealer.encoded(dealt)
        if following:
            dealer.pictures.expect(following)
        if timed:
            with self.store.write() as session:
                answering.sent(session, player_id, trial_id)
        return encoded

    def drawn(self, player_id: int, trial_id: int) -> list[bytes] | None:
        """The same of a trial without a clock, if they are drawn already; None if not."""
        dealer, dealt = self.dealt_to(player_id, trial_id)
        return dealer.pictures.drawn(dealt)

    def answer(
        self,
        player_id: int,
        trial_id: int,
        place: int,
        seconds: float | None = None,
        shown_seconds: float | None = None,
        *,
        confidence: int | None = None,
    ) -> None:
        """Pick the face at this place, or say of a single one whether it is real (0) or not (1)."""
        with self.store.write() as session:
            answering.answer(
                session,
                player_id,
                trial_id,
                place,
                seconds=seconds,
                shown_seconds=shown_seconds,
                confidence=confidence,
            )
        self.let_networks_follow(player_id, trial_id)

    def close_trial(self, player_id: int, trial_id: int, confidence: int) -> None:
        """Say how sure: the answer is then final."""
        with self.store.write() as session:
            answering.close(session, player_id, trial_id, confidence)
        self.let_networks_follow(player_id, trial_id)

    def know_face(self, player_id: int, trial_id: int) -> None:
        """Say "I know this face": kept, not scored."""
        with self.store.write() as session:
            answering.know(session, player_id, trial_id)
        self.let_networks_follow(player_id, trial_id)

    def let_networks_follow(self, player_id: int, trial_id: int) -> Future[None]:
        """Have the networks answer a pair that may be closed, if it is: nobody waits for them."""
        return self._following.submit(self._networks_follow, player_id, trial_id)

    def _networks_follow(self, player_id: int, trial_id: int) -> None:
        try:
            self.let_networks_answer(player_id, trial_id)
        except (Refused, Unavailable):
            pass  # it is open, or was deleted; they leave out what cannot be drawn
        except Exception:  # the database is away: whoever asks for their answers has them asked
            log.exception("The networks' answers to trial %s are not stored yet", trial_id)

    def let_networks_catch_up(self) -> None:
        """Have the networks answer what people have lately closed and a server that ended left."""
        with self.store.read() as session:
            left = session.execute(round_queries.unjudged_since(now() - CAUGHT_UP)).all()
        for player_id, trial_id in left:
            self.let_networks_follow(player_id, trial_id)

    def let_networks_finish(
        self, player_id: int, past: Sequence[Reveal], progress: Callable[[float], object]
    ) -> None:
        """Wait until the networks have answered these trials; `progress` is told the share done."""
        for done, reveal in enumerate(past):
            progress(done / len(past))
            with suppress(Unavailable):  # they leave out what cannot be drawn
                self.let_networks_answer(player_id, reveal.trial_id)

    def reveal(self, player_id: int, trial_id: int) -> Reveal:
        """The truth of the player's closed trial, with the networks' answers to it."""
        self.let_networks_answer(player_id, trial_id)
        with self.store.read() as session:
            return revealing.reveal(session, player_id, trial_id)

    def advance(self, player_id: int, trial_id: int) -> None:
        """Leave a revealed trial for the next one, or end the round."""
        with self.store.read() as session:
            so_far = revealing.so_far(session, player_id)
        # An endless round's next trials, None at its end: faces are slow to make, so made before.
        go_on = game_mode(so_far.plan.mode).further if so_far else None
        further = go_on(self, so_far) if so_far and go_on else ()
        with self.store.write() as session:
            # One press after the other, or two would add a pair each.
            session.scalars(player_queries.for_update(player_id)).one()
            turn = revealing.turn(session, player_id)
            if turn is None or turn.trial_id != trial_id:
                return  # another press was first
            if further is None:
                answering.abandon(session, player_id)
            elif further:
                round_ = session.scalars(player_queries.open_seat(player_id)).one().round
                for faces in further:
                    starting.append(round_, faces)
            session.flush()
            answering.advance(session, player_id, trial_id)

    def dealt_to(self, player_id: int, trial_id: int) -> tuple[Dealer, Dealt]:
        """The player's own trial, and who dealt it."""
        with self.store.read() as session:
            deck, dealt = stored.dealt_to(session, player_id, trial_id)
        return self.dealer_of(deck), dealt

    def reveals(self, player_id: int) -> list[Reveal]:
        """The closed trials of the open round, or of the last one if none is open.

        A test's or study's rounds are not looked back on here: their pages say when.
        """
        with self.store.read() as session:
            seat = session.scalar(player_queries.open_seat(player_id))
            seat = seat or session.scalar(player_queries.last_ended_seat(player_id, _HELD_BACK))
            return revealing.reveals(session, seat.round_id, player_id) if seat else []

    def keep_spots(self, player_id: int, trial_id: int, told: Sequence[Any]) -> None:
        """Keep where the fakes of the player's closed trial gave themselves away."""
        with self.store.write() as session:
            answering.keep_spots(session, player_id, trial_id, told)

    def blocks(self, player_id: int, mode: Mode) -> list[Block]:
        """The player's ended rounds of a test or study, the oldest first."""
        with self.store.read() as session:
            return [
                Block(*row) for row in session.execute(player_queries.ended_blocks(player_id, mode))
            ]

    def block(self, player_id: int, round_id: int) -> list[Reveal]:
        """The trials of such a round that the player has closed."""
        with self.store.read() as session:
            return revealing.reveals(session, round_id, player_id)

    def abandon(self, player_id: int) -> None:
        """End a round whose pictures can no longer be made."""
        with self.store.write() as session:
            answering.abandon(session, player_id)

    def let_networks_answer(self, player_id: int, trial_id: int) -> None:
        """Have every network that has not judged this closed pair yet do so now."""
        dealer, dealt = self.dealt_to(player_id, trial_id)
        self.networks.answer(trial_id, dealt, dealer.pictures)
