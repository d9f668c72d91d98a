"""Decks of one's own: what becomes a photo, what is left out and why, and how it goes again."""

import io
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from filelock import FileLock
from PIL import Image

from game.common.errors import Refused, Unavailable
from game.common.recipe import GENERATOR
from game.common.settings import ROOT, Settings
from game.discriminators.judges import load_judges
from game.faces.decks.candidates import Candidate, Offer, side_for
from game.faces.decks.deck import deck_names, load_deck
from game.faces.decks.deck_files import delete, listing, remove_photo
from game.faces.decks.making import TooFewPhotos, make, offers_in, own_photos
from game.faces.detector.mtcnn import load_detector
from game.faces.frame import BrokenPhoto
from game.generators.zoo import load_generator
from game.rounds.dealing.dealer import Dealer
from game.rounds.dealing.fakes import fake
from game.rounds.plan import Dealt, Photo
from tests.fixtures.decks import small_home
from tests.fixtures.pictures import placed

CLASS = own_photos("class9", "Class 9", "Ours, for the game only", consent=True)
GIVEN_NAME = "Ada Lovelace"


def as_file(image: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def offered(files: dict[str, bytes]) -> list[Offer]:
    return [Offer(name, lambda data=data: data) for name, data in files.items()]


@pytest.fixture(scope="module")
def good(portraits: Sequence[Image.Image]) -> list[Offer]:
    """Five pictures, each with where and when it was taken and whom it shows."""
    exif = Image.Exif()
    exif[0x010E] = GIVEN_NAME
    exif.get_ifd(0x8825)[1] = "N"
    return offered(
        {
            f"{GIVEN_NAME} {n}.jpg": as_file(portrait, quality=95, exif=exif)
            for n, portrait in enumerate(portraits[:5])
        }
    )


@pytest.fixture(scope="module")
def made_once(good: list[Offer], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the deck class9."""
    with pytest.MonkeyPatch.context() as patch:
        settings = small_home(tmp_path_factory.mktemp("made"), patch)
        return make(good, CLASS, settings).deck.folder


@pytest.fixture
def added(home: Settings, made_once: Path) -> Settings:
    """A home of the test's own with the deck class9."""
    shutil.copytree(made_once, home.decks / "class9")
    return home


def test_pictures_become_a_deck_of_play_photos(added: Settings, good: list[Offer]) -> None:
    assert deck_names(added) == ["class9"]
    deck = load_deck("class9", added)
    assert (deck.title, deck.licence) == ("Class 9", "Ours, for the game only")
    assert "everybody in these photos, or their parents, agreed" in deck.source
    assert deck.train == ()
    assert [name[:5] for name in deck.play] == ["0001-", "0002-", "0003-", "0004-", "0005-"]
    assert {file.name for file in deck.folder.iterdir()} == {"deck.toml", *deck.play}
    (row,) = listing(added)
    assert (row["photos"], row["pixels"], row["playable"]) == (5, 160, True)


def test_nothing_of_a_file_is_kept_but_the_framed_face(added: Settings) -> None:
    deck = load_deck("class9", added)
    for name in deck.play:
        data = (deck.folder / name).read_bytes()
        with Image.open(io.BytesIO(data)) as image:
            assert image.size == (160, 160)
            assert not image.getexif()
        assert GIVEN_NAME.encode() not in data
    assert GIVEN_NAME not in (deck.folder / "deck.toml").read_text()


def test_photos_and_fakes_have_their_faces_at_the_same_place(
    added: Settings, faces: Sequence[np.ndarray]
) -> None:
    """The pictures hold generated faces: framed from there, they are the framed faces again."""
    deck, detector = load_deck("class9", added), load_detector(added)
    apart = []
    for name, face in zip(deck.play, faces, strict=False):
        pair = [deck.photo(name), deck.frame.fake(face)]
        (one,), (other,) = (detector.detect(picture) for picture in pair)
        apart.append(np.array(one.landmarks) - other.landmarks)
    assert np.abs(np.mean(apart, axis=0)).max() < 1.2
    assert np.abs(apart).max() < 5


def test_both_have_been_through_the_same_tables(added: Settings) -> None:
    deck = load_deck("class9", added)
    with Image.open(deck.folder / deck.play[0]) as photo:
        assert [tuple(table) for table in photo.quantization.values()] == list(
            deck.frame.quantisation
        )


def test_what_cannot_be_used_is_left_out_with_the_reason(
    home: Settings,
    good: list[Offer],
    portraits: Sequence[Image.Image],
    faces: Sequence[np.ndarray],
) -> None:
    sixth = portraits[5]
    first = good[0].read()
    two = Image.new("RGB", (960, 440))
    two.paste(sixth, (0, 0))
    two.paste(portraits[1], (480, 0))
    unusable = {
        "nobody.png": (as_file(Image.effect_noise((300, 300), 80), "PNG"), "No face was found."),
        "two.jpg": (as_file(two), "It shows several faces."),
        "small.jpg": (as_file(sixth.resize((240, 220))), "too small for a deck of 160 pixels"),
        "cut.jpg": (as_file(sixth.crop((0, 0, 480, 290))), "too near the edge"),
        "grey.jpg": (as_file(sixth.convert("L")), "black and white"),
        "broken.jpg": (first[: len(first) // 2], "damaged or cut short"),
        "text.jpg": (b"hello", "not a picture"),
        "again.jpg": (first, "The same picture came before."),
        "anew.webp": (as_file(portraits[2].resize((700, 642)), "WEBP"), "came before"),
    }
    files = offered({name: data for name, (data, _) in unusable.items()})
    made = make([*good, *files], CLASS, home)
    assert len(made.deck.play) == 5
    left_out = dict(made.left_out)
    assert left_out.keys() == unusable.keys()
    for name, (_, reason) in unusable.items():
        assert reason in left_out[name], name


def test_too_few_are_refused_with_the_count_and_the_reasons(
    home: Settings, good: list[Offer]
) -> None:
    bad = offered({"a.jpg": b"", "b.jpg": b"", "c.jpg": b"?"})
    with pytest.raises(TooFewPhotos, match=r"4 photos, and 2 of these 5 .*\(2: The file is empty"):
        make([*good[:2], *bad], CLASS, home)
    assert list(home.decks.iterdir()) == []


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"consent": False}, "Confirm first that everybody"),
        ({"name": "../x"}, "small letters, digits and hyphens"),
        ({"name": "celeba-sample"}, "already"),
        ({"licence": " "}, "Name the licence"),
        ({"title": "two\nlines"}, "one line each"),
    ],
    ids=["consent", "name", "taken", "licence", "title"],
)
def test_a_deck_that_cannot_be_is_refused_before_any_work(
    home: Settings, change: dict[str, str], reason: str
) -> None:
    described = {"name": "class9", "title": "", "licence": "ours", "consent": True} | change
    with pytest.raises(Refused, match=reason):
        make([], own_photos(**described), home)  # type: ignore[arg-type]


