"""Rounds made ahead: each handed out once, found again by the next server, bounded."""

import queue
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest

from game.rounds.dealing.made_ahead import Ahead, Folder
from tests.fixtures.threads import at_once


def made(seed: int) -> Ahead:
    return Ahead(seed, np.full((10, 7), seed, float))


def taken(folder: Folder) -> list[int]:
    seeds = []
    with suppress(queue.Empty):
        while True:
            ahead = folder.get_nowait()
            assert (ahead.content == ahead.seed).all()
            seeds.append(ahead.seed)
    return seeds


def test_what_one_server_made_the_next_one_hands_out(tmp_path: Path) -> None:
    before = Folder(tmp_path / "ahead", 3)
    assert before.qsize() == 0
    before.put(made(1), timeout=0)
    before.put(made(2), timeout=0)
    after = Folder(tmp_path / "ahead", 3)
    assert after.qsize() == 2
    assert sorted(taken(after)) == [1, 2]
    assert before.qsize() == 0


def test_many_servers_hand_out_each_round_once(tmp_path: Path) -> None:
    folder = Folder(tmp_path, 50)
    for seed in range(50):
        folder.put(made(seed), timeout=0)
    found = at_once(8, lambda _: taken(Folder(tmp_path, 50)))
    assert sorted(seed for seeds in found for seed in seeds) == list(range(50))


def test_a_full_folder_takes_no_more(tmp_path: Path) -> None:
    folder = Folder(tmp_path, 1)
    folder.put(made(1), timeout=0)
    with pytest.raises(queue.Full):
        folder.put(made(2), timeout=0)


def test_what_is_no_round_is_thrown_away(tmp_path: Path) -> None:
    (tmp_path / "7.npy").write_bytes(b"half")
    (tmp_path / "x.npy").write_bytes(b"")
    folder = Folder(tmp_path, 3)
    folder.put(made(3), timeout=0)
    assert taken(folder) == [3]
    assert folder.qsize() == 0
