"""The pages of the Lab as a visitor's story, without a browser."""

import pytest
from streamlit.testing.v1 import AppTest

from game.common.recipe import GENERATOR
from game.common.settings import ROOT
from game.generators.families.stylegan2 import StyleGAN2, StyleGAN2Config
from game.generators.synthesis import Generator
from game.ui.lab import lab
from tests.generators.filling import fill
from tests.ui.lab.test_searching import PAGES as SEARCHES
from tests.ui.visiting import lab_page

PAGES = ["face", "truncation", "walk", "mixing", "directions", "noise", "diversity"]


pytestmark = pytest.mark.usefixtures("opened")


def strip(app: AppTest) -> str:
    """The first row of faces."""
    bodies: list[str] = [html.proto.body for html in app.get("html")]
    return next(body for body in bodies if "<img" in body)


def test_there_is_a_page_for_every_file() -> None:
    found = {page.stem for page in (ROOT / "game/ui/pages/lab").glob("[!_]*.py")}
    assert found == set(PAGES) | set(SEARCHES)


@pytest.mark.parametrize("name", [page for page in PAGES if page != "diversity"])
def test_every_page_shows_faces_and_explains_itself(name: str) -> None:
    app = lab_page(name)
    assert len(app.title) == 1
    assert len(app.markdown[0].value) > 100
    assert app.get("image") or any("<img" in html.proto.body for html in app.get("html"))


def test_a_new_face_has_another_seed_and_its_address() -> None:
    app = lab_page("face")
    first = app.number_input(key="seed").value
    app.button[0].click().run()
    second = app.number_input(key="seed").value
    assert first != second
    assert not app.exception


def test_an_address_names_the_face(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[tuple[int, float]] = []
    face = Generator.face

    def noted(self: Generator, recipe):  # type: ignore[no-untyped-def]
        made.append((recipe.seed, recipe.truncation_psi))
        return face(self, recipe)

    monkeypatch.setattr(Generator, "face", noted)
    app = lab_page("face", seed="7", psi="0.5")
    assert (7, 0.5) in made
    assert app.number_input(key="seed").value == 7


@pytest.mark.parametrize(
    "address", [{"seed": "-1"}, {"seed": "x"}, {"seed": "9" * 30}, {"psi": "nan"}]
)
def test_an_address_that_names_no_face_still_shows_one(address: dict[str, str]) -> None:
    app = lab_page("face", **address)
    assert 0 <= app.number_input(key="seed").value < 2**32
    assert 0 <= app.slider(key="psi").value <= 1.2


def test_another_person_changes_the_strip_and_an_empty_field_is_no_error() -> None:
    app = lab_page("truncation")
    before = strip(app)
    app.button(key="seed-another").click().run()
    assert strip(app) != before
    app.number_input(key="seed").set_value(None).run()
    assert not app.exception
    assert strip(app).count("<img") == 7


def test_a_slider_moves_the_face_in_w_and_another_in_z() -> None:
    app = lab_page("directions")
    w_face, z_face = (image.proto.imgs[0].url for image in app.get("image"))
    app.slider(key="w-Smile").set_value(1.0).run()
    assert not app.exception
    moved, still = (image.proto.imgs[0].url for image in app.get("image"))
    assert moved != w_face
    assert still == z_face
    app.slider(key="added").set_value(10.0).run()
    assert [image.proto.imgs[0].url for image in app.get("image")][1] != z_face


@pytest.mark.parametrize("name", [page for page in PAGES if page != "diversity"])
def test_another_generator_of_the_zoo_can_be_looked_into(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    network = StyleGAN2(StyleGAN2Config(z_dim=8, w_dim=8, mapping_layers=2, channels=(8,) * 6))
    fill(network)
    monkeypatch.setattr(lab, "entries", lambda _: {GENERATOR: {}, "small": {}})
    monkeypatch.setattr(lab, "load_generator", lambda *_: Generator("small", "0" * 64, network))
    app = lab_page(name, generator="small")
    assert app.selectbox(key="generator").value == "small"
    if name == "face":
        assert "128×128" in app.get("image")[0].proto.imgs[0].caption


def test_a_generator_whose_weights_are_missing_is_said_to_be(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lab, "entries", lambda _: {GENERATOR: {}, "gone": {}})
    app = lab_page("face", generator="gone")
    assert "'gone'" in app.error[0].value


def test_diversity_falls_with_psi() -> None:
    app = lab_page("diversity", psi="0.3")
    tight = float(app.metric[0].value)
    app.button_group(key="psi").set_value(1.0).run()
    assert not app.exception
    wide = float(app.metric[0].value)
    assert 0 < tight < wide < 1
