"""The distance to photos as a network sees it that has taught no generator.

A projected critic looks through the ResNet whose features the KID-like distance is taken in: its
generator has learned what that network sees, and may be nearer to photos there than it is. The
face detector's last network (O-Net of MTCNN, whose job is to find eyes, nose and mouth) has never
had a say.
"""

import numpy as np
import torch
from PIL import Image

from game.common.settings import Settings
from game.discriminators.network_judge import as_input
from game.faces.detector.mtcnn import Detector, load_detector
from game.scoring.kernel_distance import kernel_distance

SIDE = 48  # pixels of a face as O-Net sees it
BATCH = 64


class SecondNetwork:
    """O-Net, and photos in its features, which are scaled so that those of `fit` deviate by 1.

    Of themselves they deviate by a tenth, and the kernel of the distance would see nothing.
    Raises Unavailable if set-up has not been run.
    """

    def __init__(self, fit: np.ndarray, validation: np.ndarray, settings: Settings) -> None:
        """Photos, uint8 (n, side, side, 3)."""
        self._detector = load_detector(settings)
        learned_from = features(self._detector, fit)
        self._mean, self._deviation = learned_from.mean(axis=0), float(learned_from.std())
        self._photos = self._scaled(validation)

    def distance(self, faces: np.ndarray) -> tuple[float, float]:
        """MMD² of faces, uint8 (n, side, side, 3), from the validation photos; standard error."""
        return kernel_distance(self._scaled(faces), self._photos)

    def _scaled(self, faces: np.ndarray) -> np.ndarray:
        scaled: np.ndarray = (features(self._detector, faces) - self._mean) / self._deviation
        return scaled


@torch.inference_mode()
def features(detector: Detector, faces: np.ndarray) -> np.ndarray:
    """Faces that fill their pictures, uint8 (n, side, side, 3), to float32 (n, 256)."""
    small = np.stack(
        [
            np.asarray(Image.fromarray(face).resize((SIDE, SIDE), Image.Resampling.BILINEAR))
            for face in faces
        ]
    )
    batches = [small[i : i + BATCH] for i in range(0, len(small), BATCH)]
    return np.concatenate([detector.o_net.features(as_input(b)).numpy() for b in batches])
