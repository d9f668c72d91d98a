"""What came out of a class: trial by trial, player by player, team by team."""

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from statistics import fmean

from game.common.language import say
from game.common.recipe import Recipe
from game.common.vocabulary import Kind
from game.rounds import revealing, spots, stored
from game.rounds.plan import Plan, Reveal
from game.store import room_queries
from game.store.engine import Session
from game.store.tables import Guess, Player, Room


@dataclass(frozen=True)
class TrialLine:
    """One trial: its truth, how many chose each answer, and who was right.

    `crowd` is whether most were right, None if nobody answered or it was a draw; `networks` by
    name, None where a network was not scored. `marks` are how many people named each tell on its
    fakes, here or in another round; `other_votes` are those of another class on the same set.
    """

    trial_id: int
    truth: Reveal
    votes: tuple[int, ...]
    right: int
    answers: int
    crowd: bool | None
    networks: Mapping[str, bool | None]
    marks: Mapping[str, int] = field(default_factory=dict)
    other_votes: tuple[int, ...] = ()

    @property
    def other_right(self) -> int:
        """How many of the other class were right."""
        return self.other_votes[self.truth.target_place] if self.other_votes else 0


@dataclass(frozen=True)
class AnswerLine:
    """One person's answer to the trial at this position; `correct` is None if it is not scored."""

    position: int
    player_id: int
    nickname: str
    choice: int
    correct: bool | None
    seconds: float | None


@dataclass(frozen=True)
class PlayerLine:
    """One player: right answers, answers, and the mean seconds of those, None without any."""

    player_id: int
    nickname: str
    team: int | None
    right: int
    answers: int
    seconds: float | None


@dataclass(frozen=True)
class TeamLine:
    """One team: its size, and the mean number of right answers of its players."""

    team: int
    players: int
    right: float


@dataclass(frozen=True)
class Report:
    """Everything; players best first, with the rank of each in `ranks`."""

    title: str
    code: str
    plan: Plan
    trials: tuple[TrialLine, ...]
    players: tuple[PlayerLine, ...]
    ranks: tuple[int, ...]
    teams: tuple[TeamLine, ...]
    answers: tuple[AnswerLine, ...]
    opened_on: date


def report(session: Session, room: Room) -> Report:
    """What has come out of a room so far."""
    guesses: dict[int, list[Guess]] = defaultdict(list)
    for guess in session.scalars(room_queries.guesses(room.id)):
        guesses[guess.trial_id].append(guess)
    everybody = [guess for found in guesses.values() for guess in found]
    round_ = session.scalars(room_queries.round_of(room.id)).one()
    players = ranked(
        (
            player_line(player, [guess for guess in everybody if guess.player_id == player.id])
            for player in session.scalars(room_queries.players(room.id)).all()
        ),
        room.speed_counts,
    )
    trials = [
        replace(line, marks=_marks(session, line.truth))
        for trial in session.scalars(room_queries.trials(room.id))
        for line in (trial_line(revealing.truth_of(trial, guesses[trial.id]), guesses[trial.id]),)
    ]
    if _fits(room.other_votes, trials):
        trials = [
            replace(line, other_votes=tuple(votes))
            for line, votes in zip(trials, room.other_votes or (), strict=True)
        ]
    return Report(
        title=room.title,
        code=room.code,
        plan=stored.plan_of(round_),
        trials=tuple(trials),
        players=tuple(players),
        ranks=tuple(ranks(players, room.speed_counts)),
        teams=tuple(teams(players, room.teams)),
        answers=tuple(
            answer
            for line in trials
            for answer in _answers(line.truth.position, guesses[line.trial_id])
        ),
        opened_on=room.opened_at.date(),
    )


def called(line: PlayerLine | AnswerLine, *, names: bool) -> str:
    """A player by nickname, or by the number that an export calls them by."""
    return line.nickname if names else say("player {n}", n=line.player_id)


def trial_line(truth: Reveal, guesses: Sequence[Guess]) -> TrialLine:
    """A trial's line; `guesses` are everybody's, with who gave them."""
    choices = [guess.choice for guess in guesses if guess.player.kind is Kind.HUMAN]
    votes = tuple(choices.count(place) for place in range(max(2, len(truth.faces))))
    first, second = sorted(votes, reverse=True)[:2]
    return TrialLine(
        trial_id=truth.trial_id,
        truth=truth,
        votes=votes,
        right=votes[truth.target_place],
        answers=sum(votes),
        crowd=None if first == second else votes.index(first) == truth.target_place,
        networks={verdict.nickname: verdict.correct for verdict in truth.verdicts},
    )


def ranked(lines: Iterable[PlayerLine], speed_counts: bool) -> list[PlayerLine]:
    """Most right answers first; among equals the faster if speed counts, else who came first."""
    return sorted(lines, key=lambda line: (_merit(line, speed_counts), line.player_id))


def ranks(players: Sequence[PlayerLine], speed_counts: bool) -> list[int]:
    """The rank of each in their order, from 1; equals share the best of theirs."""
    merits = [_merit(line, speed_counts) for line in players]
    return [merits.index(merit) + 1 for merit in merits]


def _merit(line: PlayerLine, speed_counts: bool) -> tuple[int, float]:
    """What ranks a player, the lower the better."""
    seconds = line.seconds if speed_counts else None
    return -line.right, math.inf if seconds is None else seconds


def teams(players: Sequence[PlayerLine], count: int) -> list[TeamLine]:
    """The teams in which anybody is, best first."""
    rights = {
        team: [line.right for line in players if line.team == team] for team in range(1, count + 1)
    }
    lines = [TeamLine(team, len(right), fmean(right)) for team, right in rights.items() if right]
    return sorted(lines, key=lambda line: (-line.right, line.team))


def _marks(session: Session, truth: Reveal) -> Counter[str]:
    """How many people named each tell on a trial's fakes."""
    fakes = [face for face in truth.faces if isinstance(face, Recipe)]
    return sum((spots.named_on(session, face) for face in fakes), Counter())


def _fits(votes: Sequence[Sequence[int]] | None, trials: Sequence[TrialLine]) -> bool:
    """Whether these are votes on these trials: an import may have brought any."""
    return [len(each) for each in votes or ()] == [len(line.votes) for line in trials]


def _answers(position: int, guesses: Iterable[Guess]) -> Iterable[AnswerLine]:
    """People's answers to the trial at this position."""
    for guess in guesses:
        if guess.player.kind is Kind.HUMAN and guess.choice is not None:
            yield AnswerLine(
                position,
                guess.player_id,
                guess.player.nickname,
                guess.choice,
                guess.correct,
                guess.seconds,
            )


def player_line(player: Player, guesses: Collection[Guess]) -> PlayerLine:
    """A player's line; `guesses` are their own."""
    seconds = [guess.seconds for guess in guesses if guess.seconds is not None]
    return PlayerLine(
        player_id=player.id,
        nickname=player.nickname,
        team=player.team,
        right=sum(guess.correct is True for guess in guesses),
        answers=len(guesses),
        seconds=fmean(seconds) if seconds else None,
    )
