"""Play the discriminator, from the command line: every command stands beside what it commands."""

import sys

import typer

from game.admin.bench.commands import bench
from game.admin.commands import admin
from game.classroom.commands import classes
from game.common.errors import Refused, Unavailable
from game.discriminators.commands import judges
from game.faces.decks.commands import deck
from game.generators.commands import generators
from game.rounds.commands import played
from game.scoring.coverage.commands import statistics
from game.server.commands import server
from game.store.commands import data
from game.training.commands import training

app = typer.Typer(
    help="Play the discriminator, from the command line.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)
app.add_typer(bench, name="bench")
app.add_typer(deck, name="deck")
for commands in (server, admin, played, generators, judges, training, statistics, data, classes):
    app.add_typer(commands)


def main() -> None:
    """Run a command; what it refuses is one sentence on standard error and exit code 1."""
    try:
        app()
    except (Refused, Unavailable) as error:
        print(f"game: {error}", file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
