"""The files of a deck's style: the style, its card, and the manifest that names it.

The style of a deck that came with the game lies in models/, that of a deck of the host's own with
its photos, and goes with them.
"""

from game.common.files import whole
from game.common.recipe import STYLED_PSI
from game.common.settings import Settings
from game.faces.decks.deck import load_deck, own_deck_names
from game.faces.decks.deck_files import set_style
from game.faces.decks.style_of_deck import (
    APART,
    AROUND,
    COMPARED,
    FACES,
    STEPS,
    Progress,
    StyleMaker,
)
from game.faces.detector.mtcnn import load_detector
from game.faces.features import load_features
from game.generators.style import save_style
from game.generators.synthesis import Generator

CARD = """# {name}

The style of the deck {title}: a centre in P for fakes of {generator} ({sha256}), drawn as centre +
{spread:g} ψ (p - mean of p). Made by `python -m game deck style {deck} --spread {spread:g}`.

- From the {n} photos in `{part}` of the deck; licence of the photos: {licence}.
- From the mean of what these photos show (thumbnails of 16x16 and the first layers of a ResNet), by
  a regression on {faces} random faces, moved on {steps} times by what {around} faces around it
  lacked. No face was looked for that explains a photo, and none of a photo can be made from it.
- From the mean and the covariance of what these photos are matched by (colours, contrast, pose,
  mouth, background): faces around the centre are stretched in P until they have the same, as far as
  {apart} of them tell where in P it lies.
- Of {compared} fakes at ψ {psi}, the one nearest to any of the photos is {least:.2f} of the usual
  distance of two photos away, in features of a ResNet-50-thin. A photo is {photos:.2f} from the one
  that is nearest to it (median).
"""


def make_style(
    name: str,
    generator: Generator,
    settings: Settings,
    progress: Progress = lambda _: None,
    spread: float = 1.0,
) -> str:
    """Make the style of a deck and deal its fakes in it; returns what recipes call it.

    Raises Unavailable if there is no such deck, Refused if it has too few photos.
    """
    deck = load_deck(name, settings)
    maker = StyleMaker(deck, generator, load_features(settings), load_detector(settings))
    style = maker.make(progress, spread)
    own = name in own_deck_names(settings)
    folder = deck.folder if own else settings.models / "styles"
    made = save_style(style, name, folder)
    card = CARD.format(
        name=made,
        title=deck.title,
        generator=generator.name,
        sha256=generator.checkpoint_sha256,
        deck=name,
        n=len(maker.photos),
        part="train" if deck.train else "play",
        licence=deck.licence,
        faces=FACES,
        steps=STEPS,
        around=AROUND,
        apart=APART,
        compared=COMPARED,
        psi=STYLED_PSI,
        spread=spread,
        **maker.nearest(style),
    )
    with whole(folder / f"{made}.md") as file:
        file.write(card.encode())
    set_style(name, made, settings)
    return made
