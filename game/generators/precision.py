"""Whether numbers of half the length are quicker here: the processor decides."""

import torch


def fast_in_bfloat16(device: torch.device) -> bool:
    """Whether bfloat16 is multiplied by the hardware.

    GPUs have tensor cores for it, and some CPUs have AVX512-BF16. Others convert every number to
    float32 and back, at a loss.
    """
    return device.type == "cuda" or bool(torch.cpu.get_capabilities().get("avx512_bf16"))
