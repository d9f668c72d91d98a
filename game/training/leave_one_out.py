"""Do detectors travel? The patch detector, trained without a generator, measured on that one."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from game.common.settings import Settings
from game.discriminators.patch_detector import PatchJudge
from game.generators.weights import write_weights
from game.training.faces import load_part, load_parts, sources
from game.training.fitting import Parts, fit_patch_detector
from game.training.measuring import measure, p_fake


def leave_one_out(settings: Settings) -> list[dict[str, Any]]:
    """Rows {judge, generator, stage} with what `measure` finds.

    One training for each generator, all of whose stages are kept from it; the rows are about them.
    """
    found = sources(settings)
    fit, validation = (load_parts(found, part, settings) for part in ("fit", "validation"))
    rows = []
    for unseen in fit:
        judge = _trained(_without(unseen, fit), _without(unseen, validation))
        for source in found:
            if source.generator != unseen:
                continue
            part = load_part(source, "held_out", settings)
            measured = measure(p_fake(judge, part.reals), p_fake(judge, part.fakes))
            told = {"judge": judge.name, "generator": unseen, "stage": source.stage}
            rows.append(told | measured)
    return rows


def _without(generator: str, parts: Parts) -> Parts:
    return {name: stages for name, stages in parts.items() if name != generator}


def _trained(fit: Parts, validation: Parts) -> PatchJudge:
    with TemporaryDirectory() as folder:
        weights = Path(folder) / "judge.safetensors"
        write_weights(weights, fit_patch_detector(fit, validation))
        return PatchJudge.load(weights)
