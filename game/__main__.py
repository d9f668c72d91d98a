"""Play the discriminator, from the command line."""

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from game.common.errors import Refused, Unavailable
from game.common.recipe import GENERATOR, TRUNCATION_PSI
from game.common.settings import Settings
from game.store.commands import data

app = typer.Typer(help=__doc__, no_args_is_help=True, add_completion=False, rich_markup_mode=None)
bench = typer.Typer(help="Measure how fast it is on this machine.", no_args_is_help=True)
app.add_typer(bench, name="bench")
deck = typer.Typer(help="Decks of your own photos.", no_args_is_help=True)
app.add_typer(deck, name="deck")
app.add_typer(data)

Psi = Annotated[
    float, typer.Option(help="0: the mean face; 0.7: as in the game; 1: no truncation.")
]
Size = Annotated[int, typer.Option(help="Pixels: 128, 256, 512 or 1024 for the game's generator.")]
Zoo = Annotated[str, typer.Option(help="A generator of the zoo.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")]


@app.command()
def setup() -> None:
    """Fetch and check the photos and the generator's weights; safe to run again."""
    from game.admin.setup import set_up

    set_up(Settings.from_environment())


@app.command()
def doctor(as_json: Json = False) -> None:
    """Say whether all that the game needs is there; exit 1 with the reason if not."""
    from game.admin.doctor import examine

    report = examine(Settings.from_environment())
    _print(report, as_json)
    if not report["ok"]:
        raise typer.Exit(1)


@app.command()
def show(
    trial: Annotated[int, typer.Argument(help="The trial's number in the store.")],
    out: Annotated[Path, typer.Option(help="Where to write the PNG.")],
) -> None:
    """Draw a pair that was shown once more from the store."""
    from game.rounds.redraw import draw_trial

    draw_trial(Settings.from_environment(), trial, out)
    typer.echo(out)


@app.command()
def face(
    seed: Annotated[int, typer.Option(help="Which face: 0 to 4294967295.")],
    out: Annotated[
        Path, typer.Option(help="Where to write the PNG; its metadata say how to repeat it.")
    ],
    psi: Psi = TRUNCATION_PSI,
    size: Size = 1024,
    generator: Zoo = GENERATOR,
) -> None:
    """Make one generated face as a PNG."""
    from game.generators.face_files import write_face
    from game.generators.zoo import licence, load_generator

    settings = Settings.from_environment()
    zoo = load_generator(generator, settings)
    write_face(zoo, zoo.recipe(seed, psi, size), licence(generator, settings), out)
    typer.echo(out)


@app.command()
def dataset(
    *,
    n: Annotated[int, typer.Option("--n", min=1, help="How many faces.")],
    out: Annotated[Path, typer.Option(help="A folder, empty or begun by the same command.")],
    size: Size = 256,
    psi: Psi = TRUNCATION_PSI,
    first_seed: Annotated[int, typer.Option(help="The seeds count up from here.")] = 0,
    generator: Zoo = GENERATOR,
) -> None:
    """Make a folder of generated faces with a manifest; cut short, it goes on where it was."""
    from game.generators.face_files import write_dataset
    from game.generators.zoo import licence, load_generator

    settings = Settings.from_environment()
    zoo = load_generator(generator, settings)
    recipes = [zoo.recipe(seed, psi, size) for seed in range(first_seed, first_seed + n)]
    made = write_dataset(zoo, recipes, licence(generator, settings), out)
    typer.echo(f"{out}: {n} faces, {made} of them made now")


@app.command("add-generator")
def add_generator(
    checkpoint: Annotated[
        Path, typer.Argument(help="A StyleGAN2 checkpoint of yours: .pt or .pkl.")
    ],
    name: Annotated[str, typer.Argument(help="What the zoo shall call it.")],
    licence: Annotated[str, typer.Option(help="The licence of the weights, in words.")],
) -> None:
    """Convert a StyleGAN2 (rosinality or stylegan2-ada) to safetensors and add it to the zoo."""
    from game.generators.zoo import add

    typer.echo(add(checkpoint, name, licence, Settings.from_environment()))


