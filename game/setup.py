"""Set-up: fetch the pinned archives, unpack the photos, convert the generator's weights.

Every step looks whether its result is already there, makes it beside its place, and moves it there
in one go; so it can be killed, run again, or run by two processes at once.
"""

import hashlib
import shutil
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from filelock import FileLock
from tqdm import tqdm

from game.refusal import Unavailable
from game.settings import Settings


def set_up(settings: Settings) -> None:
    """Put all that the game needs in place; quick if it is. Raises Unavailable with what to do."""
    try:
        settings.home.mkdir(parents=True, exist_ok=True)
        with FileLock(settings.home / "setup.lock"):
            for pin in _pins(settings):
                fetch(pin, settings.downloads)
            for manifest in sorted((settings.assets / "decks").glob("*.toml")):
                unpack_deck(manifest, settings)
            for name, entry in _toml(settings.assets / "generators.toml").items():
                convert_generator(name, entry, settings)
    except OSError as error:
        raise Unavailable(
            f"Set-up cannot write below {settings.home} ({error.strerror or error}); free some "
            "space or name another folder by GAME_HOME, then run it again."
        ) from error


def fetch(pin: str, downloads: Path) -> Path:
    """The archive that a line `NAME==VERSION --hash=sha256:…` pins, fetched by pip if need be.

    Raises Unavailable if it cannot be fetched or is not the pinned one; nothing is then left.
    """
    requirement, sha256 = pin.split(" --hash=sha256:")
    for file in downloads.glob("*.whl"):
        if _normal(file.name).startswith(_normal(requirement.replace("==", "-"))):
            if _sha256(file) == sha256:
                return file
            file.unlink()  # half-written by something else, or not what it says
    with _beside(downloads) as folder:
        (folder / "pin.txt").write_text(pin)
        command = [sys.executable, "-m", "pip", "download", "--disable-pip-version-check"]
        command += [
            "--no-deps",
            "--only-binary=:all:",
            "--require-hashes",
        ]
        command += ["--timeout=15", "--retries=2", "--progress-bar=on"]
        command += ["--dest", str(folder), "-r", str(folder / "pin.txt")]
        run = subprocess.run(command, stderr=subprocess.PIPE, text=True, check=False)
        archives = list(folder.glob("*.whl"))
        if run.returncode != 0 or len(archives) != 1:
            if "DO NOT MATCH THE HASHES" in run.stderr:
                raise Unavailable(
                    f"{requirement} arrived with another sha256 than the pinned {sha256[:12]}…, so "
                    "it was thrown away; fetch from the original index, or wait until it is mended."
                )
            last = next((line for line in run.stderr.splitlines()[::-1] if "ERROR" in line), "")
            raise Unavailable(
                f"{requirement} could not be fetched; check the connection to the package index "
                f"and run `python -m game setup` again. {last}"
            )
        archives[0].replace(downloads / archives[0].name)
        return downloads / archives[0].name


def unpack_deck(manifest: Path, settings: Settings) -> None:
    """The photos that a manifest names, out of its archive into the deck's folder."""
    described = _toml(manifest)
    place = settings.decks / manifest.stem
    names = described["split"]["train"] + described["split"]["play"]
    if place.is_dir() and {file.name for file in place.iterdir()} >= set(names):
        return
    folder = PurePosixPath(described["archive"]["folder"])
    with (
        _beside(settings.decks) as half,
        zipfile.ZipFile(settings.downloads / described["archive"]["file"]) as archive,
    ):
        (half / "photos").mkdir()
        for name in tqdm(names, desc=f"photos of {manifest.stem}", unit="photo"):
            (half / "photos" / name).write_bytes(archive.read(str(folder / name)))
        shutil.rmtree(place, ignore_errors=True)  # an older or incomplete one
        (half / "photos").replace(place)


def convert_generator(name: str, entry: dict[str, str], settings: Settings) -> None:
    """A generator's weights out of its archive into the game's own checkpoint."""
    place = settings.generators / f"{name}.safetensors"
    if place.is_file() and _sha256(place) == entry["checkpoint_sha256"]:
        return
    from game.generators.openvino_ir import (
        convert,
    )  # torch is slow to import, and mostly not needed

    print(f"Converting the weights of {name} …", flush=True)
    with _beside(settings.generators) as half:
        convert(settings.downloads / entry["archive"], half / place.name)
        if _sha256(half / place.name) != entry["checkpoint_sha256"]:
            raise Unavailable(
                f"The converted weights of {name} are not the pinned ones; take the versions in "
                "requirements.txt and run `python -m game setup` again."
            )
        (half / place.name).replace(place)


@contextmanager
def _beside(place: Path) -> Iterator[Path]:
    """A folder on the same disk as `place`, gone at the end with all that is still in it."""
    place.mkdir(parents=True, exist_ok=True)
    for stale in place.glob(".half-*"):  # of a set-up that was killed; the lock keeps others out
        shutil.rmtree(stale, ignore_errors=True)
    with tempfile.TemporaryDirectory(dir=place, prefix=".half-") as folder:
        yield Path(folder)


def _pins(settings: Settings) -> list[str]:
    lines = (settings.assets / "pins.txt").read_text().splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _toml(file: Path) -> dict[str, dict]:
    return tomllib.loads(file.read_text())


def _sha256(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _normal(name: str) -> str:
    return name.lower().replace("_", "-")
