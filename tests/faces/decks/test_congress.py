"""The US Congress's portraits, from a server of our own that behaves and misbehaves like theirs."""

import http.server
import io
import json
import threading
import time
from collections.abc import Iterator, Sequence

import pytest
from PIL import Image

from game.common.errors import Refused, Unavailable
from game.common.settings import ROOT, Settings
from game.faces.decks import commands, deck_files
from game.faces.decks.congress import about, fetch_portraits
from game.faces.decks.deck import load_deck

MEMBERS = [f"A{n:06}" for n in range(6)]
JPEG = "image/jpeg"


class Project(http.server.BaseHTTPRequestHandler):
    """`answers`: path to (status, type, body, bytes promised more); `asked`: paths, in order."""

    answers: dict[str, tuple[int, str, bytes, int]]
    asked: list[str]
    agents: set[str]
    slow: set[str]

    def do_GET(self) -> None:
        kind = type(self)
        kind.asked.append(self.path)
        kind.agents.add(self.headers["User-Agent"])
        status, content_type, body, more = kind.answers.get(
            self.path, (404, "text/html", b"<html>Not found</html>", 0)
        )
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body) + more))
        self.end_headers()
        if self.path in kind.slow:
            for byte in body[:20]:  # each in time, the whole never
                self.wfile.write(bytes([byte]))
                time.sleep(0.1)
        else:
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def project(home: Settings, portraits: Sequence[Image.Image]) -> Iterator[type[Project]]:
    """The server, running, with six members and their portraits, and its address in the assets."""
    pictures = []
    for portrait in portraits:
        file = io.BytesIO()
        portrait.save(file, "JPEG", quality=95)
        pictures.append(file.getvalue())
    answers = {
        f"/images/{member}.jpg": (200, JPEG, picture, 0)
        for member, picture in zip(MEMBERS, pictures, strict=True)
    }
    listed = json.dumps([{"id": {"bioguide": member}} for member in MEMBERS]).encode()
    answers["/members.json"] = (200, "application/json", listed, 0)
    state = {"answers": answers, "asked": [], "agents": set(), "slow": set()}
    handler = type("OurProject", (Project,), state)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    at = f"http://127.0.0.1:{server.server_port}"
    (home.assets / "congress.toml").write_text(
        f'members = "{at}/members.json"\nportrait = "{at}/images/{{bioguide}}.jpg"\n'
        'title = "US Congress"\nsource = "portraits"\nlicence = "public domain"\n'
        "timeout = 0.5\npause = 0.0\nmay_leave = true\n"
    )
    yield handler
    server.shutdown()
    server.server_close()


def portraits_asked(project: type[Project]) -> list[str]:
    return [path for path in project.asked if path.startswith("/images/")]


def test_portraits_become_a_deck(project: type[Project], home: Settings) -> None:
    assert commands.fetch("congress", 6, home) == "congress: 6 photos of 160 pixels"
    deck = load_deck("congress", home)
    assert (len(deck.play), deck.train, deck.licence) == (6, (), "public domain")
    assert deck.may_leave
    deck_files.remove_photo("congress", deck.play[0], home)
    assert load_deck("congress", home).may_leave
    assert all("play-the-discriminator" in agent for agent in project.agents)
    asked = len(project.asked)
    with pytest.raises(Refused, match="already"):
        commands.fetch("congress", 6, home)
    assert len(project.asked) == asked


def test_what_was_fetched_is_not_fetched_again(project: type[Project], home: Settings) -> None:
    offers, missing = fetch_portraits(home, 2)
    assert (len(offers), missing, len(portraits_asked(project))) == (2, [], 2)
    offers, _ = fetch_portraits(home, 4)
    assert len(offers) == 4
    assert len(portraits_asked(project)) == len(set(portraits_asked(project))) == 4