def test_count_and_size_have_limits(home: Settings, good: list[Offer]) -> None:
    with pytest.raises(Refused, match="at most 1000 photos, not 1001"):
        make(good[:1] * 1001, CLASS, home)
    with pytest.raises(Refused, match="160 to 1024 pixels, not 2000"):
        make(good, CLASS, home, side=2000)
    large = offered({"large.jpg": good[0].read() + bytes(40_000_000)})
    with pytest.raises(TooFewPhotos, match="more than 40 MB"):
        make(large, CLASS, home)


@pytest.mark.parametrize(
    ("fills", "side"),
    [
        ([2000] * 30, 1024),
        ([1024] * 30 + [300] * 10, 1024),
        ([1023] * 30 + [300] * 10, 512),
        ([600] * 20 + [170] * 2, 160),  # 20 are no deck
        ([100] * 30, 160),
    ],
)
def test_the_frame_is_the_largest_that_three_quarters_of_the_faces_fill(
    fills: list[int], side: int
) -> None:
    eyes = ((0.0, 0.0), (1.0, 0.0))
    assert side_for(Candidate(Offer("", bytes), eyes, fill) for fill in fills) == side


def test_a_deck_is_dealt_at_full_size_and_judged(home: Settings, good: list[Offer]) -> None:
    made = make(good, CLASS, home, side=230)
    usual = Settings.from_environment()
    dealer = Dealer(
        made.deck, load_generator(GENERATOR, usual), load_judges(usual), load_detector(usual)
    )
    recipe = fake(dealer.generator, 3, size=made.deck.frame.face_size)
    assert recipe.size == 256
    pair = (Photo(made.deck.play[0]), recipe)
    assert [dealer.pictures.framed(face).shape for face in pair] == [(230, 230, 3)] * 2
    assert len({len(picture) for picture in dealer.encoded(Dealt(pair, (0.2, -0.4)))}) == 1
    assert all(
        0 <= p <= 1
        for verdict in dealer.pictures.verdicts(Dealt(pair, (0.2, -0.4)))
        for p in verdict
    )
    dealer.close()


