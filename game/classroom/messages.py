"""What a room's channel says: views as plain data, complete each time, so that one may be skipped.

Nothing of a trial's truth is in a message before everybody may know it: what these views hold is
decided in `snapshot` and `views`, and nothing is added here.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from game.classroom.report import PlayerLine
from game.classroom.rules import SHOWN_AT_THE_END
from game.classroom.views import HostView, PlayerView
from game.common.vocabulary import Pace, Ranking, RoomPhase
from game.rounds.plan import Phase, Photo, Reveal, Turn, Verdict

Message = dict[str, Any]
Addresses = Callable[[int], Sequence[str]]  # of a trial's pictures, for whoever is told
Placed = tuple[int, PlayerLine]  # a player's rank in the room, and what it follows from
SHOWN = 5  # of a ranking between two trials
PODIUM = 3


def for_player(view: PlayerView, ranked: Sequence[Placed], addresses: Addresses) -> Message:
    """What a player's page is drawn from."""
    room, turn, player = view.snapshot.room, view.turn, view.player
    message: Message = {
        "kind": "state",
        "role": "player",
        "phase": _player_phase(room.phase, turn),
        "paused": room.paused,
        "nickname": player.nickname,
        "team": player.team,
        "position": turn.position if turn else room.position,
        "length": len(view.snapshot.trials),
    }
    if turn is not None:
        message |= _trial(turn.trial_id, addresses) | {"choice": turn.choice}
        if view.reveal is not None:
            message |= _truth(view.reveal) | {"correct": view.reveal.correct}
    told = view.snapshot.plan.feedback or room.phase is RoomPhase.ENDED
    if told and message["phase"] != "ask":
        message |= _own_score(view, ranked)
    if room.phase is RoomPhase.ENDED:
        message["missed"] = [
            _trial(reveal.trial_id, addresses)
            | _truth(reveal)
            | {"choice": reveal.choice, "position": reveal.position}
            for reveal in view.past
            if reveal.correct is False
        ]
        shown = room.ranking in SHOWN_AT_THE_END
        message["podium"] = _lines(ranked, PODIUM) if shown else None
    return message


def for_host(
    view: HostView, ranked: Sequence[Placed], addresses: Addresses, left: float | None
) -> Message:
    """What the host's page is drawn from; a projector's is the same."""
    snapshot = view.snapshot
    room = snapshot.room
    message: Message = {
        "kind": "state",
        "role": "host",
        "phase": _host_phase(room.phase, room.pace),
        "paused": room.paused,
        "locked": room.locked,
        "position": room.position,
        "length": len(snapshot.trials),
        "players": [
            {"id": player.id, "nickname": player.nickname, "team": player.team}
            for player in snapshot.players
        ],
        "answered": view.answered,
        "finished": view.finished,
        "returning": [{"id": player.id, "nickname": player.nickname} for player in view.returning],
        "reveal_after": room.reveal_after,
        "seconds_left": left,
        "ranking": None,
    }
    if snapshot.trial_id is not None:
        message |= _trial(snapshot.trial_id, addresses)
    if view.told is not None:
        line = view.told
        message |= _truth(line.truth) | {
            "votes": list(line.votes),
            "right": line.right,
            "answers": line.answers,
            "crowd": line.crowd,
            "networks": [
                {"name": name, "correct": correct} for name, correct in line.networks.items()
            ],
        }
        if room.ranking is Ranking.ALWAYS:
            message["ranking"] = _lines(ranked, SHOWN)
    return message


def at_the_door() -> Message:
    """For a browser that has asked for a seat and waits for the host's nod."""
    return {"kind": "state", "role": "player", "phase": "door"}


def _player_phase(phase: RoomPhase, turn: Turn | None) -> str:
    if turn is not None:
        return "reveal" if turn.phase is Phase.REVEAL else "ask"
    return {RoomPhase.LOBBY: "lobby", RoomPhase.ENDED: "ended"}.get(phase, "done")


def _host_phase(phase: RoomPhase, pace: Pace) -> str:
    alone = pace is Pace.SELF and phase not in (RoomPhase.LOBBY, RoomPhase.ENDED)
    return "alone" if alone else phase.value


def _trial(trial_id: int, addresses: Addresses) -> Message:
    return {"trial": trial_id, "pictures": list(addresses(trial_id))}


def _truth(reveal: Reveal) -> Message:
    return {
        "truth": ["real" if isinstance(face, Photo) else "fake" for face in reveal.faces],
        "verdicts": [_verdict(verdict) for verdict in reveal.verdicts],
    }


def _verdict(verdict: Verdict) -> Message:
    return {"name": verdict.nickname, "p_fake": [round(p, 4) for p in verdict.p_fake]}


def _own_score(view: PlayerView, ranked: Sequence[Placed]) -> Message:
    room = view.snapshot.room
    always = (Ranking.ALWAYS, Ranking.OWN)
    shown = (*always, Ranking.END) if room.phase is RoomPhase.ENDED else always
    own = next(
        (rank for rank, line in ranked if line.player_id == view.player.id and line.answers), None
    )
    return {
        "score": {
            "right": sum(reveal.correct is True for reveal in view.past),
            "answers": len(view.past),
        },
        "networks": _networks(view.past),
        "place": {"rank": own, "of": len(ranked)} if own and room.ranking in shown else None,
    }


def _networks(past: Sequence[Reveal]) -> list[Mapping[str, Any]]:
    """How often each network was right on what the player answered."""
    rights: dict[str, list[bool]] = {}
    for reveal in past:
        for verdict in reveal.verdicts:
            if verdict.correct is not None:
                rights.setdefault(verdict.nickname, []).append(verdict.correct)
    return [
        {"name": name, "right": correct.count(True), "trials": len(correct)}
        for name, correct in rights.items()
    ]


def _lines(ranked: Sequence[Placed], most: int) -> list[Message]:
    """The best of those who have answered."""
    return [
        {"rank": rank, "nickname": line.nickname, "right": line.right, "answers": line.answers}
        for rank, line in ranked
        if line.answers
    ][:most]
