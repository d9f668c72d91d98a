"""Who plays: nicknames, tokens, and being forgotten."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from game.common.errors import Refused
from game.common.language import LANGUAGES
from game.common.words import _words
from game.rounds import answering, players
from game.store.engine import Store
from game.store.tables import Base, Player

FAMILY, WALES = "👨‍👩‍👧‍👦", "🏴\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f"
EMOJI = [FAMILY, "👩🏽‍🚀 Sally", "🏳️‍🌈", "🇫🇷 Zoë", WALES, "❤️‍🔥", "1️⃣", "👋🏿"]


@pytest.mark.parametrize("name", ["Ada", "  Zoë   van  't Hoff ", "小明", "R2-D2", "😀 Mo", *EMOJI])
def test_ordinary_names_are_taken(name: str) -> None:
    assert players.clean_nickname(name) == " ".join(name.split())


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_proposed_name_is_one_that_is_taken(code: str) -> None:
    adjectives, animals = _words(code)
    for words in (adjectives, animals):
        assert len(set(words)) == len(words)
        assert {players.clean_nickname(word) for word in words} == set(words)
    assert max(map(len, adjectives)) + 1 + max(map(len, animals)) <= players.NICKNAME_LENGTH


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("", "Type a nickname"),
        (" \n\t ", "Type a nickname"),
        ("x" * 25, "at most 24"),
        ("x" * 10_000, "at most 24"),
        ("<b>Eve</b>", "can have"),
        ("**Eve**", "can have"),
        ("[Eve](https://x)", "can have"),
        ("a\u202eb", "can have"),
        ("a\x00b", "can have"),
        ("A\u200dda", "can have"),  # as “Ada” looks
        ("😀\u200d", "can have"),
        ("Ada🏽", "can have"),
        (WALES[1:], "can have"),
        (WALES[:-1], "can have"),
    ],
)
def test_other_names_are_refused_and_not_stored(store: Store, name: str, message: str) -> None:
    with pytest.raises(Refused, match=message), store.write() as session:
        players.join(session, name)
    with store.read() as session:
        assert session.query(Player).count() == 0


def test_a_nickname_is_not_cut_within_a_joined_emoji() -> None:
    assert players.shortened(f"Mo {FAMILY}", 7) == "Mo 👨‍👩"
    assert players.shortened(f"Mo {WALES}", 8) == "Mo 🏴"
    assert players.shortened("Zoë van 't Hoff", 4) == "Zoë"


def test_a_token_finds_its_player_and_is_not_in_the_store(store: Store) -> None:
    with store.write() as session:
        player, token = players.join(session, "Ada")
    with store.read() as session:
        assert players.recognise(session, token).id == player.id
        assert token not in str([vars(row) for row in session.query(Player)])


@pytest.mark.parametrize("token", ["", "nobody's", "c" * 64, "x" * 100_000])
def test_an_unknown_token_is_refused(store: Store, network: int, token: str) -> None:
    with store.read() as session, pytest.raises(Refused, match="no longer in the store"):
        players.recognise(session, token)


def test_retrained_weights_are_another_player(store: Store, network: int) -> None:
    with store.write() as session:
        assert players.enlist(session, "A network", "c" * 64).id == network
        assert players.enlist(session, "A network", "d" * 64).id != network


def test_many_servers_may_enlist_the_same_networks_at_once(store: Store) -> None:
    together = Barrier(10)

    def start(_: int) -> list[int]:
        together.wait(60)
        with store.write() as session:
            return [players.enlist(session, f"Network {n}", str(n) * 64).id for n in range(8)]

    with ThreadPoolExecutor(10) as servers:
        found = list(servers.map(start, range(10)))
    assert len({tuple(ids) for ids in found}) == 1
    assert len(set(found[0])) == 8


def test_forgetting_leaves_no_row(store: Store, ada: int, network: int, trials: list[int]) -> None:
    with store.write() as session:
        answering.answer(session, ada, trials[0], 0, confidence=1)
        answering.judge(session, trials[0], {network: [0.1, 0.9]})
    with store.write() as session:
        players.forget(session, ada)
    with store.read() as session:
        left = {
            table.name: session.connection()
            .exec_driver_sql(f'SELECT count(*) FROM "{table.name}"')
            .scalar_one()
            for table in Base.metadata.sorted_tables
        }
    assert {table: rows for table, rows in left.items() if rows} == {"player": 1}


def test_a_network_cannot_be_forgotten(store: Store, network: int) -> None:
    with pytest.raises(Refused), store.write() as session:
        players.forget(session, network)
