"""Every cue that the audit tries, by the name that its rows have."""

from collections.abc import Callable, Sequence

import numpy as np

from game.admin.audit import container_cues as container
from game.admin.audit import content_cues as content
from game.admin.audit.look import Look
from game.faces.content import BACKGROUND, COLOURS, FEATURES

Cue = Callable[[Look], Sequence[float] | np.ndarray]

# `container` cues are about the file and the frame, `content` cues about what the picture shows.
CUES: dict[str, tuple[str, Cue]] = {
    "encoded size": ("container", container.encoded_size),
    "picture size": ("container", container.picture_size),
    "colour mode": ("container", container.colour_mode),
    "border": ("container", container.border),
    "JPEG block grid": ("container", container.block_grid),
    "JPEG block grid, calibrated": ("container", container.calibrated_block_grid),
    "JPEG tables": ("container", container.jpeg_tables),
    # The same two traces with what the picture's content adds to them.
    "JPEG block grid, all phases": ("content", container.block_phases),
    "JPEG tables, not calibrated": ("content", container.off_steps),
    "mean colour": ("content", content.content(*COLOURS)),
    "spread of brightness": ("content", content.content("contrast")),
    "mean saturation": ("content", content.content("saturation")),
    "spread of saturation": ("content", content.content("spread of saturation")),
    "sharpness": ("content", content.content("sharpness")),
    "pose": ("content", content.content("yaw", "pitch", "roll")),
    "smile": ("content", content.content("mouth width", "mouth contrast")),
    "background": ("content", content.content(*BACKGROUND)),
    "all that is matched, together": ("content", content.content(*FEATURES)),
    "thumbnail": ("content", content.thumbnail),
    "thumbnail, grey": ("content", content.grey_thumbnail),
}
