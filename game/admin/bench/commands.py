"""The benchmarks, one command each."""

from pathlib import Path
from typing import Annotated

import typer

from game.common.settings import Settings
from game.common.terminal import Json, print_figures
from game.faces.decks.deck import DECK

bench = typer.Typer(help="Measure how fast it is on this machine.", no_args_is_help=True)


@bench.command("classroom")
def bench_classroom(
    players: Annotated[int, typer.Option(min=1, max=400, help="Phones that join.")] = 30,
    solo: Annotated[int, typer.Option(min=0, max=20, help="Who play alone meanwhile.")] = 0,
    browsers: Annotated[
        int, typer.Option(min=0, max=8, help="Chromium pages, and as many clients, instead.")
    ] = 0,
    as_json: Json = False,
) -> None:
    """From the host's press to the new pair on every phone, beside a plain Streamlit page.

    Needs requirements-dev.txt.
    """
    from game.admin.bench.classroom import bench_classroom as run_bench

    if browsers:
        from game.admin.bench.browsers import bench_browsers

        print_figures(bench_browsers(browsers), as_json)
    else:
        print_figures(run_bench(players, solo), as_json)


@bench.command("pages")
def bench_pages(
    guesses: Annotated[
        int | None,
        typer.Option(min=1000, help="Instead: two pages with so many simulated ones."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Time every page to its first picture or figure, in Chromium, the first time and warm.

    With `--guesses 1000000` the leaderboard and the Versus page instead, on SQLite and on
    PostgreSQL: some ten minutes. Needs requirements-dev.txt.
    """
    from game.admin.bench import pages

    print_figures(
        pages.bench_every_page() if guesses is None else pages.bench_pages(guesses), as_json
    )


@bench.command("answers")
def bench_answers(as_json: Json = False) -> None:
    """Time an answer with SQLite's two ways to commit: of one, a power cut may cost the last."""
    from game.admin.bench.answers import bench_answers as run_bench

    print_figures(run_bench(Settings.from_environment()), as_json)


@bench.command("faults")
def bench_faults(
    times: Annotated[int, typer.Option(min=1, help="Each fault comes so often.")] = 100,
    phones: Annotated[int, typer.Option(min=0, max=400, help="Of a class.")] = 30,
    solo: Annotated[int, typer.Option(min=1, max=20, help="Who play alone meanwhile.")] = 10,
    as_json: Json = False,
) -> None:
    """Break the server and what it stands on under a crowd that answers, and count what is lost.

    On SQLite and on PostgreSQL. Needs requirements-dev.txt, and root for a full disk.
    """
    from game.admin.bench.faults.bench import bench_faults as run_bench

    print_figures(run_bench(times, phones, solo), as_json)


@bench.command("cluster")
def bench_cluster(
    phones: Annotated[int, typer.Option(min=4, max=400, help="In four rooms.")] = 100,
    as_json: Json = False,
) -> None:
    """One replica against two behind nginx: classes spread over both, and who plays alone.

    On one PostgreSQL. Needs requirements-dev.txt and nginx; some five minutes.
    """
    from game.admin.bench.cluster import bench_cluster as run_bench

    print_figures(run_bench(phones), as_json)


@bench.command("memory")
def bench_memory(
    sessions: Annotated[int, typer.Option(min=1, help="Pages that are opened and closed.")] = 2000,
    rooms: Annotated[int, typer.Option(min=0, max=500, help="And rooms.")] = 500,
    as_json: Json = False,
) -> None:
    """Whether a server's memory is back where it was after very many pages and rooms.

    Needs requirements-dev.txt; some ten minutes.
    """
    from game.admin.bench.memory import bench_memory as run_bench

    print_figures(run_bench(sessions, rooms), as_json)


@bench.command("generator")
def bench_generator(as_json: Json = False) -> None:
    """Time and check the generator against OpenVINO and this machine's limits.

    Needs requirements-dev.txt.
    """
    from game.admin.bench.generator import bench_generator as run_bench

    print_figures(run_bench(Settings.from_environment()), as_json)


@bench.command("exits")
def bench_exits(as_json: Json = False) -> None:
    """How near the small faces are to the full ones scaled down, by the pixel and by a new CNN."""
    from game.admin.bench.early_exits import compare

    print_figures(compare(Settings.from_environment()), as_json)


@bench.command("training")
def bench_training(as_json: Json = False) -> None:
    """Time a training step beside stylegan2-torch's and a plain DCGAN's with as many weights, and
    how soon three families come near photos.

    Needs requirements-dev.txt.
    """
    from game.admin.bench.training.steps import bench_training as run_bench

    print_figures(run_bench(Settings.from_environment()), as_json)


@bench.command("live")
def bench_live(
    sheets: Annotated[
        Path | None, typer.Option(help="A folder for a picture of faces at each mark.")
    ] = None,
    as_json: Json = False,
) -> None:
    """What each family has learnt after one, two and three minutes. Some twenty minutes."""
    from game.admin.bench.training.live import bench_live as run_bench

    print_figures(run_bench(Settings.from_environment(), sheets), as_json)


@bench.command("saliency")
def bench_saliency(as_json: Json = False) -> None:
    """Whether p(fake) hangs more on what the saliency pictures show than on the rest."""
    from game.admin.bench.saliency import check_saliency

    print_figures(check_saliency(Settings.from_environment()), as_json)


@bench.command("first-pair")
def bench_first_pair(
    deck: Annotated[str, typer.Option(help="The deck that they play with.")] = DECK,
    players: Annotated[int, typer.Option(min=1, max=200, help="Who come at once.")] = 20,
    as_json: Json = False,
) -> None:
    """How long many players wait for their first pair after a start of the server."""
    from game.admin.bench.first_pair import bench_first_pair as run_bench

    print_figures(run_bench(Settings.from_environment(), deck, players), as_json)


@bench.command("project")
def bench_project(
    portraits: Annotated[Path, typer.Option(help="A folder of portraits, JPEG or PNG.")],
    n: Annotated[int, typer.Option("--n", min=1, help="Seeds, and portraits.")] = 20,
    minutes: Annotated[float, typer.Option(min=0, help="Of the processor, for all.")] = 30,
    as_json: Json = False,
) -> None:
    """How soon a search for a face gets there: from the mean, from random faces, from the encoder.

    Some 50 seconds of the processor a face; once its minutes are spent, no further face is begun.
    """
    from game.admin.bench.projection import bench_projection as run_bench

    print_figures(run_bench(Settings.from_environment(), portraits, n, minutes), as_json)


@bench.command("first-minute")
def bench_first_minute(as_json: Json = False) -> None:
    """How long somebody new waits for a first pair and its truth, in Chromium, cold and warm.

    Needs requirements-dev.txt.
    """
    from game.admin.bench.first_minute import bench_first_minute as run_bench

    print_figures(run_bench(), as_json)
