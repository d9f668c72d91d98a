"""The data dictionary: every column of an export, what it holds and what it means."""

from collections.abc import Mapping
from dataclasses import dataclass

PLACES = 4  # the most faces that a trial has

# Where it is stored, what it is called, what it holds; what it means.
_COLUMNS = """
guess.id guess_id integer; Number of the answer; empty in rows at the end that hold no answer.
guess.choice choice integer; Place that was picked, 0 the leftmost; of one face 0 real, 1 generated.
guess.confidence confidence integer; 1 a guess, 2 fairly sure, 3 certain; empty if not asked.
guess.p_fake p_fake JSON; A network's p(fake) at every place; empty for people.
guess.knows_face knows_face boolean; Whether the player said "I know this face".
guess.seconds seconds number; Seconds to the answer, by the browser; in an attack, as believed.
guess.shown_seconds shown_seconds number; Seconds that the faces were in sight, as measured there.
guess.tells tells JSON; Marks on fakes: lists of place, x and y (0 to 1) and what was seen there.
guess.correct correct boolean; Whether the answer was right; empty if it is not scored.
guess.answered_at answered_at time; When the place was picked.
guess.closed_at closed_at time; When the answer was final; empty if it never was.
trial.id trial_id integer; Number of the trial, which is what is shown at once.
trial.position trial_position integer; Its place in the round, from 1.
round.id round_id integer; Number of the round.
round.room_id round_room_id integer; The room whose round it is; empty outside rooms.
round.code round_code text; What others find the same round by.
round.design design text; TWO_AFC: which of two, YES_NO: is this one, ODD_ONE_OUT: which of four.
round.target target text; Which face is asked for: real or fake.
round.mode mode text; What the round is played for.
round.generator round_generator text; Who makes its fakes; empty in a climb, which meets many.
round.truncation_psi round_psi number; The ψ of its fakes; empty in a climb.
round.style round_style text; The style of the game's own fakes in it; empty: plain.
round.deck deck text; The deck of its photos.
round.display_seconds display_seconds number; Seconds for which faces are shown; empty: no limit.
round.feedback feedback boolean; Whether the truth is told after every trial.
round.seed round_seed integer; What the round was planned from.
round.planned_at planned_at time; When it was planned.
seat.id seat_id integer; Number of the player's way through the round; networks have none.
seat.position seat_position integer; The trial that the player has come to, from 1.
seat.started_at started_at time; When the player began.
seat.ended_at ended_at time; When the round ended for the player; empty if it has not.
player.id player_id integer; The player's pseudonym: a number that never names another.
player.kind player_kind text; human, visitor (without a name yet), model (a network) or simulated.
player.nickname nickname text; A network's name; a person's only if names were asked for.
player.identity_sha256 weights_sha256 text; Hash of a network's weights; empty for people.
player.room_id player_room_id integer; The room that the player belongs to; empty outside rooms.
player.team team integer; The player's team in that room, from 1.
player.joined_at joined_at time; When the player came.
player.excluded_at excluded_at time; Since when the player is left out of rankings.
player.excluded_because excluded_because text; The reason for that.
room.id room_id integer; Number of the room.
room.code room_code text; What a class joins it by.
room.title title text; What its host called it.
room.pace pace text; Who leads: host or self.
room.phase phase text; Where it stands.
room.position room_position integer; The trial that a room led by its host is at.
room.paused paused boolean; Whether it is paused.
room.locked locked boolean; Whether nobody else may come in.
room.teams teams integer; How many teams there are; 0 for none.
room.other_votes other_votes JSON; Another class's votes on this set: by trial, by answer.
room.reveal_after reveal_after integer; Seconds to the reveal, 0: all answered, empty: by hand.
room.ranking ranking text; Who sees how the players rank: always, end, own or hidden.
room.speed_counts speed_counts boolean; Whether the faster stand first among equal scores.
room.opened_at opened_at time; When it was opened.
"""
_FACES = """
face.photo photo_{n} text; At place {n}: a photo's name in the deck; empty for a fake.
face.generator generator_{n} text; At place {n}: the generator of a fake; empty for a photo.
face.checkpoint_sha256 checkpoint_{n} text; At place {n}: hash of the fake's weights.
face.seed seed_{n} integer; At place {n}: the seed of the fake's latent.
face.truncation_psi psi_{n} number; At place {n}: how far the fake's latent may leave the mean.
face.size size_{n} integer; At place {n}: pixels of the fake, or of the thumbnail of a photo.
face.noise_mode noise_{n} text; At place {n}: the fake's noise, const or none.
face.style style_{n} text; At place {n}: the style that the fake is in; empty: plain.
"""


@dataclass(frozen=True)
class Column:
    """One column; `table` and `column` say where the store keeps it."""

    name: str
    kind: str  # integer, number, boolean, text, time or JSON
    meaning: str
    table: str
    column: str


def _read(lines: str) -> tuple[Column, ...]:
    found = []
    for line in lines.strip().splitlines():
        what, meaning = line.split("; ", 1)
        stored, name, kind = what.split()
        table, column = stored.split(".")
        found.append(Column(name, kind, meaning, table, column))
    return tuple(found)


WIDE = _read(_COLUMNS)
FACES = tuple(_read(_FACES.replace("{n}", str(place))) for place in range(PLACES))
COLUMNS: Mapping[str, Column] = {
    column.name: column for column in (*WIDE, *(column for face in FACES for column in face))
}
# What the store holds and a file that people share does not.
KEPT_BACK = {
    "player.identity_sha256": "recognises a person's browser",
    "room.host_sha256": "opens the page of a room's host",
    "face.id": "is counted anew",
    "seat.shown_at": "is a clock that runs while a pair is on the table",
}
