"""The embeddings of all groups, made once and kept.

Embedding takes minutes, fitting a weighted sum of embeddings less than a second: whoever wants to
see what a head forgets without one generator, or without one camera, fits another.
"""

import hashlib
import json
from dataclasses import asdict
from pathlib import Path

import numpy as np
from safetensors.numpy import save

from game.common.files import whole
from game.common.settings import Settings
from game.common.terminal import progress_bar
from game.discriminators.clip.known_faces import FILE, read_known
from game.discriminators.clip.probe import embeddings
from game.discriminators.clip.tower import ClipTower, load_tower
from game.training.groups import Group, Pictures, groups

BATCH = 8

Embedded = dict[Group, np.ndarray]  # float32 (n, 512) each, of length one


def embed_all(settings: Settings) -> Embedded:
    """Embed all groups and keep them in models/; cut short, the same call goes on."""
    tower = load_tower(settings)
    bar = progress_bar(list(groups(settings)), "groups", unit="group")
    made = {group: _embedded(group, pictures, tower, settings.home) for group, pictures in bar}
    arrays = {str(n): rows.astype(np.float16) for n, rows in enumerate(made.values())}
    about = {"groups": json.dumps([asdict(group) for group in made])}
    with whole(settings.models / FILE) as file:
        file.write(save(arrays, about))
    return made


def load_embedded(settings: Settings) -> Embedded:
    """What `embed_all` has kept. Raises Unavailable if the file is missing."""
    return {Group(**about): rows for about, rows in read_known(settings)}


def _embedded(group: Group, pictures: Pictures, tower: ClipTower, home: Path) -> np.ndarray:
    """A group's embeddings, made once; the file is named by all that is known of the group."""
    kept = home / "embedded" / f"{hashlib.sha256(repr(group).encode()).hexdigest()[:16]}.npy"
    if not kept.exists():
        faces = pictures()
        batches = (faces[i : i + BATCH] for i in range(0, len(faces), BATCH))
        with whole(kept) as file:
            np.save(file, np.concatenate([embeddings(tower, batch) for batch in batches]))
    rows: np.ndarray = np.load(kept)
    return rows
