"""Text can be read in either theme: WCAG 2.2, AA, 4.5 to 1."""

import re
import tomllib

import pytest

from game.common.settings import ROOT

THEMES = tomllib.loads((ROOT / ".streamlit/config.toml").read_text())["theme"]
CAPTION = 0.6  # Streamlit's opacity of small print


def channels(colour: str) -> list[float]:
    return [int(part, 16) / 255 for part in re.findall("..", colour.removeprefix("#"))]


def over(front: list[float], ground: list[float], opacity: float) -> list[float]:
    return [opacity * f + (1 - opacity) * g for f, g in zip(front, ground, strict=True)]


def luminance(colour: list[float]) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour]
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: list[float], other: list[float]) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_black_on_white_is_the_most_there_is() -> None:
    assert contrast(channels("#000000"), channels("#ffffff")) == pytest.approx(21)
    assert contrast(channels("#777777"), channels("#ffffff")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("ground", ["backgroundColor", "secondaryBackgroundColor"])
def test_words_and_links_stand_out_from_their_ground(theme: str, ground: str) -> None:
    colours = {name: channels(value) for name, value in THEMES[theme].items()}
    text, behind = colours["textColor"], colours[ground]
    assert contrast(text, behind) >= 4.5
    assert contrast(over(text, behind, CAPTION), behind) >= 4.5
    assert contrast(colours["linkColor"], behind) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_button_in_front_can_be_read(theme: str) -> None:
    assert contrast(channels("#ffffff"), channels(THEMES[theme]["primaryColor"])) >= 4.5


def test_what_a_face_is_called_can_be_read() -> None:
    css = (ROOT / "game/ui/play/faces.css").read_text()
    named = {
        name: [channels(colour) for colour in re.findall(rf"--{name}: (#\w{{6}})", css)]
        for name in ("real", "fake", "on-mark")
    }
    for theme in (0, 1):
        for mark in ("real", "fake"):
            assert contrast(named["on-mark"][theme], named[mark][theme]) >= 4.5
