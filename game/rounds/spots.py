"""Where a fake gave itself away: spots that a player sets on it, each with what was seen there."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from game.common.errors import Refused
from game.common.language import say, to_say
from game.common.recipe import Recipe
from game.rounds import tells
from game.rounds.browser_input import is_number, is_whole
from game.store import face_queries
from game.store.engine import Session

MOST = 12  # spots of one player on the faces of one trial

ELSE = ("else", to_say("Something else"))

# The place of the face in its trial, x and y from its left upper corner (0 to 1), and the tell.
Spot = tuple[int, float, float, str]


def names() -> list[tuple[str, str]]:
    """The key of every tell that can be named, and what a player reads."""
    return [*tells.names(), ELSE]


def checked(told: Sequence[Any], fakes: Sequence[int]) -> list[Spot]:
    """What a browser sent, as it may be stored; `fakes` are the places of generated faces.

    Raises Refused for anything else than spots on these faces, each with a known tell.
    """
    if len(told) > MOST:
        raise Refused(say("Mark at most {most} spots, those that tell most.", most=MOST))
    return [_checked(spot, fakes) for spot in told]


def by_player(session: Session, face: Recipe) -> dict[int, list[tuple[float, float]]]:
    """Everybody's spots on this face, in whatever round: by player, (x, y) each."""
    found: dict[int, list[tuple[float, float]]] = {}
    for player_id, at, spots in session.execute(face_queries.spots_on(face)):
        if here := [(x, y) for place, x, y, _ in spots or () if place == at]:
            found.setdefault(player_id, []).extend(here)
    return found


def named_on(session: Session, face: Recipe) -> Counter[str]:
    """How many people have named each tell on this face, in whatever round."""
    told = {
        (player_id, tell)
        for player_id, at, spots in session.execute(face_queries.spots_on(face))
        for place, _, _, tell in spots or ()
        if place == at
    }
    return Counter(tell for _, tell in told)


def _checked(spot: Any, fakes: Sequence[int]) -> Spot:
    try:
        place, x, y, tell = spot
    except (TypeError, ValueError):
        place = x = y = tell = None
    if not (is_whole(place) and is_number(x) and is_number(y)):
        raise Refused(say("A mark is a spot on a face with the name of a tell."))
    if place not in fakes:
        raise Refused(say("Only a generated face can have given itself away; mark that one."))
    if not (0 <= x <= 1 and 0 <= y <= 1):
        raise Refused(say("That spot lies beside the face; mark one on it."))
    if tell not in [key for key, _ in names()]:
        raise Refused(say("There is no tell of that name; choose one from the list."))
    return place, float(x), float(y), tell
