"""The game's own words for what is chosen and stored: who judges, what is asked, which mode."""

import enum


class Kind(enum.StrEnum):
    """Who judges: a person, one without a name yet, or a network; nobody, where it is made up."""

    HUMAN = "human"
    VISITOR = "visitor"
    MODEL = "model"
    SIMULATED = "simulated"


PEOPLE = (Kind.HUMAN, Kind.VISITOR)


class Design(enum.StrEnum):
    """What a trial asks: which of two, is this one, which one of several?"""

    TWO_AFC = "TWO_AFC"
    YES_NO = "YES_NO"
    ODD_ONE_OUT = "ODD_ONE_OUT"


class Target(enum.StrEnum):
    """Which face is asked for."""

    REAL = "real"
    FAKE = "fake"


class Mode(enum.StrEnum):
    """What a round is played for.

    A score on ten trials; how far up the stages one holds out; how many before three lives are
    gone; the same ten for everybody today; a class; what a course has taught; a published study;
    ten of which the player should get seven right.
    """

    ROUND = "round"
    CLIMB = "climb"
    ATTACK = "attack"
    DAILY = "daily"
    ROOM = "room"
    TEST = "test"
    EXPERIMENT = "experiment"
    LEVEL = "level"


class Pace(enum.StrEnum):
    """Who decides when a room goes on: its host for all, or everybody for themselves."""

    HOST = "host"
    SELF = "self"


class Ranking(enum.StrEnum):
    """Who sees how the players of a room rank, and when.

    Everybody after each reveal; everybody at the end; each player their own place alone; nobody.
    """

    ALWAYS = "always"
    END = "end"
    OWN = "own"
    HIDDEN = "hidden"


class RoomPhase(enum.StrEnum):
    """Where a room stands. A self-paced one is at ASK from its start to its end."""

    LOBBY = "lobby"
    ASK = "ask"
    REVEAL = "reveal"
    ENDED = "ended"
