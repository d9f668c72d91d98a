"""Why a fake may be known for one: the tell of the course that fits best, and what people named.

People's word goes first. Where nobody has named anything on this very face, the part of it counts
on which the networks' verdicts hang most: that is where there is something to see, to a network at
least. A young GAN's faces have a tell of their own.
"""

from collections import Counter
from dataclasses import dataclass

import numpy as np

from game.common.recipe import Recipe
from game.rounds import revealing, spots
from game.rounds.dealing.fakes import thumbnail
from game.rounds.game import Game
from game.rounds.tells import Tell, course

Points = tuple[tuple[float, float], ...]  # both eyes, the nose, both corners of the mouth
YOUNG = "checkerboard"


@dataclass(frozen=True)
class Why:
    """Of one fake: its place, the tell, whether people named it, and how often each was named."""

    place: int
    tell: Tell
    by_people: bool
    named: Counter[str]


def reasons(game: Game, player_id: int, trial_id: int) -> list[Why]:
    """For each fake of a closed trial. Raises Refused while it is open."""
    tells = {tell.key: tell for tell in course().tells}
    dealer, dealt = game.dealt_to(player_id, trial_id)
    with game.store.read() as session:
        faces = revealing.reveal(session, player_id, trial_id).faces
        named = [spots.named_on(session, f) if isinstance(f, Recipe) else Counter() for f in faces]
    found = []
    for place, face in enumerate(faces):
        if not isinstance(face, Recipe):
            continue
        known = [key for key, _ in named[place].most_common() if key in tells]
        if known:
            key = known[0]
        elif thumbnail(face, dealer.deck):
            key = YOUNG
        else:
            key = hottest(*dealer.pictures.heat(dealt, place))
        found.append(Why(place, tells[key], bool(known), named[place]))
    return found


def hottest(heat: np.ndarray, points: Points) -> str:
    """The tell of the part of a face that has the most heat, (side, side), for its size."""
    parts = _parts(heat.shape, points)
    keys = sorted(set(parts.ravel()))
    return max(keys, key=lambda key: float(heat[parts == key].mean()))


def _parts(shape: tuple[int, ...], points: Points) -> np.ndarray:
    """For each pixel the tell that would lie there, by the distance of the eyes."""
    left, right, _, *mouth = np.array(points)
    eyes = float(np.hypot(*(right - left))) or 1.0
    y, x = np.mgrid[: shape[0], : shape[1]]
    middle = (left + right) / 2
    across, down = np.abs(x - middle[0]) / eyes, (y - middle[1]) / eyes
    lips = float((np.mean(mouth, axis=0)[1] - middle[1]) / eyes)
    chosen = [
        ((across <= 0.9) & (np.abs(down) <= 0.35), "eyes"),
        ((across <= 0.6) & (np.abs(down - lips) <= 0.35), "teeth"),
        ((across > 0.9) & (across <= 1.4) & (down >= -0.3) & (down <= lips), "earrings"),
        ((across <= 1.6) & (down < -0.9), "hair"),
        ((across <= 1.0) & (down <= lips + 0.7), "skin"),
        ((across <= 1.6) & (down > lips + 0.7), "clothes"),
    ]
    return np.select([where for where, _ in chosen], [key for _, key in chosen], "background")
