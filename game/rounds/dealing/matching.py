"""Which photo stands beside which fake: one that is near it and that the player has not seen.

Each fake gets a photo near it in colour, contrast, sharpness, pose, smile and background, so that
none of these gives it away. Which face stands where is a coin of the round's seed.
"""

from collections.abc import Collection, Sequence

import numpy as np

from game.common.errors import Refused
from game.common.language import say
from game.common.recipe import Recipe
from game.faces.content import match
from game.faces.decks.deck import Deck
from game.rounds.dealing.fakes import Fakes, thumbnail
from game.rounds.designs import question
from game.rounds.game_modes import game_mode
from game.rounds.plan import Photo, Plan, Shown

SUITED = 3  # photos a pair, of those that suit the player, for the fakes to be matched with


def trials(
    deck: Deck,
    content_of_photos: np.ndarray,
    made: Fakes,
    plan: Plan,
    seen: Collection[str],
    *,
    suited: Sequence[str] | None = None,
) -> list[tuple[Shown, ...]]:
    """The trials of these fakes, each with its faces in order, for one who has seen these photos.

    `content_of_photos` is that of the deck's play photos, (len(deck.play), 17).
    A single face is either of a pair as any, so its colour and contrast do not tell. In the
    experiment both are dealt, each by itself, so that exactly half of the faces are photos.
    `suited` names photos, the most suitable first: then only the first few that are not seen yet
    are dealt; which of those stands where follows from the fakes, and so from the seed.
    Raises Refused as `_unseen` and `_most_suited` do.
    """
    asked, both = question(plan.design, plan.target), game_mode(plan.mode).both_of_a_pair
    each, beside = asked.fakes, asked.photos
    fakes = [made.recipes[i : i + each] for i in range(0, len(made.recipes), each)]
    content = made.content.reshape(len(fakes), -1, made.content.shape[1]).mean(axis=1)
    unseen = _unseen(deck, seen, beside * len(fakes))
    if suited is not None:
        unseen = _most_suited(deck, unseen, suited, beside * len(fakes))
    size = thumbnail(made.recipes[0], deck)
    photos = content_of_photos[unseen]
    people = [deck.person(deck.play[index]) for index in unseen]
    chosen = match(*_comparable(content.repeat(beside, axis=0), photos, size), people)
    rng = np.random.default_rng([made.seed, 1])
    dealt: list[tuple[Shown, ...]] = []
    for recipes, indices in zip(fakes, chosen.reshape(-1, beside), strict=True):
        real = [Photo(deck.play[unseen[index]], size) for index in indices]
        faces: list[Shown] = [*real, *recipes]
        order = rng.permutation(len(faces))
        if both:
            dealt += [(face,) for face in faces]
            continue
        dealt.append(tuple(faces[i] for i in order[: asked.faces]))
    if both:
        return [dealt[i] for i in rng.permutation(len(dealt))]
    return dealt


def nearest_pair(
    deck: Deck,
    content_of_photos: np.ndarray,
    recipes: Sequence[Recipe],
    content: np.ndarray,
    seen: Collection[str],
) -> tuple[Photo, Recipe]:
    """Of these fakes the one to which an unseen photo is nearest, and that photo.

    Raises Refused as `_unseen` does.
    """
    unseen = _unseen(deck, seen, 1)
    size = thumbnail(recipes[0], deck)
    content, photos = _comparable(content, content_of_photos[unseen], size)
    distances = ((content[:, None] - photos[None]) / (photos.std(axis=0) + 1e-9)) ** 2
    which, nearest = np.unravel_index(distances.sum(axis=2).argmin(), distances.shape[:2])
    return Photo(deck.play[unseen[nearest]], size), recipes[which]


def _unseen(deck: Deck, seen: Collection[str], wanted: int) -> list[int]:
    """The play photos of people whom a player has not seen, in no photo.

    Raises Refused once half of the people are used up: nobody is shown twice, and among the rest
    too few are near a fake, so that colour and contrast would begin to tell.
    """
    known = {deck.person(name) for name in seen}
    unseen = [index for index, name in enumerate(deck.play) if deck.person(name) not in known]
    left = len({deck.person(deck.play[index]) for index in unseen})
    everybody = deck.play_people
    if left < everybody / 2 + wanted:
        raise Refused(
            say(
                "You have seen {seen} of the {all} people in this deck, and with "
                "{wanted} more the rest would no longer make fair pairs. Well played!",
                seen=everybody - left,
                all=everybody,
                wanted=wanted,
            )
        )
    return unseen


def _most_suited(deck: Deck, unseen: list[int], suited: Sequence[str], wanted: int) -> list[int]:
    """The first few of the suited photos among the unseen; Refused if they do not suffice."""
    at = {deck.play[index]: index for index in unseen}
    by_person = {deck.person(name): at[name] for name in reversed(suited) if name in at}
    found = list(reversed(by_person.values()))[: SUITED * wanted]
    if len(found) < wanted:
        raise Refused(
            say("You have seen the photos that suit your level; play an ordinary round now.")
        )
    return found


def _comparable(
    fakes: np.ndarray, photos: np.ndarray, size: int | None
) -> tuple[np.ndarray, np.ndarray]:
    """Content (n, k) of both without what cannot be matched: thumbnails are all soft."""
    return (fakes, photos) if size is None else (fakes[:, :-1], photos[:, :-1])
