"""The commands that train and measure networks."""

from pathlib import Path
from typing import Annotated

import typer

from game.common.recipe import NoiseMode
from game.common.settings import Settings
from game.common.terminal import Json, print_figures

training = typer.Typer()


@training.command()
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


@training.command("measure-stages")
def measure_stages(
    run: Annotated[
        Path,
        typer.Argument(help="The folder of a run on the deck's photos, or of a family in models/."),
    ],
    *,
    stage: Annotated[
        list[int] | None, typer.Option(help="A stage's number; once for each, or all.")
    ] = None,
    without_noise: Annotated[
        bool, typer.Option("--without-noise", help="Leave a style-based network's noise out.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Measure a run's stages: KID-like distance to photos, diversity, and whether it copies."""
    from game.training.gan.measures import measure_stages as measure

    noise_mode: NoiseMode = "none" if without_noise else "const"
    rows = measure(run, Settings.from_environment(), stage, noise_mode=noise_mode)
    print_figures(rows, as_json)


@training.command()
def ship(
    config: Annotated[Path, typer.Argument(help="What was trained: a file of assets/training.")],
    run: Annotated[Path, typer.Argument(help="The folder of that run.")],
    stage: Annotated[list[int], typer.Option(help="A stage's number; once for each.")],
    critic: Annotated[int | None, typer.Option(help="The stage whose critic goes along.")] = None,
) -> None:
    """Put stages of a run into models/ with faces, log and measures; the zoo then has them."""
    from game.training.gan.shipping import ship as run_ship

    typer.echo(run_ship(config, run, stage, critic, Settings.from_environment()))


@training.command()
def duel(
    config: Annotated[Path, typer.Argument(help="What was trained: a file of assets/training.")],
    run: Annotated[Path, typer.Argument(help="The folder of that run.")],
    as_json: Json = False,
) -> None:
    """Let the critic of every stage judge the generator of every stage."""
    from game.training.gan.duel import duel as run_duel

    print_figures(run_duel(config, run, Settings.from_environment()), as_json)


@training.command("train-encoder")
def train_encoder(
    faces: Annotated[int, typer.Option(min=100, help="Faces of the generator to fit to.")] = 6000,
    as_json: Json = False,
) -> None:
    """Fit the encoder, a start for searches that `bench project` measures; writes models/."""
    from game.training.encoder import train_encoder as train

    print_figures(train(faces, Settings.from_environment()), as_json)


@training.command("search-sheet")
def search_sheet(
    out: Annotated[Path, typer.Option(help="Where to write the JPEG.")],
) -> None:
    """Search for two generated faces in all ways of the Lab, and put what was found on a sheet."""
    from game.training.search_sheet import make_sheet

    typer.echo(make_sheet(out, Settings.from_environment()))


@training.command("train-judge")
def train_judge(
    name: Annotated[
        str,
        typer.Argument(help="What its weights in models/ are called, such as small-cnn."),
    ],
    as_json: Json = False,
) -> None:
    """Train a judge on the deck's train photos and new fakes; writes models/NAME.safetensors."""
    from game.training.judges import train

    print_figures(train(name, Settings.from_environment()), as_json)


@training.command()
def evaluate(
    *,
    quick: Annotated[bool, typer.Option("--quick", help="A minute's worth.")] = False,
    write: Annotated[
        bool,
        typer.Option(
            "--write", help="Measure what models/evaluation.json lacks; write it, tables, cards."
        ),
    ] = False,
    as_json: Json = False,
) -> None:
    """Measure every judge: generators, stages, cameras; under JPEG, blur, resize and noise."""
    from game.training.evaluation import bring_up_to_date
    from game.training.evaluation import evaluate as run_evaluation

    settings = Settings.from_environment()
    if write:
        typer.echo(bring_up_to_date(settings))
    else:
        print_figures(run_evaluation(settings, quick=quick), as_json)


@training.command()
def ablate(as_json: Json = False) -> None:
    """Fit the CLIP probe without each ingredient and each generator, and measure what is lost."""
    from game.training.probe import ablate as run

    print_figures(run(Settings.from_environment()), as_json)


@training.command("leave-one-out")
def leave_one_out(as_json: Json = False) -> None:
    """Train the patch detector without each generator in turn and measure it on that one."""
    from game.training.leave_one_out import leave_one_out as run

    print_figures(run(Settings.from_environment()), as_json)


@training.command("distil-exits")
def distil_exits() -> None:
    """Fit the generator's early exits anew (about an hour); writes models/…-exits.safetensors."""
    from game.training.early_exits import distil_for_zoo

    typer.echo(distil_for_zoo(Settings.from_environment()))
