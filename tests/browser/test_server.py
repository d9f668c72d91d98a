"""What the server sends besides the pages: headers and cookies."""

import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from http.client import HTTPMessage

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.looking import names, until_cookie
from tests.browser.server import Server


def ask(
    address: str, headers: Mapping[str, str] = {}, data: bytes | None = None
) -> tuple[int, HTTPMessage]:
    request = urllib.request.Request(address, data, dict(headers))
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, answer.headers
    except urllib.error.HTTPError as error:
        return error.code, error.headers


def begin(page: Page) -> None:
    """Sit down where a page of the course asks for a nickname: the cookie comes by a nonce."""
    page.goto(f"{page.url.rstrip('/')}/training")
    page.get_by_label("Nickname").fill("Ada")
    page.get_by_role("button", name="Sit down").click()
    expect(page.get_by_role("button", name="Begin")).to_be_visible()


@pytest.mark.parametrize("path", ["/", "/join", "/_stcore/health", "/static/nothing", "/cookie"])
def test_every_answer_has_the_headers(server: Server, path: str) -> None:
    _, headers = ask(server.url + path)
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "'unsafe-eval'" not in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_the_metrics_are_for_this_machine_alone(server: Server) -> None:
    address = f"{server.url}/_stcore/metrics"
    assert ask(address)[0] == 200
    assert ask(address, {"X-Forwarded-For": "203.0.113.7"})[0] == 404
    assert ask(address, {"X-Forwarded-For": "127.0.0.1"})[0] == 404


def test_another_site_cannot_frame_the_game(context: BrowserContext, server: Server) -> None:
    page = context.new_page()
    page.set_content(f'<iframe src="{server.url}"></iframe>')
    page.wait_for_timeout(3000)
    assert page.frames[1].locator("[data-testid=stApp]").count() == 0


def test_the_players_cookie_is_out_of_reach_of_scripts(
    context: BrowserContext, page: Page, server: Server
) -> None:
    begin(page)
    kept = until_cookie(context, "player")
    assert kept["httpOnly"]
    assert kept["sameSite"] == "Lax"
    assert not kept["secure"]  # the page came by plain HTTP
    assert "player" not in page.evaluate("document.cookie")


def test_a_cookie_from_before_goes_on_and_is_put_out_of_reach(
    context: BrowserContext, page: Page, server: Server, browser: Browser
) -> None:
    begin(page)
    token = until_cookie(context, "player")["value"]
    older = browser.new_context()
    older.add_cookies([{"name": "player", "value": token, "url": server.url}])
    again = older.new_page()
    again.goto(server.url)
    expect(again.get_by_role("heading", name="Pair 1 of 10")).to_be_visible()
    deadline = time.monotonic() + 30
    while not until_cookie(older, "player")["httpOnly"] and time.monotonic() < deadline:
        again.wait_for_timeout(200)
    kept = until_cookie(older, "player")
    assert (kept["value"], kept["httpOnly"]) == (token, True)
    older.close()


def test_a_nonce_is_good_for_one_cookie(
    context: BrowserContext, page: Page, server: Server
) -> None:
    with page.expect_request(f"{server.url}/cookie") as asked:
        begin(page)
    until_cookie(context, "player")
    nonce = asked.value.headers["x-nonce"]
    status, headers = ask(f"{server.url}/cookie", {"X-Nonce": nonce}, b"")
    assert (status, headers["Set-Cookie"]) == (404, None)
    assert ask(f"{server.url}/cookie", {"X-Nonce": "made up"}, b"")[0] == 404


def test_deleted_players_leave_no_cookie(
    context: BrowserContext, page: Page, server: Server
) -> None:
    begin(page)
    until_cookie(context, "player")
    page.goto(f"{server.url}/data")
    page.get_by_role("button", name="Delete me and all my guesses").click()
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(page.get_by_text("You and all your guesses are deleted.")).to_be_visible()
    deadline = time.monotonic() + 30
    while "player" in names(context) and time.monotonic() < deadline:
        page.wait_for_timeout(200)
    assert "player" not in names(context)
