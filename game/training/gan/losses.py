"""What both networks want, as numbers: non-saturating losses, R1, and the generator's average."""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

R1_INTERVAL = 16  # steps: "lazy regularisation", Karras et al. 2020, appendix B
EMA_RAMPUP = 0.05  # share of the images seen so far that the half-life may not exceed


def critic_loss(real: Tensor, fake: Tensor) -> Tensor:
    """Mean of -log D(real) - log(1 - D(fake)) from logits (N,) (Goodfellow et al. 2014, eq. 1)."""
    return F.softplus(-real).mean() + F.softplus(fake).mean()


def generator_loss(fake: Tensor) -> Tensor:
    """Mean of -log D(fake) from logits (N,): the non-saturating form (ibid., section 3)."""
    return F.softplus(-fake).mean()


def hinge_critic_loss(real: Tensor, fake: Tensor) -> Tensor:
    """Mean of max(0, 1 - real) + max(0, 1 + fake) from logits of any shape (Lim & Ye 2017).

    What is sure enough pulls no more.
    """
    return F.relu(1 - real).mean() + F.relu(1 + fake).mean()


def hinge_generator_loss(fake: Tensor) -> Tensor:
    """Mean of the negated logits of fakes (ibid.)."""
    return -fake.mean()


def r1_penalty(critic: nn.Module, images: Tensor) -> Tensor:
    """Mean squared length of the critic's gradient at photos (Mescheder et al. 2018, eq. 9).

    The loss takes gamma / 2 of it.
    """
    images = images.detach().requires_grad_(True)
    (gradient,) = torch.autograd.grad(critic(images).sum(), images, create_graph=True)
    return gradient.square().sum(dim=(1, 2, 3)).mean()


def ema_decay(batch: int, seen: int, half_life: int) -> float:
    """The weight of the old average in a step: half of it is gone after `half_life` images.

    At the start, when little was seen, it forgets faster (Karras et al. 2020, released code).
    """
    images = min(half_life, EMA_RAMPUP * seen)
    return 0.5 ** (batch / images) if images else 0.0


@torch.no_grad()
def update_average(average: nn.Module, network: nn.Module, decay: float) -> None:
    """average = decay * average + (1 - decay) * network, of weights and buffers; counters copied.

    The statistics of batch normalisation are averaged too, since they belong to the weights.
    """
    now = network.state_dict()
    for name, tensor in average.state_dict().items():
        if tensor.is_floating_point():
            tensor.lerp_(now[name], 1 - decay)
        else:
            tensor.copy_(now[name])
