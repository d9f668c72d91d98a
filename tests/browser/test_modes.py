"""Games other than pairs in a real browser: keys and presses, what is in sight, the clock."""

import re

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.playing import guesses, join, revealed
from tests.browser.server import Server
from tests.rounds.playing import STAGE


def follow(page: Page, server: Server, nickname: str, address: str) -> None:
    """A new player who follows an address, against a stage whose fakes are quick to make."""
    join(page, server, nickname, f"?{address}&against={STAGE}")


@pytest.mark.parametrize(("key", "choice"), [("ArrowLeft", 0), ("ArrowRight", 1)])
def test_a_single_face_is_real_to_the_left_and_generated_to_the_right(
    page: Page, server: Server, key: str, choice: int
) -> None:
    follow(page, server, key, "design=YES_NO")
    expect(page.locator(".face")).to_have_count(1)
    page.keyboard.press(key)
    revealed(page)
    generated = page.locator(".fake .face").count()
    verdict = "Right." if generated == choice else "Fooled."
    expect(page.locator(".face .stamp")).to_have_text(verdict)
    (guess,) = guesses(server, key)
    assert guess.choice == choice
    assert guess.seconds is not None
    assert guess.shown_seconds is None


def test_a_single_face_is_answered_by_its_large_buttons(page: Page, server: Server) -> None:
    follow(page, server, "Emmy", "design=YES_NO")
    page.get_by_role("button", name="It is generated", exact=True).click()
    revealed(page)
    (guess,) = guesses(server, "Emmy")
    assert guess.choice == 1


@pytest.mark.parametrize("width", [390, 1280, 1920])
def test_four_faces_are_equal_and_fit_at_every_size(
    browser: Browser, server: Server, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 844 if width == 390 else 800})
    page.set_default_timeout(60_000)
    follow(page, server, f"Four {width}", "design=ODD_ONE_OUT")
    boxes = [face.bounding_box() for face in page.locator(".face").all()]
    sides = [box["width"] for box in boxes if box]
    assert sides == pytest.approx([sides[0]] * 4, abs=0.1)
    assert len({round(box["y"]) for box in boxes if box}) == (2 if width == 390 else 1)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.keyboard.press("3")
    revealed(page)
    (guess,) = guesses(server, f"Four {width}")
    assert guess.choice == 2
    page.close()


def test_faces_are_in_sight_once_and_for_their_time_only(
    context: BrowserContext, server: Server
) -> None:
    page = context.new_page()
    follow(page, server, "Sophie", "design=TWO_AFC&seconds=2")
    pictures = page.locator(".face img")
    show = page.get_by_role("button", name="Show for 2 s")
    expect(show).to_be_enabled()
    expect(pictures.first).to_have_css("visibility", "hidden")
    page.keyboard.press("ArrowLeft")  # no answer to what was not seen
    page.keyboard.press("Space")
    for picture in pictures.all():
        expect(picture).to_have_css("visibility", "visible")
    for picture in pictures.all():
        expect(picture).to_have_css("visibility", "hidden")
    page.reload()
    expect(page.get_by_text("Out of sight. What was it?")).to_be_visible()
    expect(pictures.first).to_have_css("visibility", "hidden")
    expect(show).to_have_count(0)
    page.keyboard.press("Space")
    expect(pictures.first).to_have_css("visibility", "hidden")
    page.keyboard.press("ArrowRight")
    revealed(page)
    (guess,) = guesses(server, "Sophie")
    assert guess.choice == 1
    assert guess.shown_seconds == pytest.approx(2, abs=0.2)
    assert guess.seconds is not None
    assert guess.seconds > guess.shown_seconds  # type: ignore[operator]
    expect(pictures.first).to_have_css("visibility", "visible")


def test_an_attack_takes_a_life_when_its_clock_has_run_out(page: Page, server: Server) -> None:
    follow(page, server, "Rosalind", "mode=attack")
    expect(page.locator(".clock")).to_contain_text(re.compile(r"\d+ s"))
    # The rule is ten seconds, so that long it takes.
    expect(page.locator(".clock")).to_contain_text("Too late")
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_text("Too late: a life is gone.")).to_be_visible()
    expect(page.get_by_role("heading", name="2 of 3 lives left")).to_be_visible()
    (guess,) = guesses(server, "Rosalind")
    assert guess.seconds is not None
    assert guess.seconds > 10
    assert guess.correct is False
