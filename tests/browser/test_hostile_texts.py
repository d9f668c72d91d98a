"""Markup of others in a real browser: it is read, and nothing is fetched, linked or drawn."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.server import Server

HOSTILE = [
    "![x](http://evil.example/x.png)",
    "[a](http://evil.example) \\[a](http://evil.example) [^1] [a]: http://evil.example",
    "<img src=//evil.example/x> &lt;b&gt; <http://evil.example>",
    "http://evil.example HTTPS://evil.example www.evil.example WWW.evil.example http\\://evil.example",
    "me@evil.example mailto:me@evil.example xmpp:me@evil.example",
    ":red[x] :small[x] :violet-background[x] :material/home: :streamlit: :smile:",
    "$x$ $$x$$ `x` **x** __x__ ~~x~~ ~x~",
    *("- x", "+ x", "1. x", "10) x", "# x", "> x", "---", "```x", "| a | b |", "::: x"),
]
PAGE = f"""
import streamlit as st
from game.ui.plain import plain
for text in {HOSTILE}:
    st.info(plain(text))
    st.caption(plain(text))
    st.subheader(plain(text), anchor=False)
    st.button(plain(text))
"""
DRAWN = "a, img, code, em, strong, del, ul, ol, table, hr, blockquote, .katex, [role=img]"


def test_texts_of_others_are_read_sign_by_sign_wherever_markdown_is_drawn(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "page.py"
    script.write_text(PAGE)
    monkeypatch.setattr(Server, "script", str(script))
    server = Server(tmp_path, PYTHONPATH=".")
    page = browser.new_page()
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    page.goto(server.url)
    page.get_by_test_id("stButton").nth(len(HOSTILE) - 1).wait_for(timeout=60_000)
    page.wait_for_timeout(1000)
    for kind in ("stAlert", "stCaptionContainer", "stHeading", "stButton"):
        for element, text in zip(page.get_by_test_id(kind).all(), HOSTILE, strict=True):
            assert element.inner_text().replace("\N{WORD JOINER}", "").strip() == text
            body = element.get_by_test_id("stMarkdownContainer")
            assert body.locator(DRAWN).count() == 0, text
    assert not [url for url in fetched if "evil.example" in url]
    page.close()
    server.kill()
