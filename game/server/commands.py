"""The command that serves the game."""

from typing import Annotated

import typer

server = typer.Typer()


@server.command()
def serve(
    port: Annotated[int, typer.Option(min=1, max=65535, help="Where browsers find it.")] = 8501,
    address: Annotated[str, typer.Option(help="Of which network; all of them without.")] = "",
) -> None:
    """Serve the game: pages, rooms and pictures, in one process."""
    from streamlit.web.cli import main

    from game.common.settings import ROOT

    options = ["--server.port", str(port)] + (["--server.address", address] if address else [])
    main(["run", str(ROOT / "streamlit_app.py"), *options], prog_name="game serve")