def test_answers_that_are_no_portrait_are_left_out_with_the_reason(
    project: type[Project], home: Settings
) -> None:
    whole = project.answers["/images/A000005.jpg"][2]
    page = b"<html>We have moved</html>"
    project.answers |= {
        "/images/A000001.jpg": (404, "text/html", page, 0),
        "/images/A000002.jpg": (200, "text/html", page, 0),
        "/images/A000003.jpg": (200, JPEG, page, 0),
        "/images/A000004.jpg": (200, JPEG, whole[:3000], len(whole) - 3000),
        "/images/A000005.jpg": (200, JPEG, whole[:3000], 0),
    }
    offers, missing = fetch_portraits(home, 6)
    assert [offer.name for offer in offers] == ["A000000.jpg"]
    reasons = dict(missing)
    assert "There is no portrait (404)" in reasons["A000001.jpg"]
    assert "text/html" in reasons["A000002.jpg"]
    assert "not a picture" in reasons["A000003.jpg"]
    assert "cut off" in reasons["A000004.jpg"]
    assert "damaged or cut short" in reasons["A000005.jpg"]
    assert [file.name for file in (home.downloads / "congress").iterdir()] == ["A000000.jpg"]


def test_a_slow_answer_is_given_up_and_the_next_one_asked_for(
    project: type[Project], home: Settings
) -> None:
    project.slow.add("/images/A000003.jpg")
    began = time.monotonic()
    offers, ((file, reason),) = fetch_portraits(home, 6)
    assert time.monotonic() - began < 60
    assert len(offers) == 5
    assert file == "A000003.jpg"
    assert "timed out" in reason


def test_five_failures_in_a_row_end_the_run_and_it_goes_on_later(
    project: type[Project], home: Settings
) -> None:
    usual = dict(project.answers)
    broken = (503, "text/plain", b"busy", 0)
    project.answers |= {f"/images/{member}.jpg": broken for member in MEMBERS}
    with pytest.raises(Unavailable, match=r"5 portraits in a row .* \(503 Service Unavailable\)"):
        fetch_portraits(home, 6)
    assert len(portraits_asked(project)) == 5
    project.answers |= usual
    assert len(fetch_portraits(home, 6)[0]) == 6


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ((200, "application/json", b"[]", 0), "names nobody"),
        ((200, "application/json", b'[{"id": {"bioguide": "../../x"}}]', 0), "names nobody"),
        ((200, "text/html", b"<html></html>", 0), "is no list of members"),
        ((200, "application/json", b'{"message": 1}', 0), "is no list of members"),
        ((200, "application/json", b"\xff\xfe\xfa", 0), "is no list of members"),
        ((404, "text/html", b"", 0), "could not be fetched \\(404"),
        ((200, "application/json", b"[", 50), "cut off"),
    ],
    ids=["empty", "odd ids", "page", "object", "not text", "404", "cut off"],
)
def test_a_list_that_is_none_is_one_sentence(
    project: type[Project], home: Settings, answer: tuple[int, str, bytes, int], reason: str
) -> None:
    project.answers["/members.json"] = answer
    with pytest.raises(Unavailable, match=reason):
        fetch_portraits(home, 6)
    assert not portraits_asked(project)


def test_without_a_connection_it_says_what_to_do(home: Settings) -> None:
    (home.assets / "congress.toml").write_text(
        'members = "http://127.0.0.1:9/members.json"\nportrait = ""\ntimeout = 1\npause = 0\n'
    )
    with pytest.raises(Unavailable, match=r"Connection refused.*; check the connection"):
        fetch_portraits(home, 6)


def test_another_name_or_number_is_refused(project: type[Project], home: Settings) -> None:
    with pytest.raises(Refused, match="nothing 'parliament' to fetch; there is congress"):
        commands.fetch("parliament", 6, home)
    with pytest.raises(Refused, match="from 1 to 1000, not 0"):
        fetch_portraits(home, 0)


def test_the_shipped_addresses_are_the_projects(home: Settings) -> None:
    shipped = Settings(home.home, "")
    assert about(shipped).name == "congress"
    text = (ROOT / "assets" / "congress.toml").read_text()
    assert "https://theunitedstates.io/images/congress/450x550/{bioguide}.jpg" in text
