"""A visitor's language: the browser's, until the switch at the top of every page is pressed."""

from playwright.sync_api import Browser, Page, expect

from tests.browser.server import Server


def test_a_page_speaks_the_browsers_language_until_another_is_chosen(
    browser: Browser, server: Server
) -> None:
    profile = browser.new_context(locale="fr-CA", viewport={"width": 390, "height": 844})
    page = profile.new_page()
    page.goto(f"{server.url}/about")
    expect(page.get_by_role("heading", name="Ce que vous avez sous les yeux")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    assert page.evaluate("document.documentElement.scrollWidth") == 390

    page.locator(".st-key-corner").get_by_role("button", name="Français").press("Enter")
    page.get_by_role("menuitem", name="English").or_(page.get_by_text("English")).first.click()
    expect(page.get_by_role("heading", name="What you are looking at")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "en")

    page.get_by_role("link", name="Play", exact=True).click()
    page.get_by_role("link", name="Ranking").click()
    expect(page.get_by_role("heading", name="Who is the better discriminator?")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="Who is the better discriminator?")).to_be_visible()
    profile.close()


def test_an_address_that_names_no_page_says_so_and_shows_no_game(
    page: Page, server: Server
) -> None:
    page.goto(f"{server.url}/nonsense?lang=fr")
    expect(page.get_by_role("heading", name="Cette page n’existe pas")).to_be_visible()
    expect(page.get_by_text("Page not found")).to_have_count(0)
    expect(page.locator(".pair")).to_have_count(0)
    page.get_by_test_id("stMain").get_by_role("link", name="Rejoindre une classe").click()
    expect(page.get_by_role("heading", name="Rejoindre une classe")).to_be_visible()


def test_the_enter_key_is_called_as_the_reader_calls_it(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/training?lang=fr")
    expect(page.get_by_role("button", name="S’asseoir")).to_be_visible()
    page.get_by_label("Pseudo").fill("Zoé")
    hint = page.get_by_test_id("InputInstructions").locator("span").first
    assert hint.evaluate("e => getComputedStyle(e, '::after').content") == '"Entrée\u00a0: valider"'
    assert hint.evaluate("e => getComputedStyle(e).fontSize") == "0px"
    expect(page.get_by_text("3/24")).to_be_visible()
