"""The theatre as a visitor's story, without a browser."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import streamlit as st
from PIL import Image
from streamlit.testing.v1 import AppTest

from game.common.errors import Refused, Unavailable
from game.common.settings import ROOT
from game.training.gan import live
from game.training.gan.config import read_config
from game.training.gan.live import Live
from game.training.gan.log import SHIPPED
from game.ui.theatre import course, first_minutes, live_run, stages
from tests.ui.visiting import new_tab


@pytest.fixture(autouse=True)
def _nothing_is_live(monkeypatch: pytest.MonkeyPatch) -> None:
    st.cache_data.clear()
    monkeypatch.setattr(live, "status", lambda _: None)
    monkeypatch.setattr(live_run, "_in_play", set)
    monkeypatch.setattr(type(st.context), "cookies", {})  # AppTest has none of its own


@pytest.fixture
def run(tmp_path: Path) -> Live:
    """A live run that has one picture and two lines."""
    sheet = tmp_path / "stage-01.png"
    Image.new("RGB", (256, 128)).save(sheet)
    line = dict.fromkeys(SHIPPED, 0.25) | {"images_per_second": 321.4}
    log = [line | {"images": 1600.0}, line | {"images": 3200.0}]
    return Live(tmp_path, True, 40_000, log, sheet, None)


def visit(**address: str) -> AppTest:
    app = new_tab()
    for key, value in address.items():
        app.query_params[key] = value
    app.switch_page("game/ui/pages/theatre.py").run()
    assert not app.exception
    return app


def shown(app: AppTest) -> list[str]:
    return [image.proto.imgs[0].url for image in app.get("image")]


def test_the_same_faces_at_another_stage_are_another_picture() -> None:
    app = visit(stage="untrained")
    slider = app.select_slider(key="stage")
    assert slider.value == "untrained"
    before = shown(app)
    slider.set_value("6k images").run()
    assert not app.exception
    assert shown(app) != before
    slider.set_value("untrained").run()
    assert shown(app) == before


@pytest.mark.parametrize("address", [{"stage": "9999k images"}, {"family": "x"}])
def test_an_address_that_names_no_stage_shows_the_first(address: dict[str, str]) -> None:
    app = visit(**address)
    names = list(stages.families()[app.selectbox(key="family").value])
    assert app.select_slider(key="stage").value == names[0]


def test_play_goes_from_stage_to_stage_and_round() -> None:
    app = visit(stage="untrained")
    names = list(stages.families()[app.selectbox(key="family").value])
    app.toggle(key="playing").set_value(True).run()
    assert app.select_slider(key="stage").value == names[1]
    app.select_slider(key="stage").set_value(names[-1]).run()
    assert app.select_slider(key="stage").value == names[0]


def test_every_stage_says_how_many_images_it_has_seen() -> None:
    for family in stages.families().values():
        seen = [stages.images_of(stage) for stage in family]
        assert seen == sorted(set(seen))


def test_every_shipped_log_is_small_and_complete() -> None:
    logs = list((ROOT / "models").glob("*/metrics.json"))
    assert logs
    for log in logs:
        rows = json.loads(log.read_text())
        assert 0 < len(rows) <= 200
        assert all(set(row) == set(SHIPPED) for row in rows)
        assert np.isfinite([list(row.values()) for row in rows]).all()


def test_weights_that_are_missing_are_said_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str, _: object) -> None:
        raise Unavailable(f"{name} is missing.")

    monkeypatch.setattr(stages, "load_generator", missing)
    stages._made.clear()  # what another test has made would be shown
    assert "is missing" in visit().error[0].value


def test_all_ways_to_build_a_gan_stand_side_by_side() -> None:
    assert set(stages.TITLES) <= set(stages.families())
    app = new_tab()
    app.switch_page("game/ui/pages/gans.py").run()
    assert not app.exception
    assert app.get("graphviz_chart")
    said = [caption.value for caption in app.caption]
    assert sum("diversity" in text for text in said) == len(stages.TITLES)


def test_after_equal_time_the_newest_way_is_nearest_to_photos() -> None:
    app = new_tab()
    app.switch_page("game/ui/pages/gans.py").run()
    at_last = shown(app)
    assert {row["config"] for row in first_minutes.rows()} <= set(first_minutes.TITLES)
    app.select_slider(key="after").set_value("60").run()
    assert not app.exception
    assert shown(app) != at_last
    last = [row for row in first_minutes.rows() if row["seconds"] == 180]
    assert min(last, key=lambda row: row["kid_like_second"])["config"] == "live-64"


def test_a_plot_says_which_network_teaches_and_which_examines() -> None:
    taught = [caption.value for caption in visit(family="projected-64").caption]
    assert any("that network teaches" in text for text in taught)
    others = [caption.value for caption in visit(family="dcgan-64").caption]
    assert any("Both examine" in text for text in others)


def test_whoever_looks_through_the_resnet_is_known_to() -> None:
    for family in stages.families():
        config = read_config(ROOT / "assets" / "training" / f"{family}.toml")
        assert (config.network == "projected") == (family in course.THROUGH_RESNET)


def test_the_run_that_was_made_to_collapse_says_so_and_is_not_the_first() -> None:
    assert list(stages.families())[-1] == stages.COLLAPSED
    app = visit(family=stages.COLLAPSED)
    assert any("made to collapse" in info.value for info in app.info)
    diversity = course.measures_of(stages.COLLAPSED)["diversity"]
    assert diversity.iloc[-1] < 0.5 * diversity.max()


def test_train_and_stop_are_what_the_buttons_say(monkeypatch: pytest.MonkeyPatch) -> None:
    pressed = []
    monkeypatch.setattr(live, "start", lambda *_: pressed.append("start"))
    app = visit()
    train, stop = app.button
    assert (train.label, train.disabled, stop.disabled) == ("Train", False, True)
    train.click().run()
    assert pressed == ["start"]


def test_who_comes_second_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise Refused("A live run is under way.")

    monkeypatch.setattr(live, "start", refuse)
    app = visit()
    app.button[0].click().run()
    assert app.error[0].value == "A live run is under way."
    assert not app.run().error


def test_a_live_run_shows_its_faces_and_figures(run: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "status", lambda _: run)
    app = visit()
    assert [metric.value for metric in app.metric] == ["321", "25\u00a0%", "25\u00a0%"]
    assert "3,200 of 40,000" in app.get("progress")[0].proto.text
    assert len(shown(app)) == 2
    assert app.button[0].disabled


@pytest.mark.parametrize("who", ["leads", "host"])
def test_a_host_and_the_admin_stop_what_another_has_started(
    run: Live, monkeypatch: pytest.MonkeyPatch, who: str
) -> None:
    monkeypatch.setattr(live, "status", lambda _: run)
    stopped = []
    monkeypatch.setattr(live, "stop", stopped.append)
    app = visit()
    assert app.button[1].disabled
    assert any("Whoever started this run" in caption.value for caption in app.caption)
    app.session_state[who] = True
    app.run().button[1].click().run()
    assert stopped


def test_who_has_started_a_run_stops_it(run: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[str] = []
    stopped = []
    monkeypatch.setattr(live, "start", lambda _, key, in_play: started.append(key))
    monkeypatch.setattr(live, "stop", stopped.append)
    monkeypatch.setattr(live, "is_starter", lambda _, key: key in started)
    app = visit()
    app.button[0].click().run()
    monkeypatch.setattr(live, "status", lambda _: run)
    another = visit()
    assert another.button[1].disabled
    app.run().button[1].click().run()
    assert len(stopped) == 1
    started.clear()  # the run is another's meanwhile
    app.button[1].click().run()
    assert len(stopped) == 1
    assert "Whoever started this run" in app.error[0].value


@pytest.mark.parametrize(
    ("setting", "may"),
    [("everybody", {"leads", "host", None}), ("hosts", {"leads", "host"}), ("admin", {"host"})],
)
def test_who_may_start_a_run_is_a_setting(
    monkeypatch: pytest.MonkeyPatch, setting: str, may: set[str | None]
) -> None:
    monkeypatch.setenv("GAME_LIVE_TRAINING", setting)
    for who in ("leads", "host", None):
        app = visit()
        if who:
            app.session_state[who] = True
            app.run()
        assert app.button[0].disabled == (who not in may)


def test_a_setting_that_means_nothing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GAME_LIVE_TRAINING", "teachers")
    app = visit()
    assert app.button[0].disabled
    assert any("GAME_LIVE_TRAINING is 'teachers'" in caption.value for caption in app.caption)


def test_a_run_that_failed_says_why_and_can_be_tried_again(
    run: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    failed = replace(run, running=False, sheet=None, log=[], problem="game: The loss is nan.")
    monkeypatch.setattr(live, "status", lambda _: failed)
    app = visit()
    assert app.error[0].value == "The run ended early: game: The loss is nan."
    assert not app.button[0].disabled
