"""The commands about generators: a face, many faces, one more generator."""

from pathlib import Path
from typing import Annotated

import typer

from game.common.recipe import GENERATOR, TRUNCATION_PSI
from game.common.settings import Settings

generators = typer.Typer()

Psi = Annotated[
    float, typer.Option(help="0: the mean face; 0.7: as in the game; 1: no truncation.")
]
Size = Annotated[int, typer.Option(help="Pixels: 128, 256, 512 or 1024 for the game's generator.")]
Zoo = Annotated[str, typer.Option(help="A generator of the zoo.")]


@generators.command()
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
    from game.generators.manifest import licence
    from game.generators.zoo import load_generator

    settings = Settings.from_environment()
    zoo = load_generator(generator, settings)
    write_face(zoo, zoo.recipe(seed, psi, size), licence(generator, settings), out)
    typer.echo(out)


@generators.command()
def dataset(
    *,
    n: Annotated[int, typer.Option("--n", min=1, help="How many faces.")],
    out: Annotated[Path, typer.Option(help="A folder, empty or begun by the same command.")],
    size: Size = 256,
    psi: Psi = TRUNCATION_PSI,
    first_seed: Annotated[int, typer.Option(help="The seeds count up from here.")] = 0,
    generator: Zoo = GENERATOR,
    style: Annotated[
        str | None, typer.Option(help="A deck with a style of its own, or a style by its name.")
    ] = None,
) -> None:
    """Make a folder of generated faces with a manifest; cut short, it goes on where it was."""
    from game.generators.face_files import write_dataset
    from game.generators.manifest import licence
    from game.generators.style import load_style, the_style
    from game.generators.zoo import load_generator

    settings = Settings.from_environment()
    zoo, of_weights = load_generator(generator, settings), licence(generator, settings)
    named = None if style is None else the_style(style, settings)
    seeds = range(first_seed, first_seed + n)
    recipes = [zoo.recipe(seed, psi, size, style=named) for seed in seeds]
    if named is not None:
        of_weights = load_style(named, settings).with_weights(of_weights)
    made = write_dataset(zoo, recipes, of_weights, out)
    typer.echo(f"{out}: {n} faces, {made} of them made now")


@generators.command("add-generator")
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
