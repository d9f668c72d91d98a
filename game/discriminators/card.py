"""A judge's model card: what is said of it, before the figures that training puts under it."""

import re


def paragraphs(card: str) -> list[str]:
    """The heading, paragraphs and list items before "## Figures", a line each."""
    prose, _, _ = card.partition("## Figures")
    return [" ".join(part.split()) for part in re.split(r"\n(?=\n|- )", prose.strip())]
