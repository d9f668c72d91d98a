"""The Lab in a real browser: a link gives the same face again, a download carries its recipe."""

import json
import re
from urllib.parse import parse_qs, urlparse

import numpy as np
from PIL import Image
from playwright.sync_api import Page, expect

from game.common.recipe import GENERATOR, Recipe
from game.common.settings import Settings
from game.generators.zoo import load_generator
from tests.browser.looking import settled
from tests.browser.server import Server


def face_shown(page: Page) -> str:
    caption = page.get_by_text(re.compile(r"^Seed \d+, ψ"))
    expect(caption).to_have_count(1)
    return str(caption.inner_text())


def test_a_new_face_a_link_to_it_and_its_download(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/face")
    settled(page)
    before = face_shown(page)
    page.get_by_role("button", name="New face").click()
    expect(page.get_by_text(before)).to_have_count(0)
    settled(page)
    shown = face_shown(page)
    seed = int(re.findall(r"\d+", shown)[0])
    assert parse_qs(urlparse(page.url).query)["seed"] == [str(seed)]

    other = page.context.new_page()
    other.goto(page.url)
    settled(other)
    assert face_shown(other) == shown

    with page.expect_download() as download:
        page.get_by_role("button", name="Download").click()
    assert download.value.suggested_filename == f"face-{seed}-psi0.70.png"
    with Image.open(download.value.path()) as image:
        recipe = Recipe(**json.loads(image.info["Recipe"]))
        pixels = np.asarray(image)
    assert recipe.seed == seed
    face = load_generator(GENERATOR, Settings.from_environment()).face(recipe)
    # Another number of threads may round a value otherwise.
    assert np.abs(face.astype(int) - pixels).max() <= 1


def test_the_lab_is_found_from_the_game_and_its_links_hold_their_people(
    page: Page, server: Server
) -> None:
    page.goto(server.url)
    page.get_by_role("link", name="Try it").click()
    page.get_by_role("link", name="The Lab").click()
    page.get_by_role("link", name="Style mixing").click()
    expect(page.get_by_role("heading", name="Style mixing")).to_be_visible()
    settled(page)
    page.get_by_role("button", name="Another").first.click()
    page.wait_for_url(re.compile(r"[?&]a=\d+"))
    settled(page)
    images = [img.get_attribute("src") for img in page.locator("figure img").all()]
    assert len(images) == 8
    assert len(set(images)) == 8

    other = page.context.new_page()
    other.goto(page.url)
    settled(other)
    assert [img.get_attribute("src") for img in other.locator("figure img").all()] == images
