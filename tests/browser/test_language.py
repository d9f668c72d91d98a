"""A visitor's language: the browser's, until the switch at the top of every page is pressed."""

from playwright.sync_api import Browser, expect

from tests.browser.conftest import Server


def test_a_page_speaks_the_browsers_language_until_another_is_chosen(
    browser: Browser, server: Server
) -> None:
    profile = browser.new_context(locale="fr-CA", viewport={"width": 390, "height": 844})
    page = profile.new_page()
    page.goto(f"{server.url}/about")
    expect(page.get_by_role("heading", name="Ce que vous avez sous les yeux")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    assert page.evaluate("document.documentElement.scrollWidth") == 390

    english = page.locator(".st-key-top button", has_text="English")
    english.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="What you are looking at")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "en")

    page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_role("link", name="Leaderboard").click()
    expect(page.get_by_role("heading", name="Who is the better discriminator?")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="Who is the better discriminator?")).to_be_visible()
    profile.close()
