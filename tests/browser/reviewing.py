"""The pages that look back, opened by a player or by the admin."""

from playwright.sync_api import Page, expect

from tests.browser.server import Server

SECRET = "of the tests' own"


def visit(page: Page, server: Server, name: str, token: str = "") -> None:
    if token:
        page.context.add_cookies([{"name": "player", "value": token, "url": server.url}])
    page.goto(f"{server.url}/{name}")
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()


def enter(page: Page, server: Server) -> None:
    """The admin's page, with the secret."""
    visit(page, server, "admin")
    page.get_by_label("The host's secret").fill(SECRET)
    page.get_by_role("button", name="Open").click()
    expect(page.get_by_text("Health", exact=True)).to_be_visible()
