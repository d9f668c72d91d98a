"""Pages and the places that hold them: what they are called, and how one finds a way to them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True)
class Entry:
    """A page: its file below `pages/`, what it is called, and one sentence of what it is."""

    path: str
    title: str
    about: str

    @property
    def address(self) -> str:
        """What stands behind the site's name; "" for the first page."""
        name = self.path.rsplit("/", 1)[-1]
        return "" if name == "play" else name


@dataclass(frozen=True)
class Place:
    """Pages that belong together, in a row of tabs; the first is where the place leads."""

    name: str
    icon: str
    pages: Sequence[Entry | Self]

    @property
    def first(self) -> Entry:
        """The page that the place opens with."""
        one = self.pages[0]
        return one if isinstance(one, Entry) else one.first


def entries(among: Sequence[Entry | Place]) -> Iterator[Entry]:
    """All pages of these, in their order."""
    for one in among:
        if isinstance(one, Entry):
            yield one
        else:
            yield from entries(one.pages)


def trail(page: Entry, among: Sequence[Entry | Place]) -> tuple[Entry | Place, ...]:
    """The way to a page: its place, what of it, the page itself; empty if none of these has it."""
    for one in among:
        if one == page:
            return (one,)
        if isinstance(one, Place) and (found := trail(page, one.pages)):
            return (one, *found)
    return ()
