"""The command that counts how often intervals hold the truth."""

from typing import Annotated

import typer

from game.common.terminal import Json, print_figures

statistics = typer.Typer()


@statistics.command()
def coverage(
    studies: Annotated[int, typer.Option(min=20, help="How many to simulate.")] = 500,
    as_json: Json = False,
) -> None:
    """Simulate studies and count how often each 95 % interval holds the truth."""
    from game.scoring.coverage.command import coverage as run_coverage

    print_figures(run_coverage(studies), as_json)
