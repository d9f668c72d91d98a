"""What a chat reads of a link: title, one sentence, a picture of nobody; no script."""

import gzip
import io
import re
from html import unescape
from pathlib import Path

import pytest
import streamlit as st
from PIL import Image

from game.rounds import players
from game.rounds.game import Game
from game.rounds.modes import ordinary
from game.rounds.plan import Photo
from game.server import preload, preview
from game.ui import resources
from game.ui.navigation import ENTRIES
from tests.server.serving import Served


@pytest.fixture(autouse=True)
def _the_same_game(server: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "game", lambda: server.rooms.game)
    server.ask("GET", "/readyz")  # it is open from then on


def read(server: Served, path: str, **headers: str) -> dict[str, str]:
    status, body, told = server.ask("GET", path, headers=headers)
    assert (status, told["cache-control"]) == (200, "no-cache")
    page = body.decode()
    found = dict(re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)">', page))
    (title,) = re.findall("<title>(.*?)</title>", page)
    (lang,) = re.findall('<html lang="(.*?)">', page)
    return {key: unescape(text) for key, text in (found | {"title": title, "lang": lang}).items()}


def test_every_page_has_a_title_and_a_sentence_of_its_own(server: Served) -> None:
    said = [read(server, f"/{address}") for address in ENTRIES]
    for key in ("title", "description", "og:url"):
        assert len({one[key] for one in said}) == len(ENTRIES)
    for one in said:
        assert (one["og:title"], one["og:description"]) == (one["title"], one["description"])
        assert one["og:image"].startswith("http://")


def test_a_page_is_described_in_the_reader_s_language(server: Served) -> None:
    assert read(server, "/join?lang=fr")["title"].startswith("Rejoindre une classe")
    french = read(server, "/join", **{"accept-language": "fr-CH, fr;q=0.9"})
    assert (french["lang"], french["og:image"][-2:]) == ("fr", "fr")
    assert read(server, "/join", **{"accept-language": "tlh"})["lang"] == "en"


def test_what_a_round_is_drawn_with_comes_while_the_page_starts(server: Served) -> None:
    page = server.ask("GET", "/")[1].decode()
    named = re.findall(r"static/js/([\w-]+)\.[^\"]+", page)
    assert len(named) == len(set(re.findall(r"static/js/([^\"]+)", page)))  # nothing twice
    assert set(preload.ELEMENTS) < set(named)


def test_a_script_comes_packed_to_who_can_unpack_it_and_is_kept(server: Served) -> None:
    at = re.findall(r'static/js/index[^"]+', server.ask("GET", "/")[1].decode())[0]
    status, packed, told = server.ask("GET", f"/{at}", headers={"accept-encoding": "br, gzip"})
    assert (status, told["content-encoding"], told["content-type"]) == (
        200,
        "gzip",
        "text/javascript; charset=utf-8",
    )
    assert "immutable" in told["cache-control"]
    assert told["content-security-policy"]
    script = (Path(st.__file__).parent / "static" / at).read_bytes()
    assert gzip.decompress(packed) == script
    assert len(packed) < len(script) / 2
    plain = server.ask("GET", f"/{at}")[2]
    assert "content-encoding" not in plain  # Streamlit's own answer, or none


def test_an_invitation_names_who_invites_as_text(server: Served, game: Game) -> None:
    with game.store.write() as session:
        joined = players.join(session, "Ada")[0]
        player, joined.nickname = joined.id, '<b>"Ada"'  # as no form takes it
    game.start(player, length=2)
    while turn := game.turn(player):
        _, dealt = game.dealt_to(player, turn.trial_id)
        real = next(at for at, face in enumerate(dealt.faces) if isinstance(face, Photo))
        game.answer(player, turn.trial_id, real, 1.0)
        game.close_trial(player, turn.trial_id, 2)
        game.advance(player, turn.trial_id)
    code = ordinary.share(game, player, game.reveals(player)[0].round_id)
    assert read(server, f"/?same={code}")["og:title"] == '<b>"Ada": 2 of 2 right. And you?'
    assert read(server, "/?same=nothing") == read(server, "/")
    game.forget(player)
    assert "Ada" not in read(server, f"/?same={code}")["og:title"]


def test_the_picture_is_made_once(server: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    preview._poster.cache_clear()
    resources.face_of_nobody.clear()
    status, first, told = server.ask("GET", preview.PICTURE)
    assert (status, told["content-type"]) == (200, "image/jpeg")
    assert "max-age" in told["cache-control"]
    with Image.open(io.BytesIO(first)) as picture:
        assert picture.size == (1200, 630)
        assert not picture.getexif()
    monkeypatch.setattr(server.rooms.game.dealer.generator, "face", None)
    assert server.ask("GET", preview.PICTURE)[1] == first
