"""A run's log: as it is read back, and as it is shipped beside the run's stages."""

import json
from pathlib import Path

from game.common.errors import Refused
from game.common.files import whole
from game.training.gan.loop import METRICS

SHIPPED = ("images", "loss_generator", "loss_critic", "critic_real", "critic_fake", "r_t")
MOST_ROWS = 200

Row = dict[str, float]


def read_log(run: Path) -> list[Row]:
    """The lines of a run's log so far; none if it has not begun."""
    log = run / METRICS
    if not log.exists():
        return []
    # What follows the last line break is a line that is being written.
    return [json.loads(line) for line in log.read_text().split("\n")[:-1]]


def thinned(rows: list[Row]) -> list[Row]:
    """At most MOST_ROWS rows of what is shipped: means over as many neighbours as that takes."""
    many = max(1, -(-len(rows) // MOST_ROWS))
    groups = [rows[i : i + many] for i in range(0, len(rows), many)]
    return [
        {key: round(sum(row[key] for row in group) / len(group), 4) for key in SHIPPED}
        for group in groups
    ]


def ship_log(run: Path, family: Path) -> Path:
    """Write a run's log, thinned, to metrics.json in the folder of its family in models/.

    Raises Refused if the run has no log.
    """
    rows = read_log(run)
    if not rows:
        raise Refused(f"{run} has no log of a training run.")
    file = family / "metrics.json"
    with whole(file) as opened:
        opened.write(json.dumps(thinned(rows)).encode())
    return file