@app.command()
def audit(
    rounds: Annotated[int, typer.Option(min=2, help="Rounds of ten pairs to deal.")] = 30,
    as_json: Json = False,
) -> None:
    """Test what must not tell a photo from a fake: file, frame, colours, sharpness, thumbnail."""
    from game.admin.audit import audit as run_audit

    _print(run_audit(Settings.from_environment(), rounds=rounds), as_json)


@app.command()
def train(
    config: Annotated[Path, typer.Argument(help="A TOML file; see assets/training.")],
    out: Annotated[
        Path | None, typer.Option(help="The run's folder; by default .game/training/CONFIG.")
    ] = None,
    photos: Annotated[
        Path | None, typer.Option(help="A folder of photos instead of the deck's.")
    ] = None,
) -> None:
    """Train a GAN from noise, keeping stages; cut short, the same command goes on."""
    from game.training.gan.command import train_gan

    typer.echo(train_gan(config, out, photos, Settings.from_environment()))


@app.command("measure-stages")
def measure_stages(
    run: Annotated[Path, typer.Argument(help="The folder of a run on the deck's photos.")],
    as_json: Json = False,
) -> None:
    """Measure a run's stages: KID-like distance to photos, diversity, and whether it copies."""
    from game.training.gan.measures import measure_stages as measure

    _print(measure(run, Settings.from_environment()), as_json)


@app.command()
def ship(
    config: Annotated[Path, typer.Argument(help="What was trained: a file of assets/training.")],
    run: Annotated[Path, typer.Argument(help="The folder of that run.")],
    stage: Annotated[list[int], typer.Option(help="A stage's number; once for each.")],
    critic: Annotated[int | None, typer.Option(help="The stage whose critic goes along.")] = None,
) -> None:
    """Put stages of a run into models/ with faces, log and measures; the zoo then has them."""
    from game.training.gan.shipping import ship as run_ship

    typer.echo(run_ship(config, run, stage, critic, Settings.from_environment()))


@app.command()
def duel(
    config: Annotated[Path, typer.Argument(help="What was trained: a file of assets/training.")],
    run: Annotated[Path, typer.Argument(help="The folder of that run.")],
    as_json: Json = False,
) -> None:
    """Let the critic of every stage judge the generator of every stage."""
    from game.training.gan.duel import duel as run_duel

    _print(run_duel(config, run, Settings.from_environment()), as_json)


@app.command()
def coverage(
    studies: Annotated[int, typer.Option(min=20, help="How many to simulate.")] = 500,
    as_json: Json = False,
) -> None:
    """Simulate studies and count how often each 95 % interval holds the truth."""
    from game.scoring.coverage.command import coverage as run_coverage

    _print(run_coverage(studies), as_json)


@app.command("train-judge")
def train_judge(
    name: Annotated[
        str,
        typer.Argument(help="symmetry, power-spectrum, critic, small-cnn or patch-detector."),
    ],
    as_json: Json = False,
) -> None:
    """Train a judge on the deck's train photos and new fakes; writes models/NAME.safetensors."""
    from game.training.judges import train

    _print(train(name, Settings.from_environment()), as_json)


@app.command()
def evaluate(
    quick: Annotated[bool, typer.Option("--quick", help="A minute's worth.")] = False,
    as_json: Json = False,
) -> None:
    """Measure every judge on every generator and stage, and under JPEG, blur, resize and noise."""
    from game.training.evaluation import evaluate as run_evaluation

    _print(run_evaluation(Settings.from_environment(), quick=quick), as_json)


@app.command("leave-one-out")
def leave_one_out(as_json: Json = False) -> None:
    """Train the patch detector without each generator in turn and measure it on that one."""
    from game.training.leave_one_out import leave_one_out as run

    _print(run(Settings.from_environment()), as_json)


