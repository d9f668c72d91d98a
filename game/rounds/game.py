"""The table at which store and dealer meet: what pages, commands and tests call to play."""

import secrets
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import Any

import numpy as np

from game.common.errors import Refused, Unavailable
from game.common.recipe import GENERATOR, Recipe
from game.common.settings import Settings
from game.common.vocabulary import Design, Mode, Target
from game.discriminators.judges import load_judges
from game.faces.decks.deck import DECK, Deck, deck_names, load_deck
from game.generators.zoo import load_generator
from game.review import second_opinion
from game.review.guesses.cache import GuessCache
from game.review.leaderboard import board
from game.review.view import ranked
from game.rounds import players, rounds
from game.rounds import spots as marks
from game.rounds.dealer import ROUND_LENGTH, Dealer, Hand
from game.rounds.modes import attack
from game.rounds.modes.before_after import Block
from game.rounds.modes.climb import Rung, ladder, next_level
from game.rounds.opponents import opponent
from game.rounds.rounds import Dealt, Plan, Reveal, Shown, Turn
from game.scoring.leaderboard import Standing
from game.store import face_queries, player_queries, round_queries
from game.store.engine import Session, Store
from game.store.tables import Seat, now


class Game:
    """One game for a whole server: every player's browser talks to this object."""

    def __init__(
        self,
        store: Store,
        dealer: Dealer,
        rungs: Sequence[Rung],
        deck_names: Callable[[], Sequence[str]],
        deck: Callable[[str], Deck],
    ) -> None:
        self.store = store
        self.answers = GuessCache(store)
        self.dealer = dealer
        self.rungs = tuple(rungs)
        self.deck_names = deck_names
        self._deck = deck
        self._dealers: dict[str, Dealer] = {}  # of the other decks
        self._opening = threading.Lock()
        self.opened_at = now()
        self.enlist()

    def enlist(self) -> None:
        """Make every network a player: on opening, and once another store was put in its place."""
        with self.store.write() as session:
            self._enlisted(session)

    def _enlisted(self, session: Session) -> list[int]:
        """The networks' ids. They are not kept: another server may have put another store here."""
        return [
            players.enlist(session, judge.name, judge.checkpoint_sha256).id
            for judge in self.dealer.judges
        ]

    @property
    def network_names(self) -> tuple[str, ...]:
        """The networks at this table, from the simplest to the most schooled."""
        return tuple(judge.name for judge in self.dealer.judges)

    @classmethod
    def open(cls, settings: Settings) -> "Game":
        """Load deck, generator and judges, open the store. Fails with what is missing."""
        dealer = Dealer(
            load_deck(DECK, settings),
            load_generator(GENERATOR, settings),
            load_judges(settings),
            partial(opponent, settings),
            kept=settings.home / "rounds-ahead",
        )
        return cls(
            Store(settings.database_url),
            dealer,
            ladder(settings),
            partial(deck_names, settings),
            partial(load_deck, settings=settings),
        )

    def close(self) -> None:
        """End the dealer's threads and the store's connections."""
        for dealer in (self.dealer, *self._dealers.values()):
            dealer.close()
        self.store.close()

    def dealer_of(self, name: str) -> Dealer:
        """Who deals this deck, made when it is first asked for.

        Raises Unavailable if there is no such deck.
        """
        if name == self.dealer.deck.name:
            return self.dealer
        try:
            deck = self._deck(name)  # read again: a deck may have changed since
        except Unavailable:
            with self._opening:
                gone = self._dealers.pop(name, None)  # and its photos with it
            if gone is not None:
                gone.close()
            raise
        with self._opening:
            dealer = self._dealers.get(name)
            if dealer is None or dealer.deck != deck:
                if dealer is not None:
                    dealer.close()
                dealer = self._dealers[name] = self.dealer.for_deck(deck)
            return dealer

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
        """A round with a visitor's choices, see `Plan`; on this table's deck if they name none."""
        return Plan(**{"deck": self.dealer.deck.name} | choices)

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
        hand = dealer.hand(plan, length, progress)
        with self.store.write() as session:
            session.scalars(player_queries.for_update(player_id)).one()
            if session.scalar(player_queries.open_seat(player_id)) is None:
                seen = self._seen(session, player_id, plan.deck)
                trials = dealer.trials(hand, plan, seen, suited)
                rounds.start(session, player_id, plan, hand.seed, trials)

    def climb(self, player_id: int, deck: str | None = None) -> None:
        """Begin a climb at the lowest stage, unless a round or climb is open."""
        deck = deck or self.dealer.deck.name
        plan = self.plan(deck=deck, mode=Mode.CLIMB, generator=None, truncation_psi=None)
        seed = secrets.randbits(63)
        while self.turn(player_id) is None:
            with self.store.read() as session:
                seen = self._seen(session, player_id, deck)
            pair = self._step(deck, level=0, seed=seed, seen=seen)
            with self.store.write() as session:
                session.scalars(player_queries.for_update(player_id)).one()
                # Another tab may have begun meanwhile, or even ended with the photo of this pair.
                unchanged = self._seen(session, player_id, deck) == seen
                if unchanged and session.scalar(player_queries.open_seat(player_id)) is None:
                    rounds.start(session, player_id, plan, seed, [pair])

    def turn(self, player_id: int) -> Turn | None:
        """Where the player's open round stands; None without one."""
        with self.store.read() as session:
            return rounds.turn(session, player_id)

    def pictures(self, player_id: int, trial_id: int) -> list[bytes]:
        """The faces of the player's own trial as encoded pictures, left to right."""
        with self.store.read() as session:
            deck, dealt = rounds.dealt_to(session, player_id, trial_id)
            following = rounds.following(session, trial_id)
            timed = rounds.find(session, trial_id).round.mode is Mode.ATTACK
        dealer = self.dealer_of(deck)
        encoded = dealer.encoded(dealt)
        if following:
            dealer.expect(following)
        if timed:
            with self.store.write() as session:
                rounds.sent(session, player_id, trial_id)
        return encoded

    def answer(
        self,
        player_id: int,
        trial_id: int,
        place: int,
        seconds: float | None = None,
        shown_seconds: float | None = None,
    ) -> None:
        """Pick the face at this place, or say of a single one whether it is real (0) or not (1)."""
        with self.store.write() as session:
            rounds.answer(
                session, player_id, trial_id, place, seconds=seconds, shown_seconds=shown_seconds
            )
        self._let_networks_follow(player_id, trial_id)

    def close_trial(self, player_id: int, trial_id: int, confidence: int) -> None:
        """Say how sure: the answer is then final."""
        with self.store.write() as session:
            rounds.close(session, player_id, trial_id, confidence)
        self._let_networks_follow(player_id, trial_id)

    def know_face(self, player_id: int, trial_id: int) -> None:
        """Say "I know this face": kept, not scored."""
        with self.store.write() as session:
            rounds.know(session, player_id, trial_id)
        self._let_networks_follow(player_id, trial_id)

    def _let_networks_follow(self, player_id: int, trial_id: int) -> None:
        """Have the networks answer a pair that was left at once: no reveal will ask them."""
        turn = self.turn(player_id)
        if turn is None or turn.trial_id != trial_id:
            with suppress(Unavailable):  # they leave out what cannot be drawn
                self.let_networks_answer(player_id, trial_id)

    def reveal(self, player_id: int, trial_id: int) -> Reveal:
        """The truth of the player's closed trial, with the networks' answers to it."""
        self.let_networks_answer(player_id, trial_id)
        with self.store.read() as session:
            return rounds.reveal(session, player_id, trial_id)

    def advance(self, player_id: int, trial_id: int) -> None:
        """Leave a revealed trial for the next one, or end the round."""
        self.let_networks_answer(player_id, trial_id)  # refused unless it is closed
        # Faces are slow to make, so nobody waits for the store meanwhile.
        hand, pair = self._attack_ahead(player_id), self._climb_ahead(player_id)
        with self.store.write() as session:
            # One press after the other, or two would add a pair each.
            session.scalars(player_queries.for_update(player_id)).one()
            turn = rounds.turn(session, player_id)
            if turn is None or turn.trial_id != trial_id:
                return  # another press was first
            seat = session.scalars(player_queries.open_seat(player_id)).one()
            if pair is not None:
                rounds.append(seat.round, pair)
            if turn.plan.mode is Mode.ATTACK:
                self._attack_on(session, seat, hand)
            session.flush()
            rounds.advance(session, player_id, trial_id)

    def _attack_ahead(self, player_id: int) -> Hand | None:
        """Ten more fakes for an attack at its last pair."""
        turn = self.turn(player_id)
        if turn is None or turn.plan.mode is not Mode.ATTACK or turn.position < turn.length:
            return None
        return self.dealer_of(turn.plan.deck).hand(turn.plan)

    def _attack_on(self, session: Session, seat: Seat, ahead: Hand | None) -> None:
        """End an attack without lives, or add the next pairs once all of its pairs are closed."""
        past = rounds.reveals(session, seat.round_id, seat.player_id)
        if attack.lives(past) == 0:
            rounds.abandon(session, seat.player_id)
        elif len(past) == len(seat.round.trials) and ahead is not None:
            plan = rounds.plan_of(seat.round)
            seen = self._seen(session, seat.player_id, plan.deck)
            with suppress(Refused):  # no fair pairs are left: the attack ends here
                for faces in self.dealer_of(plan.deck).trials(ahead, plan, seen):
                    rounds.append(seat.round, faces)

    def _climb_ahead(self, player_id: int) -> tuple[Shown, Shown] | None:
        """A climb's next pair once all of its pairs are closed, unless it has ended: made here."""
        with self.store.read() as session:
            seat = session.scalar(player_queries.open_seat(player_id))
            if seat is None or seat.round.mode is not Mode.CLIMB:
                return None
            past = rounds.reveals(session, seat.round_id, player_id)
            level = next_level(past, self.rungs)
            if len(past) < seat.position or level is None:
                return None
            seen = self._seen(session, player_id, seat.round.deck)
        return self._step(seat.round.deck, level, seat.round.seed + len(past), seen)

    def rung(self, player_id: int, trial_id: int) -> Rung | None:
        """The step of the ladder on which the player's own trial stands, if it is still there."""
        _, dealt = self._dealt(player_id, trial_id)
        (maker,) = (face.generator for face in dealt.faces if isinstance(face, Recipe))
        return next((rung for rung in self.rungs if rung.generator == maker), None)

    def _step(self, deck: str, level: int, seed: int, seen: set[str]) -> tuple[Shown, Shown]:
        """A climb's pair at this level. It takes as long as its fakes do to make."""
        return self.dealer_of(deck).step(self.rungs[level].generator, seed, seen)

    def _seen(self, session: Session, player_id: int, deck: str) -> set[str]:
        names = session.scalars(face_queries.photos_seen(player_id, deck))
        return {name for name in names if name}

    def _dealt(self, player_id: int, trial_id: int) -> tuple[Dealer, Dealt]:
        """The player's own trial, and who dealt it."""
        with self.store.read() as session:
            deck, dealt = rounds.dealt_to(session, player_id, trial_id)
        return self.dealer_of(deck), dealt

    def reveals(self, player_id: int) -> list[Reveal]:
        """The closed trials of the open round, or of the last one if none is open.

        A test's or study's rounds are not looked back on here: their pages say when.
        """
        with self.store.read() as session:
            seat = session.scalar(player_queries.open_seat(player_id)) or session.scalar(
                player_queries.last_ended_seat(player_id)
            )
            return rounds.reveals(session, seat.round_id, player_id) if seat else []

    def team(self, past: Sequence[Reveal]) -> dict[str, list[bool | None]]:
        """Right or wrong for each trial of a round, had the player decided with each network."""
        deck = past[0].plan.deck
        trusted = second_opinion.trusted(self.answers.fresh(), deck, past[0].round_id)
        return second_opinion.team_marks(past, trusted, self.network_names)

    def looked_at(self, player_id: int, trial_id: int) -> dict[str, list[np.ndarray]]:
        """By network: the faces of the player's closed trial with what mattered to it in colour."""
        with self.store.read() as session:
            rounds.reveal(session, player_id, trial_id)  # refused while it is open
        dealer, dealt = self._dealt(player_id, trial_id)
        return dealer.looked_at(dealt)

    def mark(self, player_id: int, trial_id: int, spots: Sequence[Any]) -> None:
        """Keep where the fakes of the player's closed trial gave themselves away."""
        with self.store.write() as session:
            rounds.mark(session, player_id, trial_id, spots)

    def people_marked(self, player_id: int, trial_id: int) -> tuple[int, list[np.ndarray]]:
        """How many people marked the fakes of the player's closed trial, and its faces in colour.

        Every face is uint8 (height, width, 3); whoever met the same fake in another round counts.
        """
        with self.store.read() as session:
            closed = rounds.reveal(session, player_id, trial_id)
            faces = closed.faces
            found = [marks.on(session, f) if isinstance(f, Recipe) else {} for f in faces]
        dealer, dealt = self._dealt(player_id, trial_id)
        return len(set().union(*found)), [
            dealer.marked(picture, [spot for spots in by.values() for spot in spots])
            for picture, by in zip(dealer.pictures(dealt), found, strict=True)
        ]

    def blocks(self, player_id: int, mode: Mode) -> list[Block]:
        """The player's ended rounds of a test or study, the oldest first."""
        with self.store.read() as session:
            return [
                Block(*row) for row in session.execute(player_queries.ended_blocks(player_id, mode))
            ]

    def block(self, player_id: int, round_id: int) -> list[Reveal]:
        """The trials of such a round that the player has closed."""
        with self.store.read() as session:
            return rounds.reveals(session, round_id, player_id)

    def abandon(self, player_id: int) -> None:
        """End a round whose pictures can no longer be made."""
        with self.store.write() as session:
            rounds.abandon(session, player_id)

    def leaderboard(
        self, design: Design = Design.TWO_AFC, target: Target = Target.REAL
    ) -> tuple[Standing, ...]:
        """People and networks by the lower end of their interval, for this design and target."""
        view = ranked(self.dealer.deck.name, design, target)
        with self.store.read() as session:
            return board(session, self.answers.fresh(), view).lines

    def let_networks_answer(self, player_id: int, trial_id: int) -> None:
        """Have every network that has not judged this closed pair yet do so now."""
        dealer, dealt = self._dealt(player_id, trial_id)
        with self.store.read() as session:
            judged = set(session.scalars(round_queries.networks_that_judged(trial_id)))
        if judged.issuperset(judge.checkpoint_sha256 for judge in self.dealer.judges):
            return
        verdicts = dealer.verdicts(dealt)
        with self.store.write() as session:
            for network, p_fake in zip(self._enlisted(session), verdicts, strict=True):
                rounds.judge(session, network, trial_id, p_fake)
