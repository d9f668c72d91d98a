"""The pages that look back, in a real browser: linked views, one's own page, the admin's."""

import io
import re
from collections.abc import Iterator

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.browser.in_class import PHONE
from tests.browser.looking import rightmost, settled
from tests.browser.played import NAMES, play
from tests.browser.reviewing import SECRET, enter, visit
from tests.browser.server import Server

PAGES = ("versus", "leaderboard", "you", "scale", "admin")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = Server(tmp_path_factory.mktemp("review"), GAME_ADMIN_SECRET=SECRET)
    yield running
    running.kill()


@pytest.fixture(scope="module")
def tokens(server: Server) -> dict[str, str]:
    """Six people who have played."""
    return play(server)


def drawn(page: Page, plots: int) -> None:
    """So many plots have marks."""
    expect(page.locator("[data-testid=stVegaLiteChart] canvas, svg.marks")).to_have_count(plots)


def compared(page: Page, server: Server, what: str) -> None:
    """So many answers are compared, at once or, if that takes long, on a later visit."""
    for _ in range(20):
        visit(page, server, "versus")
        expect(page.get_by_text(re.compile(r"^\d+ answers by"))).to_be_visible()
        if page.get_by_text(re.compile(f"^{what}")).count():
            return
    pytest.fail(f"the page never spoke of {what}")


def test_a_view_is_found_again_by_its_address(
    page: Page, server: Server, tokens: dict[str, str]
) -> None:
    visit(page, server, "versus")
    expect(page.get_by_text(re.compile("^120 answers by 6 people to 70 trials"))).to_be_visible()
    drawn(page, 4)
    page.get_by_text("Which answers").click()
    option = page.get_by_role("option", name="daily challenges")
    for _ in range(10):  # a list closes again where the page moves while it opens
        page.get_by_label("Game").click()
        page.wait_for_timeout(1000)
        if option.count():
            break
    option.click()
    expect(page.get_by_text(re.compile("^60 answers by 6 people to 10 trials"))).to_be_visible()
    assert "of-game=daily+challenges" in page.url
    linked = page.context.new_page()
    linked.goto(page.url)
    expect(linked.get_by_text(re.compile("^60 answers by 6 people to 10 trials"))).to_be_visible()


def test_a_stranger_sees_fakes_of_the_past_and_a_player_photos_of_theirs(
    page: Page, server: Server, tokens: dict[str, str]
) -> None:
    visit(page, server, "versus")
    settled(page)
    fakes = page.get_by_alt_text("generated", exact=True)
    expect(fakes.first).to_be_visible()
    expect(page.get_by_alt_text("real photo", exact=True)).to_have_count(0)
    visit(page, server, "scale")
    drawn(page, 1)
    photos = page.get_by_alt_text("A face: a photo")
    expect(photos).to_have_count(0)
    visit(page, server, "scale", tokens["Ada"])
    settled(page)
    expect(photos.first).to_be_visible()


def test_ones_own_page_is_of_this_browser_and_gives_a_card(
    page: Page, server: Server, tokens: dict[str, str]
) -> None:
    visit(page, server, "you")
    expect(page.get_by_text("once you have played under a nickname")).to_be_visible()
    visit(page, server, "you", tokens["Bo"])
    expect(page.get_by_text("Bo", exact=True)).to_be_visible()
    drawn(page, 2)
    page.get_by_role("button", name="Make a card").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the card").click()
    with Image.open(io.BytesIO(download.value.path().read_bytes())) as card:
        assert card.size == (1200, 630)
        assert not card.info
        assert not card.getexif()


def find(page: Page, name: str) -> None:
    page.get_by_label(re.compile("Part of a nickname")).fill(name)
    page.keyboard.press("Enter")


def test_who_is_left_out_by_the_admin_is_not_ranked_but_not_gone(
    page: Page, server: Server, tokens: dict[str, str]
) -> None:
    visit(page, server, "admin")
    page.get_by_label("The host's secret").fill("guessed")
    page.get_by_role("button", name="Open").click()
    expect(page.get_by_text("That is not the secret")).to_be_visible()
    enter(page, server)
    page.get_by_role("radio", name="Names").click()
    find(page, "Cy")
    page.get_by_role("button", name="Leave out of rankings").click()
    # Until the search is done the form is another player's.
    expect(page.get_by_text(re.compile(r"^Cy \(#\d+\)$")).last).to_be_visible()
    page.get_by_label(re.compile("^Reason")).fill("played for somebody else")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Leave out", exact=True).click()
    expect(page.get_by_text("Left out of rankings: played for somebody else")).to_be_visible()
    compared(page, server, "100 answers by 5 people")
    enter(page, server)
    page.get_by_role("radio", name="Names").click()
    find(page, "Cy")
    page.get_by_role("button", name="Rank again").click()
    expect(page.get_by_text("Left out of rankings: ")).to_have_count(0)
    compared(page, server, "120 answers by 6 people")


def test_a_backup_is_made_while_the_game_runs(
    page: Page, server: Server, tokens: dict[str, str]
) -> None:
    enter(page, server)
    page.get_by_role("radio", name="Data").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Back-up", exact=True).click()
    assert download.value.path().stat().st_size > 10_000


@pytest.mark.parametrize("name", PAGES)
def test_every_page_with_figures_fits_a_phone(
    browser: Browser, server: Server, tokens: dict[str, str], name: str
) -> None:
    context = browser.new_context(viewport=PHONE)
    context.set_default_timeout(60_000)
    page = context.new_page()
    if name == "admin":
        enter(page, server)
    else:
        visit(page, server, name, tokens[NAMES[0]])
    assert rightmost(page) <= 390
    context.close()
