"""What the game says no to, and what it cannot do; the text of each is meant for a person."""


class Refused(Exception):
    """A request that the rules do not allow: one sentence for the person who asked."""


class Unavailable(Exception):
    """Something the game needs is missing or broken: one sentence that says what to do."""
