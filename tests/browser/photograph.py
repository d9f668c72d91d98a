"""Taking a page's picture in which no real person can be recognised."""

import io

import numpy as np
from PIL import Image
from playwright.sync_api import Page

from game.common.settings import ROOT, Settings
from game.faces.decks.deck import DECK, load_deck
from game.faces.frame import encode
from game.faces.thumbnail import enlarged, reduced
from game.rounds import stored
from game.rounds.plan import Photo
from game.store.tables import Trial
from game.ui.play.pair import as_data
from tests.browser.server import Server

FOLDER = ROOT / "assets" / "screenshots"

PIXELATE = """
(sources) => {
  for (const image of document.querySelectorAll("*")) {
    for (const img of image.shadowRoot?.querySelectorAll(".face img") ?? []) {
      if (sources && !sources.includes(img.src)) continue;
      const small = document.createElement("canvas");
      small.width = small.height = 10;
      small.getContext("2d").drawImage(img, 0, 0, 10, 10);
      img.src = small.toDataURL();
      img.style.imageRendering = "pixelated";
    }
  }
  const roots = [...document.querySelectorAll("*")].map((element) => element.shadowRoot);
  const real = roots.flatMap((root) => [...(root?.querySelectorAll(".real .face img") ?? [])]);
  return real.filter((img) => img.style.imageRendering !== "pixelated").length;
}
"""


def photograph(
    page: Page, server: Server, name: str, *, whole: bool = False, dealt: bool = True
) -> None:
    """Blur every real face on the page, then take its picture; `whole`: of all that it scrolls.

    Every face where the pair is not `dealt` to anybody yet: which is real stands nowhere.
    """
    page.wait_for_timeout(900)
    seen = page.viewport_size
    for _ in range(2 * whole):  # twice: what comes into sight is drawn, and may be higher then
        page.wait_for_timeout(1500)
        height = page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollHeight")
        if seen:
            page.set_viewport_size({"width": seen["width"], "height": max(height, seen["height"])})
        page.wait_for_timeout(1500)  # plots are drawn anew
    if recognised := page.evaluate(PIXELATE, _real_pictures(server) if dealt else None):
        raise RuntimeError(f"{name}: {recognised} real faces are not made of blocks")
    page.wait_for_timeout(200)
    # A palette of 256 colours is enough for a README and a third of the size.
    with Image.open(io.BytesIO(page.screenshot())) as picture:
        picture.convert("RGB").quantize(256).save(FOLDER / f"{name}.png", optimize=True)
    if seen:
        page.set_viewport_size(seen)


def _real_pictures(server: Server) -> list[str]:
    """The pictures of every real face that any player was shown, as the page holds them."""
    deck = load_deck(DECK, Settings.from_environment())
    store = server.store()
    with store.read() as session:
        dealt = [stored.dealt(trial) for trial in session.query(Trial)]
    store.close()
    return [
        as_data(encode(deck.frame.moved(_whole(deck.photo(face.name), face.size), trial.shift)))
        for trial in dealt
        for face in trial.faces
        if isinstance(face, Photo)
    ]


def _whole(photo: np.ndarray, size: int | None) -> np.ndarray:
    """A photo as it was shown: beside a small stage's fake, as a thumbnail."""
    return photo if size is None else enlarged(reduced(photo, size), len(photo))
