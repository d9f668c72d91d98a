"""P: w before the mapping network's last leaky ReLU, where w is all but normally distributed.

Wulff & Torralba 2020, "Improving Inversion and Generation Diversity in StyleGAN using a
Gaussianized Latent Space": an inverse leaky ReLU, then whitening by principal components, shows how
likely a w is. A search that stays near the middle of P stays among faces.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import torch
from torch import Tensor

from game.generators.families.mapping import to_p
from game.generators.synthesis import Generator

SAMPLES = 10_000  # latents whose p show the shape of P


@dataclass(frozen=True)
class PSpace:
    """Where the p of a generator's faces lie, as measured on SAMPLES of them.

    `mean` (w_dim); `directions` (w_dim, w_dim), a principal component each row; `deviations`
    (w_dim) along them; `spread` (w_dim), the deviation of each entry of p. Where directions vary
    alike, which of them are principal is for rounding to decide: what outlives a process goes by
    entries.
    """

    mean: Tensor
    directions: Tensor
    deviations: Tensor
    spread: Tensor

    def whitened(self, w: Tensor) -> Tensor:
        """w (…, w_dim) to coordinates (…, w_dim) that are standard normal for random faces."""
        return (to_p(w) - self.mean) @ self.directions.T / self.deviations

    def strangeness(self, w: Tensor) -> Tensor:
        """Mean squared coordinate, (…, w_dim) to (…): 0 in the middle of P, about 0.6 at random.

        Less than 1, because half of the deviations were raised.
        """
        return self.whitened(w).square().mean(dim=-1)


@lru_cache(maxsize=2)
def p_space(generator: Generator) -> PSpace:
    """Measured on the w of fixed latents, untruncated; on the generator's device."""
    z = np.concatenate([generator.latent(seed) for seed in range(SAMPLES)])
    ws = [generator.ws(part)[:, 0] for part in np.split(z, 10)]
    p = to_p(torch.from_numpy(np.concatenate(ws)).to(generator.device))
    mean = p.mean(dim=0)
    variances, columns = torch.linalg.eigh(torch.cov(p.T.double()))
    directions = columns.T.flip(0).to(p.dtype)
    deviations = variances.flip(0).clamp_min(0).sqrt().to(p.dtype)
    # Along half of the directions p hardly varies at all; as they are, those would decide alone.
    return PSpace(mean, directions, deviations.clamp_min(deviations.median()), p.std(dim=0))
