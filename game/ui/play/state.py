"""Where a player stands in their round, as plain data in the words that they read.

Their page is drawn from it, see round.js. Nothing of a trial's truth is in it before `revealing`
tells it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from game.common.language import say
from game.common.recipe import GENERATOR
from game.rounds.designs import PAIRS, Question, question
from game.rounds.game import Game
from game.rounds.game_modes import game_mode
from game.rounds.openings import Opening
from game.rounds.picture_addresses import PictureAddresses
from game.rounds.plan import CONFIDENCES, Phase, Reveal, Turn
from game.rounds.players import identity
from game.rounds.visitors import Visitors
from game.ui.play import told
from game.ui.resources import opponent

State = dict[str, Any]
OVER: State = {"phase": "over"}


@dataclass(frozen=True)
class Reader:
    """The player who is told, and where their pictures are found."""

    game: Game
    addresses: PictureAddresses
    token: str
    player_id: int

    def pictures(self, trial_id: int) -> Sequence[str]:
        """The addresses of a trial's faces."""
        return self._given(trial_id, self.game.pictures(self.player_id, trial_id))

    def drawn(self, trial_id: int) -> Sequence[str] | None:
        """The same, if the faces are drawn already; None if not."""
        drawn = self.game.drawn(self.player_id, trial_id)
        return self._given(trial_id, drawn) if drawn else None

    def _given(self, trial_id: int, pictures: Sequence[bytes]) -> Sequence[str]:
        return self.addresses.give(identity(self.token), trial_id, pictures)


def of_player(reader: Reader, turn: Turn | None, *, draw_next: bool = False) -> State:
    """Where this player stands, at this turn; OVER without a round.

    The truth waits neither for the networks nor, unless told so, for the next trial's pictures to
    be drawn: while something is `awaited`, who is told may ask again.
    Raises Unavailable if a face cannot be drawn.
    """
    if turn is None:
        return OVER
    game, player_id = reader.game, reader.player_id
    is_told = turn.phase is Phase.REVEAL and turn.plan.feedback
    past = game.reveals(player_id) if turn.plan.feedback else []
    # Another tab may have closed the trial since the turn was read.
    now = next((one for one in past if one.trial_id == turn.trial_id), None) if is_told else None
    state = _asked(reader, turn, past, reader.pictures(turn.trial_id))
    if now is None:
        return state
    state |= told.revealed(now, game.networks.names)
    after = game.following(player_id, turn)
    pictures = after and (reader.pictures if draw_next else reader.drawn)(after.trial_id)
    return state | {
        "onward": _onward(turn, past),
        "next": _asked(reader, after, past, pictures) if after and pictures else None,
        "awaited": state["awaited"] or (after is not None and not pictures),
    }


def of_opening(visitors: Visitors, addresses: PictureAddresses, opening: Opening) -> State:
    """The first pair of a round that is dealt to nobody yet."""
    pictures = addresses.give(identity(opening.token), 0, visitors.pictures(opening))
    return _of_question(PAIRS) | {
        "opening": opening.token,
        "trial": 0,
        "phase": Phase.ASK,
        "choice": None,
        "position": 1,
        "length": len(opening.trials),
        "title": "",
        "scores": [],
        "display_seconds": None,
        "clock": None,
        "elapsed": 0.0,
        "pictures": pictures,
        "note": say("One is a photo; the other was made up a moment ago by a neural network."),
        "may_know": False,
    }


def _asked(reader: Reader, turn: Turn, past: Sequence[Reveal], pictures: Sequence[str]) -> State:
    """A trial before its truth is told."""
    mode, asked = game_mode(turn.plan.mode), question(turn.plan.design, turn.plan.target)
    networks = reader.game.networks.names if mode.networks_told else ()
    state = _of_question(asked) | {
        "trial": turn.trial_id,
        "phase": turn.phase,
        "choice": turn.choice,
        "position": turn.position,
        "length": 0 if mode.clock else turn.length,  # how many there will be, nobody knows
        "title": _title(reader, turn, mode.lives_left(past)),
        # Scores would tell what is held back.
        "scores": told.scores(past, networks) if turn.plan.feedback else [],
        "display_seconds": turn.plan.display_seconds,
        "clock": mode.clock,
        "elapsed": turn.elapsed,
        "pictures": pictures,
        "note": say(mode.rule) if mode.must_answer else "",
        "may_know": not mode.must_answer,
        # How sure, with the answer; not in an attack, nor where it is asked for by itself.
        "zones": not (mode.clock or mode.asks_confidence or mode.held_back),
    }
    if turn.phase is Phase.SURE:
        state["question"] = say("How sure are you?")
    return state


def _of_question(asked: Question) -> State:
    hint = asked.hint and say(asked.hint)
    return {
        "question": " ".join(filter(None, (say(asked.question), hint))),
        "words": told.words(asked),
        "sure": [say(word) for word in CONFIDENCES.values()],
        "zones": False,
    }


def _title(reader: Reader, turn: Turn, lives: int | None) -> str:
    mode, asked = game_mode(turn.plan.mode), question(turn.plan.design, turn.plan.target)
    numbered = asked.numbered if mode.endless else asked.numbered_of
    number = say(numbered, n=turn.position, m=turn.length)
    what = ""
    if lives is not None:
        what = say("{lives} of {all} lives left", lives=lives, all=mode.lives)
    elif mode.note is not None:
        what = mode.note(reader.game, reader.player_id, turn)
    elif turn.plan.generator not in (None, GENERATOR):
        what = opponent(turn.plan.generator)
    return say("{number}: {what}", number=number, what=what) if what else number


def _onward(turn: Turn, past: Sequence[Reveal]) -> str:
    """What leads on is called."""
    mode = game_mode(turn.plan.mode)
    last = mode.lives_left(past) == 0 if mode.endless else turn.position == turn.length
    following = question(turn.plan.design, turn.plan.target).following
    return say("See how you did") if last else say(following)
