"""A class whose every text is markup, ended, and what its files are made of."""

from dataclasses import replace

from game.classroom import lead
from game.classroom.files.material import Material
from game.rounds import answering
from game.rounds.plan import Photo, Shown
from game.store import round_queries
from game.store.engine import Store
from game.store.tables import Player, Room
from tests.classroom.classes import Class

HOSTILE = "<img src=x onerror=alert(1)>\"'&amp;=</style><script>{n}</script>"
PICTURE = "data:image/jpeg;base64,AAAA"


def class_of_three(store: Store, network: int, *, marked: bool = False) -> Class:
    """Ada is right five times, Bo twice, Cy never; in two trials most are fooled."""
    room = Class(store, teams=2)
    tokens = [room.join(name) for name in ("Ada", "Bo", "Cy")]
    room.lead(lead.begin)
    for position in range(1, 6):
        trial = room.turn(tokens[0]).trial_id  # type: ignore[union-attr]
        for token, place in zip(tokens, (0, int(position > 2), 1), strict=True):
            room.answer(token, place)
        with store.write() as session:
            answering.judge(session, trial, {network: [0.1, 0.9]})
        room.lead(lead.reveal, position)
        if marked and position == 5:
            spots = [(1, 0.5, 0.5, "teeth"), (1, 0.1, 0.1, "teeth"), (1, 0.2, 0.2, "else")]
            with store.write() as session:
                answering.keep_spots(session, room.id_of("Bo"), trial, spots)
                guess = session.scalar(round_queries.guess(trial, room.id_of("Ada")))
                guess.tells = [(1, 0.5, 0.5, "teeth")]  # type: ignore[union-attr]
        room.lead(lead.next_trial, position)
    return room


def hostile(store: Store, room: Class, network: int) -> None:
    """Everything that somebody could have named is called by markup, as an import may bring it."""
    with store.write() as session:
        session.query(Room).filter_by(code=room.code).one().title = HOSTILE[:64]
        for player in session.query(Player):
            player.nickname = f"{HOSTILE[:30]}{player.id}"
        session.get_one(Player, network).nickname = HOSTILE[:32]


def material(room: Class, *, photos: bool = False) -> Material:
    """With a picture of every fake, and of every photo if they may leave."""

    def face(shown: Shown) -> str | None:
        return PICTURE if photos or not isinstance(shown, Photo) else None

    return Material(room.report(), face, (HOSTILE,))


def without_answers(made: Material) -> Material:
    """The same before anybody has answered."""
    trials = tuple(
        replace(line, votes=(0, 0), right=0, answers=0, crowd=None, networks={})
        for line in made.report.trials
    )
    players = tuple(replace(line, right=0, answers=0, seconds=None) for line in made.report.players)
    return replace(made, report=replace(made.report, trials=trials, players=players, answers=()))
