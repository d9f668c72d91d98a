"""The commands about decks of one's own photos."""

from pathlib import Path
from typing import Annotated

import typer

from game.common.settings import Settings
from game.common.terminal import Json, print_figures

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
    from game.faces.decks.own_deck import own_photos
    from game.faces.decks.progress import add_folder

    about = own_photos(name, title, licence, consent=consent)
    typer.echo(add_folder(folder, about, size, Settings.from_environment()))


@deck.command("fetch")
def deck_fetch(
    what: Annotated[str, typer.Argument(help="congress: portraits of the US Congress.")],
    limit: Annotated[int, typer.Option(min=24, max=1000, help="How many to ask for.")] = 300,
) -> None:
    """Fetch public domain portraits, one at a time, and make a deck; cut short, it goes on."""
    from game.faces.decks.progress import fetch

    typer.echo(fetch(what, limit, Settings.from_environment()))


@deck.command("list")
def deck_list(as_json: Json = False) -> None:
    """The decks that are here: photos, size, licence."""
    from game.faces.decks.deck_files import listing

    print_figures(listing(Settings.from_environment()), as_json)


@deck.command("delete")
def deck_delete(name: Annotated[str, typer.Argument(help="A deck that was added here.")]) -> None:
    """Delete a deck and all of its photos."""
    from game.faces.decks.deck_files import delete

    delete(name, Settings.from_environment())
    typer.echo(f"The deck {name} and its photos are deleted.")
