"""A room's set: what it was dealt, so that another room can be opened with the same trials."""

from collections.abc import Callable
from dataclasses import asdict, dataclass

from game.classroom.report import report
from game.classroom.rules import RULES, Rules
from game.common.errors import Refused
from game.common.language import say
from game.common.recipe import PLAY_SEEDS, Recipe
from game.common.vocabulary import RoomPhase
from game.rounds import stored
from game.rounds.dealing.dealer import Dealer
from game.rounds.dealing.fakes import fake, thumbnail
from game.rounds.plan import Photo, Plan, Shown
from game.store import room_queries
from game.store.engine import Session
from game.store.tables import Room


@dataclass(frozen=True)
class SavedSet:
    """A room's trials, each with its faces from left to right: a photo by its name, a fake by its
    seed, from which the plan's generator makes it.

    `weights` is the sha256 of the generator's, `size` the fakes' in pixels; both are None where
    every face is a photo. `votes`: by trial, how many of the class chose each answer.
    """

    plan: Plan
    rules: Rules
    seed: int
    weights: str | None
    size: int | None
    trials: tuple[tuple[str | int, ...], ...]
    votes: tuple[tuple[int, ...], ...] | None


def of_room(session: Session, room: Room, *, votes: bool) -> SavedSet:
    """The set of a room, with how its class voted or without.

    Raises Refused before the room's end: a set tells the truth of every trial.
    """
    if room.phase is not RoomPhase.ENDED:
        raise Refused(say("A set can be saved at the end of its class."))
    round_ = session.scalars(room_queries.round_of(room.id)).one()
    lines = report(session, room).trials
    faces = [face for line in lines for face in line.truth.faces]
    made = next((face for face in faces if isinstance(face, Recipe)), None)
    return SavedSet(
        plan=stored.plan_of(round_),
        rules=Rules(**{name: getattr(room, name) for name in asdict(RULES)}),
        seed=round_.seed,
        weights=made.checkpoint_sha256 if made else None,
        size=made.size if made else None,
        trials=tuple(
            tuple(face.name if isinstance(face, Photo) else face.seed for face in line.truth.faces)
            for line in lines
        ),
        votes=tuple(line.votes for line in lines) if votes else None,
    )


def trials(
    saved: SavedSet, dealer: Dealer, progress: Callable[[float], object] = lambda _: None
) -> list[tuple[Shown, ...]]:
    """The set's trials, each face of which has been drawn once; `progress` is told the share done.

    Raises Refused if photos or weights are not the same here, Unavailable without any of them.
    """
    psi = saved.plan.truncation_psi or 0.0
    fills = dealer.deck.frame.face_size
    generator = dealer.opponent(saved.plan.generator or "", saved.weights)
    style = saved.plan.style
    pattern = fake(generator, PLAY_SEEDS.start, psi, fills, style)
    made = pattern.checkpoint_sha256, pattern.size
    if saved.weights is not None and made != (saved.weights, saved.size):
        raise Refused(
            say(
                "The generator {generator} has other weights or another size here, so it would "
                "make other faces than this set's.",
                generator=saved.plan.generator,
            )
        )
    playable = set(dealer.deck.play)
    small = thumbnail(pattern, dealer.deck)

    def face(told: str | int) -> Shown:
        if isinstance(told, int):
            return fake(generator, told, psi, fills, style)
        if told not in playable:
            raise Refused(
                say(
                    "The deck {deck} has no photo {photo} to play with here.",
                    deck=dealer.deck.name,
                    photo=told,
                )
            )
        return Photo(told, small)

    found = [tuple(face(told) for told in trial) for trial in saved.trials]
    for done, shown in enumerate(found, start=1):
        for each in shown:
            dealer.pictures.framed(each)
        progress(done / len(found))
    return found
