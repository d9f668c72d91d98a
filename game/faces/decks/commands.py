"""The commands about decks of one's own photos."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from game.common.errors import Refused
from game.common.recipe import GENERATOR
from game.common.settings import Settings
from game.common.terminal import Json, print_figures, progress_bar

if TYPE_CHECKING:
    from game.faces.decks.candidates import Offer
    from game.faces.decks.making import About

deck = typer.Typer(help="Decks of your own photos.", no_args_is_help=True)


@deck.command("add")
def deck_add(
    folder: Annotated[Path, typer.Argument(help="A folder of photos, one face on each.")],
    *,
    name: Annotated[str, typer.Option(help="Small letters, digits and hyphens.")],
    licence: Annotated[str, typer.Option(help="The licence of the photos, in words.")],
    title: Annotated[str, typer.Option(help="What players read; by default the name.")] = "",
    size: Annotated[
        int | None, typer.Option(help="160 to 1024 pixels; by default what most faces fill.")
    ] = None,
    consent: Annotated[
        bool,
        typer.Option(
            "--consent",
            help="Everybody in these photos, or their parents, agreed that they are shown in this "
            "game on this server.",
        ),
    ] = False,
) -> None:
    """Make a deck of a folder of photos; says which are left out, and why."""
    from game.faces.decks.making import offers_in, own_photos

    about = own_photos(name, title, licence, consent=consent)
    typer.echo(_make(offers_in(folder), about, size, Settings.from_environment()))


@deck.command("fetch")
def deck_fetch(
    what: Annotated[str, typer.Argument(help="congress: portraits of the US Congress.")],
    limit: Annotated[int, typer.Option(min=24, max=1000, help="How many to ask for.")] = 300,
) -> None:
    """Fetch public domain portraits, one at a time, and make a deck; cut short, it goes on."""
    typer.echo(fetch(what, limit, Settings.from_environment()))


def fetch(what: str, limit: int, settings: Settings) -> str:
    """Fetch the portraits that are called so and make a deck of them; returns it in words."""
    from game.faces.decks import congress
    from game.faces.decks.making import check

    if what != congress.NAME:
        raise Refused(f"There is nothing {what!r} to fetch; there is {congress.NAME}.")
    about = congress.about(settings)
    check(about, settings)
    offers, missing = congress.fetch_portraits(settings, limit)
    _print_left_out(missing)
    return _make(offers, about, None, settings)


@deck.command("list")
def deck_list(as_json: Json = False) -> None:
    """The decks that are here: photos, size, licence."""
    from game.faces.decks.deck_files import listing

    print_figures(listing(Settings.from_environment()), as_json)


@deck.command("style")
def deck_style(
    name: Annotated[str, typer.Argument(help="A deck that is here.")],
    spread: Annotated[
        float,
        typer.Option(min=0.1, max=1, help="How different its fakes are; less for a studio's."),
    ] = 1.0,
) -> None:
    """Make a deck's own style of its photos; its fakes are dealt in it from then on."""
    from game.faces.decks.style_files import make_style
    from game.generators.zoo import load_generator

    settings = Settings.from_environment()
    with progress_bar(total=100, desc="faces", unit="%") as bar:
        made = make_style(
            name,
            load_generator(GENERATOR, settings),
            settings,
            lambda share: bar.update(round(100 * share) - bar.n),
            spread,
        )
    typer.echo(made)


@deck.command("frame")
def deck_frame(
    name: Annotated[str, typer.Argument(help="A deck that comes with its photos.")],
    folder: Annotated[Path, typer.Argument(help="The originals, by the same names.")],
) -> None:
    """Frame the photos of a deck in assets/decks anew, from the originals."""
    from game.faces.decks.framing import frame_photos

    with progress_bar(total=100, desc="photos", unit="%") as bar:
        framed = frame_photos(
            name,
            folder,
            Settings.from_environment(),
            lambda share: bar.update(round(100 * share) - bar.n),
        )
    typer.echo(f"{name}: {framed} photos")


@deck.command("delete")
def deck_delete(name: Annotated[str, typer.Argument(help="A deck that was added here.")]) -> None:
    """Delete a deck and all of its photos."""
    from game.faces.decks.deck_files import delete

    delete(name, Settings.from_environment())
    typer.echo(f"The deck {name} and its photos are deleted.")


def _make(offers: Sequence["Offer"], about: "About", side: int | None, settings: Settings) -> str:
    """Make a deck behind a progress bar; prints what is left out, returns what was made."""
    from game.faces.decks.making import TooFewPhotos, make

    try:
        with progress_bar(total=100, desc="photos", unit="%") as bar:
            made = make(
                offers,
                about,
                settings,
                side=side,
                progress=lambda share: bar.update(round(100 * share) - bar.n),
            )
    except TooFewPhotos as refusal:
        _print_left_out(refusal.left_out)
        raise
    _print_left_out(made.left_out)
    pixels = made.deck.frame.size[0]
    return f"{about.name}: {len(made.deck.play)} photos of {pixels} pixels"


def _print_left_out(left_out: Sequence[tuple[str, str]]) -> None:
    for file, reason in left_out:
        typer.echo(f"{file}: {reason}")
