"""The tables of docs/judges.md and the figures of the judges' cards, out of models/*.json."""

import json
import re
from collections.abc import Iterable, Sequence
from statistics import fmean
from typing import Any

from game.common.settings import ROOT, Settings
from game.discriminators import known
from game.discriminators.verdict import JURY
from game.faces.decks.deck import DECK
from game.training.cameras import LONDON
from game.training.faces import DEALT

Row = dict[str, Any]
DOCUMENT = ROOT / "docs" / "judges.md"
BLOCK = re.compile(r"(<!-- table: ([a-z ]+) -->\n).*?(<!-- end -->)", re.DOTALL)
CAMERAS = {DECK: "CelebA"}
NAMES = list(known.NAMES.values())
HARDEST = {
    ("jpeg", 30): "JPEG quality 30",
    ("blur", 2.0): "blur of 2 pixels",
    ("resize", 0.25): "reduced to a quarter",
    ("noise", 10): "noise of 10 steps",
}


def write_tables(settings: Settings) -> None:
    """Bring the document and the cards to what models/*.json say."""
    DOCUMENT.write_text(with_tables(DOCUMENT.read_text(), settings))
    for name, row in figures(settings).items():
        card = settings.models / f"{name}.md"
        card.write_text(with_figures(card.read_text(), row))


def with_tables(document: str, settings: Settings) -> str:
    """The document with the table after each line `<!-- table: NAME -->` made anew."""
    rows = _read("evaluation", settings)
    made = {
        "judges": _judges(rows),
        "generators": _generators(rows),
        "cameras": _cameras(rows),
        "jury": _jury(rows),
        "ingredients": _ingredients(_read("ablation", settings)),
        "left out": _left_out(_read("leave-one-out", settings)),
    }
    return BLOCK.sub(lambda found: f"{found[1]}\n{made[found[2]]}\n\n{found[3]}", document)


def figures(settings: Settings) -> dict[str, Row]:
    """By the name of a judge's card, its row on the game's own pairs."""
    rows = {row["judge"]: row for row in _read("evaluation", settings) if _own_pairs(row)}
    names = {name: file for file, name in known.NAMES.items()}
    return {names[judge]: row for judge, row in rows.items() if judge in names}


def with_figures(card: str, row: Row) -> str:
    """The card with the table after its line `## Figures` made anew. Raises ValueError if it has
    no such line.
    """
    head, line, _ = card.partition("## Figures\n")
    if not line:
        raise ValueError("The card has no line '## Figures' under which its figures could stand.")
    shown = {name: value for name, value in row.items() if isinstance(value, int | float)}
    del shown["masked"], shown["strength"]
    cells = [[name, f"{v:.3f}" if isinstance(v, float) else v] for name, v in shown.items()]
    return f"{head}{line}\n{_table(['measure', 'value'], cells)}\n"


def _judges(rows: Sequence[Row]) -> str:
    """Each judge on the game's own pairs."""
    head = ["judge", "AUC (95 %)", "photos right", "fakes right", "ECE", "Brier", "faces", "ms"]
    return _table(
        head,
        (
            [
                row["judge"],
                f"{row['auc']:.3f} ({row['auc_low']:.3f} to {row['auc_high']:.3f})",
                f"{row['accuracy_real']:.2f}",
                f"{row['accuracy_fake']:.2f}",
                f"{row['ece']:.3f}",
                f"{row['brier']:.3f}",
                f"{row['n_real']} + {row['n_fake']}",
                "–" if row["ms_per_face"] is None else f"{row['ms_per_face']:.1f}",
            ]
            for row in rows
            if _own_pairs(row)
        ),
    )


def _generators(rows: Sequence[Row]) -> str:
    """AUC beside the deck's photos: a line a generator and stage, then one a disturbance."""
    aucs: dict[str, dict[str, float]] = {}
    for row in rows:
        disturbance = HARDEST.get((row["disturbance"], row["strength"]))
        if row["camera"] != DECK or row["masked"]:
            continue
        if row["disturbance"] == "none":
            line = ", ".join(filter(None, (row["generator"], row["stage"])))
        elif disturbance:
            line = f"as dealt, {disturbance}"
        else:
            continue
        aucs.setdefault(line, {})[row["judge"]] = row["auc"]
    changed = [line for line in aucs if line.startswith("as dealt")]
    lines = [line for line in aucs if line not in changed] + changed
    cells = [[line, *(_two(aucs[line].get(name)) for name in (*NAMES, JURY))] for line in lines]
    return _table(["AUC on", *NAMES, JURY], cells)


