"""The store as files of a page: whole ones, and back in a game that plays on."""

import gzip
from pathlib import Path

import pytest

from game.admin.data_files import backed_up, exported, put_back
from game.common.errors import Refused
from game.rounds import players
from game.rounds.game import Game
from game.store.engine import Store
from game.store.tables import Guess, Player
from game.store.transfer.backup import back_up, restore
from tests.fixtures.stores import new_sqlite


def test_an_export_is_whole_and_names_nobody_unless_told_to(
    store: Store, ada: int, trials: list[int]
) -> None:
    assert exported(store, "csv", names=False).startswith(b"guess_id,")
    assert exported(store, "parquet", names=False)[:4] == b"PAR1"
    assert b"Ada" not in exported(store, "jsonl", names=False)
    assert b"Ada" in exported(store, "jsonl", names=True)
    assert b"Ada" in gzip.decompress(backed_up(store))


def test_a_game_plays_on_with_the_backup_of_a_store_without_its_networks(
    game: Game, tmp_path: Path
) -> None:
    other = Store(new_sqlite(tmp_path, "other.db"))
    with other.write() as session:
        ada, token = players.join(session, "Ada")
    back_up(other, tmp_path / "backup")
    other.close()
    game.join("Bo")
    assert put_back(game, (tmp_path / "backup").read_bytes()) == 1
    assert game.recognise(token) == (ada.id, "Ada")
    game.start(ada.id)
    turn = game.turn(ada.id)
    assert turn is not None
    game.know_face(ada.id, turn.trial_id)
    assert len(game.reveal(ada.id, turn.trial_id).verdicts) == len(game.networks.names)
    with game.store.read() as session:
        assert session.query(Guess).count() == 1 + len(game.networks.names)
        assert session.query(Player).count() == 1 + len(game.networks.names)


def test_a_game_plays_on_when_another_server_replaces_its_store(game: Game, tmp_path: Path) -> None:
    other = Store(new_sqlite(tmp_path, "other.db"))
    with other.write() as session:
        token = players.join(session, "Ada")[1]
    back_up(other, tmp_path / "backup")
    other.close()
    another_server = Store(str(game.store.engine.url))
    restore(another_server, tmp_path / "backup")
    another_server.close()
    ada = game.recognise(token)[0]
    game.start(ada)
    turn = game.turn(ada)
    assert turn is not None
    game.know_face(ada, turn.trial_id)
    assert len(game.reveal(ada, turn.trial_id).verdicts) == len(game.networks.names)


def test_what_is_no_backup_changes_nothing(game: Game) -> None:
    token = game.join("Cy")[1]
    for data in (b"", b"a photo", backed_up(game.store)[:-20]):
        with pytest.raises(Refused, match="The file is no whole backup"):
            put_back(game, data)
    assert game.recognise(token)[1] == "Cy"
