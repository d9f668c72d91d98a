"""Who plays: a nickname is enough, and a browser is recognised by a secret token it keeps."""

import hashlib
import secrets
import unicodedata

from game.language import say
from game.refusal import Refused
from game.store import queries, review_queries
from game.store.engine import Session
from game.store.sql import add_unless_there
from game.store.tables import Kind, Player

NICKNAME_LENGTH = 24
_SIGNS = set(" -'’.!")


def clean_nickname(text: str) -> str:
    """The nickname as it is stored. Raises Refused with what to do about it.

    Only letters, digits, emoji and a few signs: what is stored can then be shown anywhere without
    becoming markup.
    """
    if len(text) > 10 * NICKNAME_LENGTH:  # not worth normalising
        raise Refused(
            say(
                "A nickname has at most {n} characters.",
                n=NICKNAME_LENGTH,
            )
        )
    name = " ".join(unicodedata.normalize("NFC", text).split())
    if not name:
        raise Refused(say("Type a nickname first. Any name will do; it need not be yours."))
    if len(name) > NICKNAME_LENGTH:
        raise Refused(
            say(
                "A nickname has at most {n} characters.",
                n=NICKNAME_LENGTH,
            )
        )
    if not all(
        sign in _SIGNS
        or unicodedata.category(sign)[0] in "LMN"
        or unicodedata.category(sign) == "So"
        for sign in name
    ):
        raise Refused(say("A nickname can have letters, digits, spaces, emoji and - ' . ! only."))
    return name


def join(
    session: Session, nickname: str, room_id: int | None = None, team: int | None = None
) -> tuple[Player, str]:
    """A new person and the secret token for the browser; the store keeps only its hash.

    With `room_id` they are a player of that room alone. Raises Refused where players are made up.
    """
    if session.scalar(review_queries.simulated()) is not None:
        raise Refused(
            say(
                "This store holds simulated players; start the game with another DATABASE_URL to "
                "play."
            )
        )
    token = secrets.token_urlsafe(24)
    player = Player(
        kind=Kind.HUMAN,
        nickname=clean_nickname(nickname),
        identity_sha256=identity(token),
        room_id=room_id,
        team=team,
    )
    session.add(player)
    session.flush()
    return player, token


def recognise(session: Session, token: str, room_id: int | None = None) -> Player:
    """The person whose browser holds this token, outside rooms or in this one.

    Raises Refused if nobody's does.
    """
    player = session.scalar(queries.player_by_identity(identity(token)))
    if player is None or player.kind is not Kind.HUMAN or player.room_id != room_id:
        raise Refused(
            say(
                "This browser has played before, but its player is no longer in the store. "
                "Pick a nickname to start again."
            )
        )
    return player


def enlist(session: Session, name: str, checkpoint_sha256: str) -> Player:
    """The network with these weights as a player; retrained weights are another player.

    Several servers may enlist it at once: it becomes one player.
    """
    found = queries.player_by_identity(checkpoint_sha256)
    player = session.scalar(found)
    if player is None:
        add_unless_there(
            session, Player, kind=Kind.MODEL, nickname=name, identity_sha256=checkpoint_sha256
        )
        player = session.scalars(found).one()
    return player


def forget(session: Session, player_id: int) -> None:
    """Delete a person with every round, trial and guess of theirs."""
    player = session.get(Player, player_id)
    if player is None or player.kind is not Kind.HUMAN:
        raise Refused(say("There is no such player to delete."))
    session.delete(player)
    session.flush()
    for round_ in session.scalars(queries.empty_rounds()):
        session.delete(round_)


def identity(token: str) -> str:
    """What is stored of a token, which only its browser knows."""
    return hashlib.sha256(token.encode()).hexdigest()
