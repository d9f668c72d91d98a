"""The command about what was played: a pair drawn again."""

from pathlib import Path
from typing import Annotated

import typer

from game.common.settings import Settings

played = typer.Typer()


@played.command()
def show(
    trial: Annotated[int, typer.Argument(help="The trial's number in the store.")],
    out: Annotated[Path, typer.Option(help="Where to write the PNG.")],
) -> None:
    """Draw a pair that was shown once more from the store."""
    from game.rounds.redraw import draw_trial

    draw_trial(Settings.from_environment(), trial, out)
    typer.echo(out)