def test_a_removed_photo_is_gone_and_a_deck_with_too_few_is_not_played(added: Settings) -> None:
    first, second, *_ = load_deck("class9", added).play
    remove_photo("class9", first, added)
    deck = load_deck("class9", added)
    assert first not in deck.play
    assert not (deck.folder / first).exists()
    assert deck_names(added) == ["class9"]
    with pytest.raises(Refused, match=f"no photo {first}"):
        remove_photo("class9", first, added)
    remove_photo("class9", second, added)
    assert deck_names(added) == []
    assert [row["playable"] for row in listing(added)] == [False]


def test_a_deleted_deck_leaves_nothing_and_its_pairs_say_so(added: Settings) -> None:
    deck = load_deck("class9", added)
    delete("class9", added)
    assert list(added.decks.iterdir()) == []
    with pytest.raises(BrokenPhoto, match=r"The host has removed it or its deck; end this round"):
        deck.photo(deck.play[0])
    with pytest.raises(Unavailable, match="no deck 'class9'"):
        load_deck("class9", added)
    for name in ("class9", "celeba-sample", ".."):
        with pytest.raises(Refused, match="no deck"):
            delete(name, added)


def test_one_deck_is_made_at_a_time(home: Settings, good: list[Offer]) -> None:
    with FileLock(home.home / "decks.lock"), pytest.raises(Refused, match="just now"):
        make(good, CLASS, home)


def test_killed_half_way_it_leaves_no_deck_and_the_next_one_clears_up(
    home: Settings, good: list[Offer], tmp_path: Path
) -> None:
    folder = tmp_path / "photos"
    folder.mkdir()
    for offer in good:
        (folder / offer.name).write_bytes(offer.read())
    command = [sys.executable, "-m", "game", "deck", "add", str(folder), "--name", "class9"]
    process = subprocess.Popen(
        [*command, "--licence", "ours", "--consent"], cwd=ROOT, env={"GAME_HOME": str(home.home)}
    )
    try:
        _until(lambda: any(home.decks.glob(".own-*/deck")))
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert deck_names(home) == []
    make(offers_in(folder), CLASS, home)
    assert [entry.name for entry in home.decks.iterdir()] == ["class9"]


def _until(there: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 120
    while not there():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_folder_that_holds_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="holds no files"):
        offers_in(tmp_path)
    with pytest.raises(Refused, match="no folder"):
        offers_in(tmp_path / "none")


def test_a_face_turned_on_its_side_is_put_upright(
    home: Settings, good: list[Offer], faces: Sequence[np.ndarray]
) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by a quarter
    upright = placed(faces[5])
    lying = as_file(upright.transpose(Image.Transpose.ROTATE_90), quality=95, exif=exif)
    deck = make([*good[:4], *offered({"lying.jpg": lying})], CLASS, home).deck
    difference = deck.photo(deck.play[4]).astype(int) - deck.frame.fake(faces[5])
    assert np.abs(difference).mean() < 16
