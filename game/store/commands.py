"""The commands about all that was played: export, import, backup, restore, simulate."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from game.common.settings import Settings

if TYPE_CHECKING:
    from game.store.engine import Store

data = typer.Typer()


@data.command()
def export(
    file: Annotated[Path, typer.Argument(help="Where to write; - is standard output.")] = Path("-"),
    form: Annotated[str, typer.Option("--format", help="csv, jsonl or parquet.")] = "csv",
    room: Annotated[str | None, typer.Option(help="Only the class with this code.")] = None,
    names: Annotated[
        bool, typer.Option("--names", help="Nicknames, too, not only numbers.")
    ] = False,
    dictionary: Annotated[
        bool, typer.Option("--dictionary", help="Print what every column means, and no data.")
    ] = False,
) -> None:
    """Write everything that was played, a row for each answer; cut short, it leaves no file."""
    from game.common.files import whole
    from game.store.transfer.dictionary import COLUMNS
    from game.store.transfer.export import export as write

    if dictionary:
        for column in COLUMNS.values():
            typer.echo(f"{column.name} ({column.kind}): {column.meaning}")
        return
    with _store() as store:
        if file == Path("-"):
            write(store, form, sys.stdout.buffer, room, names=names)
        else:
            with whole(file) as out:
                count = write(store, form, out, room, names=names)
            typer.echo(f"{file}: {count} rows")


@data.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="What export has written: .csv, .jsonl, .parquet.")],
) -> None:
    """Fill an empty store with an export; a file with a mistake changes nothing."""
    from game.store.transfer.importing import import_file

    with _store() as store:
        typer.echo(f"{file}: {import_file(store, file)} rows")


@data.command()
def backup(file: Annotated[Path, typer.Argument(help="Where to write the backup.")]) -> None:
    """Write the whole store to a file while players play; keep it to yourself."""
    from game.store.transfer.backup import back_up

    with _store() as store:
        typer.echo(f"{file}: {back_up(store, file)} rows")


@data.command()
def restore(file: Annotated[Path, typer.Argument(help="What backup has written.")]) -> None:
    """Put a backup in the place of everything in the store; a damaged one changes nothing."""
    from game.store.transfer.backup import restore as put_back

    with _store() as store:
        typer.echo(f"{file}: {put_back(store, file)} rows")


@data.command()
def simulate(
    players: Annotated[int, typer.Option(min=1, help="How many are made up.")] = 20_000,
    guesses: Annotated[int, typer.Option(min=10, help="How many answers, in rounds of ten.")] = 10
    ** 6,
    seed: Annotated[int, typer.Option(min=0, help="The same number, the same answers.")] = 0,
    truth: Annotated[
        Path | None, typer.Option(help="An npz file for what is known of everybody.")
    ] = None,
) -> None:
    """Fill an empty store with made-up players of known abilities, for tests and benchmarks."""
    from game.store.simulated.simulator import simulate as make
    from game.store.simulated.simulator import write_truth

    with _store() as store:
        population = make(store, players, guesses, seed)
    if truth is not None:
        write_truth(population, truth)
    typer.echo(f"{players} simulated players, {len(population.player)} answers")


@contextmanager
def _store() -> Iterator["Store"]:
    """The store that the environment names, closed at the end."""
    from game.store.engine import Store

    store = Store(Settings.from_environment().database_url)
    try:
        yield store
    finally:
        store.close()
