"""The command that asks the judges about pictures."""

from pathlib import Path
from typing import Annotated

import typer

from game.common.settings import Settings
from game.common.terminal import Json, print_figures

judges = typer.Typer()


@judges.command()
def judge(
    what: Annotated[Path, typer.Argument(help="A picture or a folder of pictures.")],
    as_json: Json = False,
) -> None:
    """Ask every judge about the faces in your own pictures."""
    from game.discriminators.jury import judge_files

    rows = judge_files(what, Settings.from_environment())
    print_figures(rows, as_json)
    if all("problem" in row for row in rows):
        raise typer.Exit(1)
