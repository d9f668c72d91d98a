"""The command that deletes old classes."""

from typing import Annotated

import typer

from game.common.errors import Refused
from game.common.settings import Settings

classes = typer.Typer()


@classes.command()
def purge(
    older_than: Annotated[str, typer.Option(help="Days, as in 30d.")],
) -> None:
    """Delete classes that were opened longer ago, with their players and all answers."""
    from game.classroom.rooms import purge as delete_older
    from game.store.engine import Store

    days = older_than.removesuffix("d")
    if days == older_than or not days.isascii() or not days.isdigit() or len(days) > 5:
        raise Refused("Say how many days, as in --older-than 30d.")
    store = Store(Settings.from_environment().database_url)
    with store.write() as session:
        deleted = delete_older(session, int(days))
    store.close()
    typer.echo(f"Classes deleted: {deleted}")
