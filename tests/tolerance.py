"""How near two ways of the same arithmetic come, on whatever processor they run."""

import numpy as np
import torch
from torch import Tensor

# Instruction sets and numbers of threads add the same numbers in another order, which moves a sum
# of n by some √n roundings, and every layer passes that on. The longest sums here have 512 * 9
# terms and the deepest networks some twenty layers: √4608 * √20 is 300. A wrong formula is off by
# a thousand times more.
ROUNDINGS = 1024


def assert_same(ours: Tensor | np.ndarray, theirs: Tensor | np.ndarray) -> None:
    """Equal but for rounding, which goes by the largest value: large ones add up to small ones."""
    one, other = torch.as_tensor(ours).detach(), torch.as_tensor(theirs).detach()
    reach = max(float(other.abs().max()), torch.finfo(other.dtype).tiny)
    within = ROUNDINGS * torch.finfo(other.dtype).eps * reach
    torch.testing.assert_close(one, other, rtol=0, atol=within)
