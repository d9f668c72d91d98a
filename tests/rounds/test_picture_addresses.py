"""A browser's own random addresses for a trial's pictures."""

import pytest

from game.rounds import picture_addresses
from game.rounds.picture_addresses import FRESH, MOST, PATH, SECONDS, PictureAddresses

PICTURES = [b"left", b"right"]


def token(address: str) -> str:
    return address.removeprefix(f"{PATH}/")


def test_addresses_are_as_long_as_each_other_and_nobody_elses() -> None:
    addresses = PictureAddresses()
    given = [addresses.give(viewer, 1, PICTURES) for viewer in ("ada", "bo", "cy")]
    assert len({address for pair in given for address in pair}) == 6
    assert len({len(address) for pair in given for address in pair}) == 1
    for pair in given:
        assert [addresses.picture(token(address)) for address in pair] == PICTURES


def test_a_viewer_is_given_the_same_ones_again_for_a_while() -> None:
    now = [0.0]
    addresses = PictureAddresses(lambda: now[0])
    first = addresses.give("ada", 1, PICTURES)
    now[0] = FRESH
    assert addresses.give("ada", 1, PICTURES) == first
    assert addresses.give("ada", 2, PICTURES) != first
    now[0] = FRESH + 1
    again = addresses.give("ada", 1, PICTURES)
    assert set(again).isdisjoint(first)
    assert addresses.picture(token(first[0])) == b"left"
    now[0] = SECONDS
    assert addresses.picture(token(first[0])) is None
    assert addresses.picture(token(again[0])) == b"left"


def test_an_address_that_was_never_given_shows_nothing() -> None:
    assert PictureAddresses().picture("") is None


def test_the_oldest_are_forgotten_when_there_are_very_many() -> None:
    addresses = PictureAddresses()
    first = addresses.give("ada", 0, PICTURES)
    for trial in range(1, MOST // 2 + 1):
        last = addresses.give("ada", trial, PICTURES)
    assert addresses.picture(token(first[0])) is None
    assert addresses.picture(token(last[1])) == b"right"


def test_the_oldest_are_forgotten_when_pictures_are_very_large(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(picture_addresses, "MOST_BYTES", 30)
    addresses = PictureAddresses()
    pairs = [[bytes([trial]) * 10, bytes([trial, 9]) * 5] for trial in range(3)]
    for_one = [addresses.give("ada", 0, pairs[0]) for _ in range(2)]
    for_another = addresses.give("bo", 0, pairs[0])  # the same pictures: they are counted once
    assert addresses.picture(token(for_one[0][0])) == pairs[0][0]
    later = addresses.give("ada", 1, pairs[1])
    shown = [addresses.picture(token(address)) for address in (*for_one[0], *for_another, *later)]
    assert shown == [None, None, None, *pairs[0][1:], *pairs[1]]
    assert addresses.give("bo", 0, pairs[0]) != for_another  # of which one shows nothing now
