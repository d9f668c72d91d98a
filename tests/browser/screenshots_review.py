"""The pages that look back, photographed once people have played; see `screenshots`."""

from playwright.sync_api import BrowserContext

from tests.browser.photograph import photograph
from tests.browser.reviewing import enter, visit
from tests.browser.server import Server


def review(context: BrowserContext, name: str, server: Server, token: str) -> None:
    """As a stranger, to whom no photo is shown; then one player's own page, and the admin's."""
    context.set_default_timeout(60_000)
    page = context.new_page()
    for address in ("versus", "leaderboard", "scale"):
        visit(page, server, address)
        photograph(page, server, f"{name}-{address}", whole=True)
    enter(page, server)
    photograph(page, server, f"{name}-admin", whole=True)
    visit(page, server, "you", token)
    page.get_by_role("button", name="Make a card").click()
    page.get_by_role("button", name="Download the card").wait_for()
    photograph(page, server, f"{name}-you", whole=True)
    context.close()