def _cameras(rows: Sequence[Row]) -> str:
    """AUC of every camera beside every generator; of stages that stand beside one alone, none."""
    aucs: dict[tuple[str, ...], dict[str, float]] = {}
    for row in rows:
        if row["disturbance"] == "none":
            face = "face alone" if row["masked"] else "whole"
            line = (_camera(row), row["generator"], row["stage"], face)
            aucs.setdefault(line, {})[row["judge"]] = row["auc"]
    everywhere = {line[1:3] for line in aucs if line[0] != _camera({"camera": DECK})}
    cells = [
        [line[0], ", ".join(filter(None, line[1:3])), line[3]]
        + [_two(aucs[line].get(name)) for name in (*NAMES, JURY)]
        for line in sorted(aucs, key=lambda line: (line[3] != "whole", line[0]))
        if line[1:3] in everywhere
    ]
    return _table(["photos", "fakes", "", *NAMES, JURY], cells)


def _jury(rows: Sequence[Row]) -> str:
    """What its verdict is worth, row by row."""
    head = ["photos", "fakes", "", "AUC", "photos called fake", "fakes found", "ECE", "unknown"]
    return _table(
        head,
        (
            [
                _camera(row),
                ", ".join(filter(None, (row["generator"], row["stage"]))),
                "face alone" if row["masked"] else "whole",
                _two(row["auc"]),
                _share(1 - row["accuracy_real"]),
                _share(row["accuracy_fake"]),
                _two(row["ece"]),
                f"{_share(row['unknown_real'])}, {_share(row['unknown_fake'])}",
            ]
            for row in rows
            if row["judge"] == JURY and row["disturbance"] == "none"
        ),
    )


def _ingredients(rows: Sequence[Row]) -> str:
    """What the CLIP probe is without each: AUC on what tells most, and false alarms in London."""
    shown = {
        (DECK, DEALT.stage, False): "CelebA, as dealt",
        (LONDON, DEALT.stage, False): "London, as dealt",
        (DECK, "", False): "CelebA, Stable Diffusion 3",
        (LONDON, "", False): "London, Stable Diffusion 3",
        (LONDON, "", True): "London, Stable Diffusion 3, face alone",
    }
    lines: dict[str, dict[str, str]] = {}
    for row in rows:
        column = shown.get((row["camera"], row["stage"], row["masked"]))
        if column is None or row["left_out"].startswith("generator "):
            continue
        line = lines.setdefault(row["left_out"], {})
        line[column] = _two(row["auc"])
        if row["camera"] == LONDON and not row["masked"]:
            line["false alarms, London"] = _share(1 - row["accuracy_real"])
    columns = [*shown.values(), "false alarms, London"]
    cells = [[name, *(line[column] for column in columns)] for name, line in lines.items()]
    return _table(["left out", *columns], cells)


def _left_out(rows: Sequence[Row]) -> str:
    """AUC on the fakes of a generator that was kept from each judge, and the mean."""
    names = list(dict.fromkeys(row["judge"] for row in rows))
    aucs: dict[str, dict[str, float]] = {}
    for row in rows:
        line = ", ".join(filter(None, (row["generator"], row["stage"])))
        aucs.setdefault(line, {})[row["judge"]] = row["auc"]
    means = {name: fmean(line[name] for line in aucs.values()) for name in names}
    cells = [
        [line, *(_two(of[name]) for name in names)] for line, of in [*aucs.items(), ("mean", means)]
    ]
    return _table(["fakes", *names], cells)


def _own_pairs(row: Row) -> bool:
    about = (row["camera"], row["stage"], row["masked"], row["disturbance"])
    return about == (DECK, DEALT.stage, False, "none")


def _camera(row: Row) -> str:
    return CAMERAS.get(row["camera"], row["camera"].title())


def _two(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _share(value: float) -> str:
    return f"{100 * value:.0f} %"


def _table(head: Sequence[str], lines: Iterable[Sequence[object]]) -> str:
    cells = [head, ["---"] * len(head), *lines]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in cells)


def _read(name: str, settings: Settings) -> list[Row]:
    rows: list[Row] = json.loads((settings.models / f"{name}.json").read_text())
    return rows
