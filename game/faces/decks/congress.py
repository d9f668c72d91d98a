"""A second deck to fetch: official portraits of the US Congress, which are in the public domain.

Asked for one at a time and kept among the downloads, so that a run which was cut short goes on.
"""

import hashlib
import json
import re
import time
import tomllib
import urllib.error
import urllib.request
from http.client import HTTPException
from pathlib import Path
from typing import Any

from game.common.errors import Refused, Unavailable
from game.common.files import whole
from game.common.settings import Settings
from game.common.terminal import progress_bar
from game.faces.decks.candidates import MOST_BYTES, Offer
from game.faces.decks.making import MOST_PHOTOS, About
from game.faces.visitor import open_picture

NAME = "congress"
USER_AGENT = "play-the-discriminator/0.1 (one request at a time)"
MOST_FAILURES = 5  # answers that fail one after another before the connection counts as lost


def about(settings: Settings) -> About:
    """The description of the deck."""
    source = _source(settings)
    parts = ("title", "source", "licence", "may_leave")
    return About(NAME, *(source[part] for part in parts))


def fetch_portraits(settings: Settings, limit: int) -> tuple[list[Offer], list[tuple[str, str]]]:
    """Portraits of `limit` members, fetched unless they are there, and (file, reason) for others.

    Which members is the same in every run, and has nothing to do with how long they have sat.
    Raises Unavailable if the list of members or five portraits in a row cannot be had.
    """
    if not 1 <= limit <= MOST_PHOTOS:
        raise Refused(f"The limit is a number of portraits from 1 to {MOST_PHOTOS}, not {limit}.")
    source, folder = _source(settings), settings.downloads / NAME
    members = sorted(_members(source), key=lambda member: hashlib.sha256(member.encode()).digest())
    offers, missing, failures = [], [], 0
    for member in progress_bar(members[:limit], "portraits", unit="portrait"):
        file = folder / f"{member}.jpg"
        try:
            if not file.is_file():
                time.sleep(source["pause"])
                _fetch(source["portrait"].format(bioguide=member), file, source["timeout"])
            failures = 0
            offers.append(Offer(file.name, file.read_bytes))
        except Refused as refusal:  # an answer, though no portrait
            failures = 0
            missing.append((file.name, str(refusal)))
        except (OSError, HTTPException) as error:
            failures += 1
            missing.append((file.name, f"It could not be fetched ({_words(error)})."))
            if failures == MOST_FAILURES:
                raise Unavailable(
                    f"{MOST_FAILURES} portraits in a row could not be fetched ({_words(error)}); "
                    "check the connection and run the command again: it goes on where it was."
                ) from None
    return offers, missing


def _members(source: dict[str, Any]) -> list[str]:
    """The members' ids in the list, as unitedstates/congress-legislators keeps it."""
    try:
        _, data = _get(source["members"], source["timeout"])
        listed = json.loads(data)
        ids = [str(member["id"]["bioguide"]) for member in listed]
    except (OSError, HTTPException) as error:
        raise Unavailable(
            f"The list of members could not be fetched ({_words(error)}); check the connection and "
            "run the command again."
        ) from None
    except (ValueError, KeyError, TypeError):
        raise Unavailable(
            f"{source['members']} is no list of members; look whether it has moved, and mend "
            "assets/congress.toml."
        ) from None
    # An id becomes part of an address and of a file's name.
    usable = [member for member in ids if re.fullmatch(r"[A-Z]\d{6}", member)]
    if not usable:
        raise Unavailable(f"The list {source['members']} names nobody; try again another day.")
    return usable


def _fetch(address: str, place: Path, timeout: float) -> None:
    """Fetch a portrait whole and put it in its place. Raises Refused if the answer is none."""
    try:
        kind, data = _get(address, timeout)
    except urllib.error.HTTPError as error:
        if error.code >= 500 or error.code == 429:
            raise
        raise Refused(f"There is no portrait ({error.code}).") from None
    if kind != "image/jpeg":
        raise Refused(f"The answer is no portrait, but {kind}.")
    open_picture(data, MOST_BYTES)
    with whole(place) as file:
        file.write(data)


def _get(address: str, timeout: float) -> tuple[str, bytes]:
    """Type and body of an answer. Raises OSError or HTTPException if it is not there in time."""
    request = urllib.request.Request(address, headers={"User-Agent": USER_AGENT})
    deadline = time.monotonic() + timeout
    with urllib.request.urlopen(request, timeout=timeout) as response:
        body = bytearray()
        while part := response.read1(65536):
            body += part
            if time.monotonic() > deadline:  # each part may come in time, and the whole never
                raise TimeoutError("timed out")
            if len(body) > MOST_BYTES:
                raise HTTPException(f"more than {MOST_BYTES // 1_000_000} MB")
        if response.length:  # of the promised bytes are left
            raise HTTPException("the answer was cut off")
        return response.headers.get_content_type(), bytes(body)


def _words(error: OSError | HTTPException) -> str:
    """What went wrong, in a few words."""
    if isinstance(error, urllib.error.HTTPError):
        return f"{error.code} {error.reason}"
    reason = getattr(error, "reason", error)  # urllib wraps what it met
    return str(getattr(reason, "strerror", None) or reason)


def _source(settings: Settings) -> dict[str, Any]:
    return tomllib.loads((settings.assets / "congress.toml").read_text())