@app.command()
def judge(
    what: Annotated[Path, typer.Argument(help="A picture or a folder of pictures.")],
    as_json: Json = False,
) -> None:
    """Ask every judge about the faces in your own pictures."""
    from game.discriminators.jury import judge_files

    rows = judge_files(what, Settings.from_environment())
    _print(rows, as_json)
    if all("problem" in row for row in rows):
        raise typer.Exit(1)


@app.command("distil-exits")
def distil_exits() -> None:
    """Fit the generator's early exits anew (about an hour); writes models/…-exits.safetensors."""
    from game.training.exits import distil_for_zoo

    typer.echo(distil_for_zoo(Settings.from_environment()))


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

    _print(listing(Settings.from_environment()), as_json)


@deck.command("delete")
def deck_delete(name: Annotated[str, typer.Argument(help="A deck that was added here.")]) -> None:
    """Delete a deck and all of its photos."""
    from game.faces.decks.deck_files import delete

    delete(name, Settings.from_environment())
    typer.echo(f"The deck {name} and its photos are deleted.")


@app.command()
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


@bench.command("classroom")
def bench_classroom(
    players: Annotated[int, typer.Option(min=1, max=200, help="Clients that join.")] = 30,
    as_json: Json = False,
) -> None:
    """From the host's press to the new pair in every browser, beside a plain Streamlit page.

    Needs requirements-dev.txt.
    """
    from game.admin.bench.classroom import bench_classroom as run_bench

    _print(run_bench(players), as_json)


@bench.command("pages")
def bench_pages(
    guesses: Annotated[int, typer.Option(min=1000, help="Simulated ones.")] = 1_000_000,
    as_json: Json = False,
) -> None:
    """Time the leaderboard and the Versus page with many simulated guesses.

    On SQLite and on PostgreSQL, each in a store of its own. Some ten minutes for a million.
    """
    from game.admin.bench.pages import bench_pages as run_bench

    _print(run_bench(guesses), as_json)


@bench.command("answers")
def bench_answers(as_json: Json = False) -> None:
    """Time an answer with SQLite's two ways to commit: of one, a power cut may cost the last."""
    from game.admin.bench.answers import bench_answers as run_bench

    _print(run_bench(Settings.from_environment()), as_json)


@bench.command("generator")
def bench_generator(as_json: Json = False) -> None:
    """Time and check the generator against OpenVINO and this machine's limits.

    Needs requirements-dev.txt.
    """
    from game.admin.bench.generator import bench_generator as run_bench

    _print(run_bench(Settings.from_environment()), as_json)


@bench.command("exits")
def bench_exits(as_json: Json = False) -> None:
    """How near the small faces are to the full ones scaled down, by the pixel and by a new CNN."""
    from game.admin.bench.exits import compare

    _print(compare(Settings.from_environment()), as_json)


@bench.command("training")
def bench_training(as_json: Json = False) -> None:
    """Time a training step beside stylegan2-torch's and a plain DCGAN's with as many weights.

    Needs requirements-dev.txt.
    """
    from game.admin.bench.training import bench_training as run_bench

    _print(run_bench(Settings.from_environment()), as_json)


@bench.command("saliency")
def bench_saliency(as_json: Json = False) -> None:
    """Whether p(fake) hangs more on what the saliency pictures show than on the rest."""
    from game.admin.bench.saliency import check_saliency

    _print(check_saliency(Settings.from_environment()), as_json)


def _print(result: Any, as_json: bool) -> None:
    """Figures as JSON, or as `name: value` lines, a blank line between rows."""
    if as_json:
        print(json.dumps(result, indent=2))
        return
    rows = result if isinstance(result, list) else [result]
    print("\n\n".join("\n".join(f"{key}: {value}" for key, value in row.items()) for row in rows))


def main() -> None:
    """Run a command; what it refuses is one sentence on standard error and exit code 1."""
    try:
        app()
    except (Refused, Unavailable) as error:
        print(f"game: {error}", file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
