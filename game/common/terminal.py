"""What commands write: figures as JSON or as lines for people, and progress bars."""

import json
from functools import partial
from typing import Annotated, Any

import typer
from tqdm import tqdm

Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")]

# None: only where stderr is a terminal, since a log would get a line a step.
progress_bar = partial(tqdm, disable=None)


def print_figures(result: Any, as_json: bool) -> None:
    """Figures as JSON, or as `name: value` lines, a blank line between rows."""
    if as_json:
        print(json.dumps(result, indent=2))
        return
    rows = result if isinstance(result, list) else [result]
    print("\n\n".join("\n".join(f"{key}: {value}" for key, value in row.items()) for row in rows))
