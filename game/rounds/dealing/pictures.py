"""Pictures of faces: drawn again from the store at any time, and what judges see in them."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from game.common.recipe import GENERATOR
from game.common.single_flight import SingleFlight
from game.discriminators.judge import SIDE, Judge
from game.faces.decks.deck import Deck
from game.faces.decks.measured import content_of, content_of_photos
from game.faces.frame import encode
from game.faces.thumbnail import enlarged, reduced
from game.rounds.dealing.fakes import Opponents, thumbnail
from game.rounds.dealing.workers import Workers
from game.rounds.plan import Dealt, Photo, Shown

if TYPE_CHECKING:  # Torch, which a server may do without
    from game.faces.detector.mtcnn import Detector

FACES_KEPT = 400  # framed faces in memory, 77 kB each in the default deck
BYTES_KEPT = 300_000_000  # of larger ones fewer are kept


class Pictures:
    """Those of one deck and any generators, for any number of judges; safe between threads.

    Few are kept in memory: what has fallen out is made again from its recipe.
    """

    def __init__(
        self,
        deck: Deck,
        judges: Sequence[Judge],
        opponent: Opponents,
        detector: "Detector",
        measured: Path | None,
        *,
        workers: Workers | None = None,
    ) -> None:
        """What the photos are like is kept in the folder `measured`, or in memory without one.

        Without workers all is made and judged in this process.
        """
        self._deck = deck
        self._measured = measured
        self._judges = judges
        self._detector = detector
        self._opponent = opponent
        self._workers = workers
        width, height = deck.frame.size
        faces = min(FACES_KEPT, BYTES_KEPT // (3 * width * height))
        self._framed = SingleFlight(self._frame, maxsize=faces)
        self._encoded = SingleFlight(self._encode, maxsize=faces // 2)
        self._judged = SingleFlight(self._judge, maxsize=FACES_KEPT // 2)
        # Apart: whoever waits for a picture is not to wait for what the judges say of others.
        self._drawing = ThreadPoolExecutor(1, "drawing")
        self._judging = ThreadPoolExecutor(1, "judging")

    def framed(self, face: Shown) -> np.ndarray:
        """The framed face, uint8 (height, width, 3), before a trial moves it."""
        return self._framed(face)

    def _frame(self, face: Shown) -> np.ndarray:
        if isinstance(face, Photo):
            whole = self._deck.photo(face.name)
            return whole if face.size is None else enlarged(reduced(whole, face.size), len(whole))
        if self._workers and face.generator == GENERATOR:
            made = self._workers.face(face)
        else:
            made = self._opponent(face.generator, face.checkpoint_sha256).face(face)
        if thumbnail(face, self._deck):  # trained on thumbnails of framed photos: framed already
            return enlarged(made, self._deck.frame.size[0])
        return self._deck.frame.fake(made)

    def content(self, face: Shown) -> np.ndarray:
        """What matching goes by, (17,): see `content_features`."""
        return content_of(self.framed(face), self._deck.frame, self._detector)

    def contents(
        self, faces: Sequence[Shown], progress: Callable[[float], object]
    ) -> list[np.ndarray]:
        """The content of each; `progress` is told the share done."""
        found = []
        for done, face in enumerate(faces, start=1):
            found.append(self.content(face))
            progress(done / len(faces))
        return found

    @cached_property
    def content_of_photos(self) -> np.ndarray:
        """The content of the deck's play photos, whole, (len(play), 17); slow once."""
        return content_of_photos(self._deck, self._detector, self._measured)

    def of_trial(self, dealt: Dealt) -> list[np.ndarray]:
        """The faces of a trial as everybody sees them, people and judges alike."""
        return [self._deck.frame.moved(self.framed(face), dealt.shift) for face in dealt.faces]

    def encoded(self, dealt: Dealt) -> list[bytes]:
        """What the browser gets: every face by the same encoder, to the same number of bytes.

        The judges begin to look at them, too, so that a reveal need not wait.
        """
        return self._encoded(dealt)

    def _encode(self, dealt: Dealt) -> list[bytes]:
        encoded = [encode(picture) for picture in self.of_trial(dealt)]
        _do(self._judging, self._judged, dealt)
        return encoded

    def expect(self, dealt: Dealt) -> None:
        """Draw a trial before anybody is shown it."""
        _do(self._drawing, self._encoded, dealt)

    def drawn(self, dealt: Dealt) -> list[bytes] | None:
        """The same as `encoded` if it is made already; None while it is not."""
        return self._encoded.kept(dealt)

    def verdicts(self, dealt: Dealt) -> list[list[float]]:
        """p(fake) of each judge for each face, in the order of the judges."""
        return self._judged(dealt)

    def _judge(self, dealt: Dealt) -> list[list[float]]:
        pictures = np.stack(self._as_judged(dealt))
        judges = tuple(self._judges)
        if self._workers:
            return self._workers.verdicts([one.checkpoint_sha256 for one in judges], pictures)
        return [judge.p_fake(pictures).tolist() for judge in judges]

    def _as_judged(self, dealt: Dealt) -> list[np.ndarray]:
        """The faces of a trial at the size that the judges learned from."""
        pictures = self.of_trial(dealt)
        return [made if len(made) == SIDE else reduced(made, SIDE) for made in pictures]

    def looked_at(self, dealt: Dealt) -> dict[str, list[np.ndarray]]:
        """By network judge: each face, uint8 (height, width, 3), with what mattered in colour."""
        from game.discriminators.saliency import looked_at  # slow to import, seldom used

        seen = [looked_at(self._judges, picture) for picture in self._as_judged(dealt)]
        return {name: [pictures[name] for pictures in seen] for name in seen[0]}

    def heat(self, dealt: Dealt, place: int) -> tuple[np.ndarray, tuple[tuple[float, float], ...]]:
        """How much the networks' verdicts hang on each part of one face, and where its parts lie.

        Float (side, side), their mean; the five points of the face detector, in the same pixels.
        """
        from game.discriminators.saliency import mattered  # slow to import, seldom used

        picture = self._as_judged(dealt)[place]
        scale = len(picture) / self._deck.frame.size[1]
        left, top, right, bottom = (scale * edge for edge in self._deck.frame.face_box)
        points = self._detector.landmarks(picture, (left, top, right, bottom))
        return mattered(self._judges, picture), points

    def close(self) -> None:
        """End the threads."""
        self._drawing.shutdown(cancel_futures=True)
        self._judging.shutdown(cancel_futures=True)


def _do(thread: ThreadPoolExecutor, what: Callable[[Dealt], object], dealt: Dealt) -> None:
    with suppress(RuntimeError):  # closed: who still holds these does all in its time
        thread.submit(what, dealt)
