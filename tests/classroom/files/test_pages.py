"""The pages that a host takes away: nothing in them acts, whoever named whatever."""

import re
from collections.abc import Callable
from functools import partial
from html.parser import HTMLParser

import pytest

from game.classroom.files.lesson import MINUTES, lesson_plan, steps
from game.classroom.files.material import Material
from game.classroom.files.parents import parents_sheet
from game.classroom.files.report_page import report_page
from game.classroom.files.sheet import bar, element
from game.classroom.files.worksheet import worksheet
from game.common.language import LANGUAGES, speaking
from game.store.engine import Store
from tests.classroom.files.material import (
    HOSTILE,
    PICTURE,
    class_of_three,
    hostile,
    material,
    without_answers,
)

TAGS = {
    *("html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "p", "ul", "li"),
    *("table", "tr", "th", "td", "div", "i", "span", "small", "figure", "figcaption", "img"),
}
EMPTY = {"meta", "img"}
PAGES: dict[str, Callable[[Material], str]] = {
    "report": partial(report_page, names=True),
    "report without names": partial(report_page, names=False),
    **{f"plan {n}": partial(lesson_plan, minutes=n) for n in MINUTES},
    **{f"worksheet {n}": partial(worksheet, minutes=n) for n in MINUTES},
    "parents": lambda _: parents_sheet(),
}


class Look(HTMLParser):
    """Every element with its attributes, and the text between them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.open: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def test_every_page_is_whole_and_holds_nothing_that_acts_or_is_fetched(
    store: Store, network: int
) -> None:
    room = class_of_three(store, network, marked=True)
    hostile(store, room, network)
    made = material(room, photos=True)
    for language in LANGUAGES:
        for page in PAGES.values():
            with speaking(language):
                check(Look(page(made)), language)


def check(look: Look, language: str) -> None:
    assert look.open == []
    assert {tag for tag, _ in look.elements} <= TAGS
    for tag, attributes in look.elements:
        assert attributes.keys() <= {"class", "style", "src", "alt"} or tag in ("meta", "html")
        assert re.fullmatch(r"width:\d+%", attributes.get("style") or "width:0%")
        assert attributes.get("src", PICTURE) == PICTURE
    assert [a["lang"] for tag, a in look.elements if tag == "html"] == [language]
    policy = next(a["content"] for tag, a in look.elements if "http-equiv" in a)
    assert policy == "default-src 'none'; img-src data:; style-src 'unsafe-inline'"


def test_the_report_says_who_was_fooled_by_what_in_words(store: Store, network: int) -> None:
    room = class_of_three(store, network)
    text = Look(report_page(material(room), names=True)).text
    assert "Which of the two is real? 5 trials, 3 players" in text
    assert "7 of 15 answers were right, 47\xa0%; guessing gets 50\xa0%." in text
    assert "Most were fooled in 3 of 5 trials; the hardest first: 3, 4, 5." in text
    assert "Trial 3: 2 of 3 answered “right”; right was “left”." in text
    assert "Trial 1: 1 of 3" not in text
    assert "The networks were right: A network 5 of 5." in text
    assert "Nobody has marked on these faces" in text
    assert "Ada" in text


def test_a_tell_is_named_where_people_marked_it_and_only_there(store: Store, network: int) -> None:
    room = class_of_three(store, network, marked=True)
    made = material(room)
    assert [line.marks for line in made.report.trials] == [{}] * 4 + [{"teeth": 2, "else": 1}]
    text = Look(report_page(made, names=True)).text
    assert "Teeth that were not counted: marked by 2 people." in text
    assert "Something else: marked by 1 person." in text
    assert "Where it fails: At the game's ψ most mouths are sound" in text
    assert "Nobody has marked" not in text


def test_without_names_neither_names_nor_the_title_are_in_it(store: Store, network: int) -> None:
    room = class_of_three(store, network)
    page = report_page(material(room), names=False)
    look = Look(page)
    assert not re.search("Ada|Bo|Cy|10b", look.text)
    assert room.code not in page
    for name in ("Ada", "Bo", "Cy"):
        assert f"player {room.id_of(name)}" in look.text


def test_photos_are_in_a_page_only_if_they_may_leave(store: Store, network: int) -> None:
    room = class_of_three(store, network)
    shown = 5 + 3  # every trial once, and those that fooled most once more
    for photos in (True, False):
        made = material(room, photos=photos)
        page = report_page(made, names=True)
        assert page.count(PICTURE) == shown * (1 + photos)
        assert page.count('<span class="photo">photo</span>') == (0 if photos else shown)
        for minutes in MINUTES:  # a worksheet shows fakes alone
            assert worksheet(made, minutes).count(PICTURE) == {20: 3, 45: 4}[minutes]


def test_a_class_in_which_nobody_answered_has_its_pages_too(store: Store, network: int) -> None:
    made = without_answers(material(class_of_three(store, network)))
    for page in PAGES.values():
        assert Look(page(made)).open == []


@pytest.mark.parametrize("minutes", MINUTES)
def test_the_parts_of_a_lesson_take_as_long_as_it_lasts(minutes: int) -> None:
    assert sum(takes for takes, _ in steps(minutes)) == minutes


def test_the_plan_answers_every_task_of_its_worksheet(store: Store, network: int) -> None:
    made = material(class_of_three(store, network))
    for minutes in MINUTES:
        tasks = re.findall(r"<h2>(\d)\. ", worksheet(made, minutes))
        answers = re.findall(r"<li>(\d): ", lesson_plan(made, minutes))
        assert tasks == answers == [str(n) for n in range(1, len(tasks) + 1)]
        named = set(re.findall(r"Task (\d)", lesson_plan(made, minutes)))
        assert named | {tasks[-1]} == set(tasks)  # that one is called the last


def test_what_luck_gives_is_the_binomial_tail(store: Store, network: int) -> None:
    room = class_of_three(store, network)
    text = Look(lesson_plan(material(room), 45)).text
    # Three who guess at five pairs: each has all right in one of 32 rounds.
    assert f"had 5 right. If all of them had guessed, about {3 / 32:.2f} would" in text


def test_text_is_escaped_and_elements_are_not() -> None:
    assert element("p", HOSTILE).count("<") == 2
    assert element("p", element("i", "a & b"), "<") == "<p><i>a &amp; b</i>&lt;</p>"
    assert element("p", class_='"><b') == '<p class="&quot;&gt;&lt;b"></p>'
    assert bar(1, 0) == '<div class="bar"><i style="width:0%"></i></div>'
