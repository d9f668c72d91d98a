"""Taking a page's picture, in which nobody can be recognised who has not agreed to it."""

import io
import re
from functools import cache

import numpy as np
from PIL import Image
from playwright.sync_api import Page

from game.common.settings import ROOT, Settings
from game.faces.decks.deck import Deck, load_deck
from game.faces.frame import encode
from game.faces.thumbnail import enlarged, reduced
from game.rounds import stored
from game.rounds.plan import Photo
from game.store.tables import Trial
from game.ui.play.pair import as_data
from tests.browser.server import Server

FOLDER = ROOT / "assets" / "screenshots"  # what README and docs show
TAKEN = ROOT / ".screenshots"  # everything, to be looked at
SHOWN = {
    name
    for text in (ROOT / "README.md", *(ROOT / "docs").glob("*.md"))
    for name in re.findall(r"assets/screenshots/([\w-]+)\.png", text.read_text())
}
OPEN_DECK = "london"  # whose people agreed that their photos are shown

PIXELATE = """
([hidden, open]) => {
  const roots = [...document.querySelectorAll("*")].map((element) => element.shadowRoot);
  const all = (faces) => roots.flatMap((root) => [...(root?.querySelectorAll(faces) ?? [])]);
  for (const img of all(".face img")) {
    if (hidden && !hidden.includes(img.src)) continue;
    const small = document.createElement("canvas");
    small.width = small.height = 10;
    small.getContext("2d").drawImage(img, 0, 0, 10, 10);
    img.src = small.toDataURL();
    img.style.imageRendering = "pixelated";
  }
  const shown = all(".real .face img").filter((img) => !open.includes(img.src));
  return shown.filter((img) => img.style.imageRendering !== "pixelated").length;
}
"""


def photograph(
    page: Page, server: Server, name: str, *, whole: bool = False, dealt: bool = True
) -> None:
    """Blur real faces on the page, then take its picture; `whole`: of all that it scrolls.

    Those of OPEN_DECK are shown as they are. Every face is blurred where the pair is not `dealt` to
    anybody yet: which is real stands nowhere.
    """
    page.wait_for_timeout(900)
    seen = page.viewport_size
    for _ in range(2 * whole):  # twice: what comes into sight is drawn, and may be higher then
        page.wait_for_timeout(1500)
        height = page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollHeight")
        if seen:
            page.set_viewport_size({"width": seen["width"], "height": max(height, seen["height"])})
        page.wait_for_timeout(1500)  # plots are drawn anew
    hidden, shown = _real_pictures(server)
    if recognised := page.evaluate(PIXELATE, [hidden if dealt else None, shown]):
        raise RuntimeError(f"{name}: {recognised} real faces are not made of blocks")
    page.wait_for_timeout(200)
    # A palette of 256 colours is enough for a README and a third of the size.
    with Image.open(io.BytesIO(page.screenshot())) as picture:
        small = picture.convert("RGB").quantize(256)
    for folder in (TAKEN, FOLDER) if name in SHOWN else (TAKEN,):
        folder.mkdir(exist_ok=True)
        small.save(folder / f"{name}.png", optimize=True)
    if seen:
        page.set_viewport_size(seen)


def _real_pictures(server: Server) -> tuple[list[str], list[str]]:
    """The pictures of every real face that any player was shown, as the page holds them.

    Those of decks whose people must not be recognised, and those of OPEN_DECK.
    """
    settings = Settings.from_environment()
    found: dict[bool, list[str]] = {False: [], True: []}
    store = server.store()
    with store.read() as session:
        dealt = [(trial.round.deck, stored.dealt(trial)) for trial in session.query(Trial)]
    store.close()
    for name, trial in dealt:
        deck = _deck(name, settings)
        found[name == OPEN_DECK] += [
            as_data(encode(deck.frame.moved(_whole(deck.photo(face.name), face.size), trial.shift)))
            for face in trial.faces
            if isinstance(face, Photo)
        ]
    return found[False], found[True]


@cache
def _deck(name: str, settings: Settings) -> Deck:
    return load_deck(name, settings)


def _whole(photo: np.ndarray, size: int | None) -> np.ndarray:
    """A photo as it was shown: beside a small stage's fake, as a thumbnail."""
    return photo if size is None else enlarged(reduced(photo, size), len(photo))
