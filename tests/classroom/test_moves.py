"""A link by which a host leads from another device: once, for ten minutes, for that room."""

import pytest

from game.classroom import moves
from game.classroom.moves import Moves
from game.common.errors import Refused


def test_a_link_holds_once_for_its_room_and_for_ten_minutes() -> None:
    now = [0.0]
    links = Moves(lambda: now[0])
    nonce = links.offer("a-b-11", "secret")
    assert "secret" not in nonce
    assert links.take("a-b-11", nonce) == "secret"
    with pytest.raises(Refused, match="has been used"):
        links.take("a-b-11", nonce)
    nonce = links.offer("a-b-11", "secret")
    with pytest.raises(Refused):
        links.take("c-d-12", nonce)
    nonce = links.offer("a-b-11", "secret")
    now[0] = moves.SECONDS
    with pytest.raises(Refused):
        links.take("a-b-11", nonce)
    for made_up in ("", "é", nonce[:-1]):
        with pytest.raises(Refused):
            links.take("a-b-11", made_up)


def test_no_more_links_are_kept_than_there_may_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moves, "MOST", 2)
    links = Moves(lambda: 0.0)
    first, *others = [links.offer("a-b-11", str(n)) for n in range(3)]
    with pytest.raises(Refused):
        links.take("a-b-11", first)
    assert [links.take("a-b-11", nonce) for nonce in others] == ["1", "2"]
