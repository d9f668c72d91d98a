"""Set-up: fetch the pinned archives, unpack the photos, convert the networks' weights.

Every step looks whether its result is already there, makes it beside its place, and moves it there
in one go; so it can be killed, run again, or run by two processes at once.
"""

import tomllib
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path, PurePosixPath

from filelock import FileLock

from game.admin.fetching import beside, fetch
from game.common.errors import Unavailable
from game.common.files import sha256_of
from game.common.language import say
from game.common.settings import Settings
from game.common.terminal import progress_bar


def set_up(settings: Settings, tell: Callable[[str, float], None] = lambda *_: None) -> None:
    """Put all that the game needs in place; quick if it is. Raises Unavailable with what to do.

    Before each step `tell` is called with what it is about, and the share of steps that are done.
    """
    _do(list(_steps(settings)), settings, tell)


def set_up_rest(settings: Settings) -> None:
    """The same for what the game can be played without: the network of the CLIP probe."""
    _do(list(_later_steps(settings)), settings, lambda *_: None)


Step = tuple[str, Callable[[], object]]  # what is said about it, and what does it


def _do(steps: list[Step], settings: Settings, tell: Callable[[str, float], None]) -> None:
    try:
        settings.home.mkdir(parents=True, exist_ok=True)
        with FileLock(settings.home / "setup.lock"):
            for number, (what, step) in enumerate(steps):
                tell(what, number / len(steps))
                step()
    except OSError as error:
        raise Unavailable(
            say(
                "Set-up cannot write below {home} ({why}); free some space or name another folder "
                "by GAME_HOME, then run it again.",
                home=settings.home,
                why=error.strerror or error,
            )
        ) from error


def _steps(settings: Settings) -> Iterator[Step]:
    """What is to be done, in this order."""
    for pin in _pins(settings.assets / "pins.txt"):
        yield pin.split(" ")[0], partial(fetch, pin, settings.downloads)
    for manifest in sorted((settings.assets / "decks").glob("*.toml")):
        if "archive" in _toml(manifest):
            yield manifest.stem, partial(unpack_deck, manifest, settings)
    for name, entry in _toml(settings.assets / "generators.toml").items():
        if "archive" in entry:
            yield name, partial(convert_generator, name, entry, settings)
    for name, entry in _toml(settings.assets / "detector.toml").items():
        yield name, partial(convert_detector, name, entry, settings)
    for name, entry in _toml(settings.assets / "features.toml").items():
        yield name, partial(convert_features, name, entry, settings)


def _later_steps(settings: Settings) -> Iterator[Step]:
    for pin in _pins(settings.assets / "pins-later.txt"):
        yield pin.split(" ")[0], partial(fetch, pin, settings.downloads)
    for name, entry in _toml(settings.assets / "clip.toml").items():
        yield name, partial(convert_tower, name, entry, settings)


def unpack_deck(manifest: Path, settings: Settings) -> None:
    """The photos that a manifest names, out of its archive into the deck's folder.

    A deck of which a photo is missing or not as in the archive is unpacked anew.
    """
    described = _toml(manifest)
    place = settings.decks / manifest.stem
    folder = PurePosixPath(described["archive"]["folder"])
    names = described["split"]["train"] + described["split"]["play"]
    with zipfile.ZipFile(settings.downloads / described["archive"]["file"]) as archive:
        photos = {name: archive.getinfo(str(folder / name)) for name in names}
        if all(_as_packed(place / name, photo) for name, photo in photos.items()):
            return
        with beside(settings.decks) as half:
            (half / "photos").mkdir()
            for name, photo in progress_bar(
                photos.items(), f"photos of {manifest.stem}", unit="photo"
            ):
                (half / "photos" / name).write_bytes(archive.read(photo))
            if place.exists():
                place.replace(half / "older")  # goes with `half`
            (half / "photos").replace(place)


def _as_packed(file: Path, photo: zipfile.ZipInfo) -> bool:
    """Whether a file is there with the size and the checksum that the archive has for it."""
    return (
        file.is_file()
        and file.stat().st_size == photo.file_size
        and zlib.crc32(file.read_bytes()) == photo.CRC
    )


def convert_generator(name: str, entry: dict[str, str], settings: Settings) -> None:
    """A generator's weights out of its archive into the game's own checkpoint."""

    def make(half: Path) -> None:
        from game.generators.imports.openvino_ir import convert

        convert(settings.downloads / entry["archive"], settings.models / entry["exits"], half)

    _convert(settings.generators / f"{name}.safetensors", entry["checkpoint_sha256"], make)


def convert_detector(name: str, entry: dict[str, str], settings: Settings) -> None:
    """The face detector's weights out of its archive into a file that cannot carry code."""

    def make(half: Path) -> None:
        from game.faces.detector.mtcnn_import import convert  # torch again

        convert(settings.downloads / entry["archive"], half)

    _convert(settings.detector / f"{name}.safetensors", entry["checkpoint_sha256"], make)


def convert_features(name: str, entry: dict[str, str], settings: Settings) -> None:
    """The feature network's weights out of its archive."""

    def make(half: Path) -> None:
        from game.faces.features_import import convert  # torch again

        convert(settings.downloads / entry["archive"], half)

    _convert(settings.features / f"{name}.safetensors", entry["checkpoint_sha256"], make)


def convert_tower(name: str, entry: dict[str, str], settings: Settings) -> None:
    """The weights of CLIP's image tower out of its archive."""

    def make(half: Path) -> None:
        from game.discriminators.clip.tower_import import convert  # torch again

        convert(settings.downloads / entry["archive"], half)

    _convert(settings.features / f"{name}.safetensors", entry["checkpoint_sha256"], make)


def _convert(place: Path, sha256: str, make: Callable[[Path], None]) -> None:
    """Have `make` write the file for `place`, unless it is there with the pinned sha256."""
    if place.is_file() and sha256_of(place) == sha256:
        return
    print(f"Converting the weights of {place.stem} …", flush=True)
    with beside(place.parent) as folder:
        half = folder / place.name
        make(half)
        if sha256_of(half) != sha256:
            raise Unavailable(
                say(
                    "The converted weights of {name} are not the pinned ones; take the versions "
                    "in requirements.txt and run `python -m game setup` again.",
                    name=place.stem,
                )
            )
        half.replace(place)


def _pins(file: Path) -> list[str]:
    lines = file.read_text().splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _toml(file: Path) -> dict[str, dict]:
    return tomllib.loads(file.read_text())
