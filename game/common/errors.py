"""What the game says no to, and what it cannot do.

The text of each is a sentence meant for a person: a page shows it, a command prints it.
"""


class Refused(Exception):
    """A request that the rules do not allow: one sentence for the person who asked."""


class Unavailable(Exception):
    """Something the game needs is missing or broken: one sentence that says what to do."""
