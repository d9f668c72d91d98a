"""What a host takes away from a class, downloaded, and a set opened again in another room."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Download, FilePayload, Page, expect

from game.classroom import lead, rooms
from game.common.recipe import PLAY_SEEDS, Recipe
from game.common.settings import Settings
from game.common.vocabulary import Mode
from game.faces.decks.deck import DECK, Deck
from game.generators.manifest import entries
from game.rounds.plan import Photo, Plan, Shown
from game.store import room_queries
from game.store.tables import Room
from tests.browser.looking import until_cookie
from tests.browser.server import Server
from tests.rounds.playing import STAGE

SIZE = 64  # pixels, of the stage's faces


@pytest.fixture(scope="module")
def ended(server: Server, deck: Deck) -> tuple[str, str]:
    """Code and secret of a class that is over: Ada was always right, Bo in two of five."""
    sha256 = entries(Settings.from_environment())[STAGE]["checkpoint_sha256"]
    trials: list[list[Shown]] = [
        [
            Photo(deck.play[n], SIZE),
            Recipe(STAGE, sha256, PLAY_SEEDS.start + n, 1.0, SIZE),
        ]
        for n in range(5)
    ]
    plan = Plan(DECK, mode=Mode.ROOM, generator=STAGE)
    store = server.store()
    with store.write() as session:
        room, secret = rooms.open_room(session, "Class of files", plan, 1, trials)
        ada, bo = (rooms.join(session, room.code, name)[0] for name in ("Ada Files", "Bo Files"))
        lead.begin(session, room)
        stored = session.scalars(room_queries.trials(room.id)).all()
        for trial in stored:
            rooms.answer(session, ada, trial.id, 0, 1.5)
            rooms.answer(session, bo, trial.id, int(trial.position > 2), 2.5)
            lead.reveal(session, room, trial.position)
            lead.next_trial(session, room, trial.position)
        code = room.code
    store.close()
    return code, secret


@pytest.fixture
def host(browser: Browser, server: Server, ended: tuple[str, str]) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    context.set_default_timeout(120_000)
    page = context.new_page()
    page.goto(f"{server.url}/host?room={ended[0]}&key={ended[1]}")
    page.get_by_role("button", name="Report (HTML)").wait_for()
    yield page
    context.close()


def downloaded(page: Page, label: str) -> tuple[str, str]:
    """The name and the text of the file behind a button."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name=label, exact=True).click()
    file: Download = waiting.value
    return file.suggested_filename, Path(file.path()).read_text()


def test_the_files_of_a_class_are_there_with_names_and_without(
    host: Page, ended: tuple[str, str]
) -> None:
    code, _ = ended
    name, report = downloaded(host, "Report (HTML)")
    assert name == f"{code}-report.html"
    assert report.count("data:image/jpeg;base64,") == 5  # the fakes; nobody was fooled by majority
    assert "The photos are left out" in report
    assert "CelebA is for non-commercial research and teaching only" in report
    assert "Ada Files" in report
    name, answers = downloaded(host, "Answers (CSV)")
    table = list(csv.DictReader(answers.splitlines()))
    assert (name, len(table)) == (f"{code}-answers.csv", 10)
    _, every = downloaded(host, "Answers, all columns (CSV)")
    assert "checkpoint_1" in every.splitlines()[0]
    assert "Files" not in every.replace("Class of files", "")
    host.get_by_text("Without names", exact=True).click()
    name, report = downloaded(host, "Report without names (HTML)")
    assert name == f"{code}-report-without-names.html"
    assert "Files" not in report
    assert "Class of files" not in report
    for label in ("Players without names (CSV)", "Answers without names (CSV)"):
        name, table = downloaded(host, label)
        assert name.endswith("-without-names.csv")
        assert "Files" not in table


def test_lesson_and_worksheet_are_as_long_as_the_lesson(host: Page) -> None:
    _, plan = downloaded(host, "Lesson plan, 20 minutes (HTML)")
    assert "<h1>Lesson plan, 20 minutes</h1>" in plan
    host.get_by_text("45 minutes", exact=True).click()
    _, plan = downloaded(host, "Lesson plan, 45 minutes (HTML)")
    assert "<h1>Lesson plan, 45 minutes</h1>" in plan
    _, sheet = downloaded(host, "Worksheet, 45 minutes (HTML)")
    assert "<h2>6. Outside the game</h2>" in sheet
    assert downloaded(host, "For parents (HTML)")[0] == "parents.html"


def test_a_set_is_opened_again_and_both_classes_stand_side_by_side(
    host: Page, server: Server, ended: tuple[str, str]
) -> None:
    name, text = downloaded(host, "Set (JSON)")
    assert name == f"{ended[0]}-set.json"
    assert json.loads(text)["votes"] == [[2, 0], [2, 0], [1, 1], [1, 1], [1, 1]]
    assert "Files" not in text
    host.goto(f"{server.url}/host")
    host.get_by_text("Open a saved set").click()
    inside = host.get_by_test_id("stForm").filter(has_text="The file of a set")

    def send(file: str) -> None:
        sent = FilePayload(name="set.json", mimeType="application/json", buffer=file.encode())
        host.locator("[data-testid=stFileUploader] input").set_input_files(sent)
        expect(inside.get_by_text("set.json")).to_be_visible()
        host.wait_for_timeout(1000)
        inside.get_by_role("button", name="Open the room with this set").click()

    inside.get_by_label("Title").fill("Second class of files")
    send(text.replace(STAGE, "dcgan-64-04"))
    expect(host.get_by_text("This file was changed or damaged")).to_be_visible()
    host.get_by_test_id("stFileUploader").get_by_role("button", name="Remove").click()
    send(text)
    host.wait_for_url("**/host?*room=*")
    code = host.url.partition("room=")[2]
    until_cookie(host.context, f"host-{code}")  # by which the page is the host's after a reload
    store = server.store()
    with store.write() as session:
        room = session.query(Room).filter_by(code=code).one()
        assert room.title == "Second class of files"
        again = session.scalars(room_queries.trials(room.id)).all()
        assert [trial.faces[0].photo for trial in again] == [
            trial[0] for trial in json.loads(text)["trials"]
        ]
        player = rooms.join(session, room.code, "Cy Files")[0]
        lead.begin(session, room)
        rooms.answer(session, player, again[0].id, 1, 1.0)
        lead.end(session, room)
    store.close()
    host.reload()
    expect(host.get_by_text("With the same faces before: 70")).to_be_visible()
