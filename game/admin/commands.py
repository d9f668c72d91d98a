"""The commands that run a server: set-up, the doctor, the audit."""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from game.common.recipe import usual_psi
from game.common.settings import Settings
from game.common.terminal import Json, print_figures
from game.faces.decks.deck import DECK, load_deck

admin = typer.Typer()


@admin.command()
def setup(
    rest: Annotated[
        bool, typer.Option("--all", help="Also what a running server fetches by itself.")
    ] = False,
) -> None:
    """Fetch and check the photos and the generator's weights; safe to run again."""
    from game.admin.setup import set_up, set_up_rest

    set_up(Settings.from_environment())
    if rest:
        set_up_rest(Settings.from_environment())


@admin.command()
def doctor(as_json: Json = False) -> None:
    """Say whether all that the game needs is there; exit 1 with the reason if not."""
    from game.admin.doctor import examine

    report = examine(Settings.from_environment())
    print_figures(report, as_json)
    if not report["ok"]:
        raise typer.Exit(1)


@admin.command()
def worker(
    concurrency: Annotated[
        int, typer.Option(min=1, max=64, help="How many faces are made or judged at a time.")
    ] = 2,
) -> None:
    """Make and judge faces for servers with GAME_WORKERS=queue, until it is told to stop."""
    from game.admin.worker import Worker

    at_work = Worker(Settings.from_environment(), concurrency)
    typer.echo("The worker is at work; Ctrl-C ends it.")
    at_work.run()


@admin.command()
def audit(
    deck: Annotated[str, typer.Option(help="The deck whose pairs are dealt.")] = DECK,
    psi: Annotated[
        float | None, typer.Option(help="The ψ of the fakes; by default as they are dealt.")
    ] = None,
    plain: Annotated[bool, typer.Option("--plain", help="Not in the deck's own style.")] = False,
    rounds: Annotated[int, typer.Option(min=2, help="Rounds of ten pairs to deal.")] = 105,
    as_json: Json = False,
) -> None:
    """Test what must not tell a photo from a fake: file, frame, colours, pose, thumbnail …"""
    from game.admin.audit.audit import audit as run_audit

    settings = Settings.from_environment()
    chosen = load_deck(deck, settings)
    if plain:
        chosen = replace(chosen, style=None)
    psi = usual_psi(chosen.style) if psi is None else psi
    print_figures(run_audit(settings, chosen, psi, rounds), as_json)


@admin.command()
def audit_sheet(
    out: Annotated[Path, typer.Argument(help="The picture to write, JPEG or PNG by its name.")],
    deck: Annotated[str, typer.Option(help="The deck whose pairs are dealt.")] = DECK,
    rounds: Annotated[int, typer.Option(min=1, max=4, help="Rounds of ten pairs.")] = 1,
) -> None:
    """Draw pairs as they are dealt, the photos above the fakes, to be looked at."""
    from game.admin.audit.sheet import pairs_sheet

    settings = Settings.from_environment()
    pairs_sheet(settings, load_deck(deck, settings), rounds).save(out, quality=88)


@admin.command()
def cluster(
    port: Annotated[int, typer.Option(min=1, max=65000, help="Where browsers find it.")] = 8501,
) -> None:
    """Start nginx, two servers, two workers and PostgreSQL here; Ctrl-C stops all.

    Needs requirements-dev.txt, unless DATABASE_URL names a PostgreSQL, and Debian's nginx.
    """
    from game.admin.cluster.cluster import run_cluster

    with suppress(KeyboardInterrupt):
        run_cluster(Settings.from_environment(), port)
