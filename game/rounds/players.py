"""Who plays: a nickname is enough, and a browser is recognised by a secret token it keeps."""

import hashlib
import re
import secrets
import unicodedata

from game.common.errors import Refused
from game.common.language import say
from game.common.vocabulary import PEOPLE, Kind
from game.store import player_queries, review_queries, round_queries
from game.store.engine import Session
from game.store.sql import add_unless_there
from game.store.tables import Player

NICKNAME_LENGTH = 24
_SIGNS = set(" -'’.!")
_JOINER, _AS_EMOJI = "\N{ZERO WIDTH JOINER}", "\N{VARIATION SELECTOR-16}"
_SKIN_TONES = "".join(map(chr, range(0x1F3FB, 0x1F400)))
# The flags of England, Scotland and Wales: a flag, then letters and an end that are not shown.
_FLAG, _TAGS = "\N{WAVING BLACK FLAG}", "".join(map(chr, range(0xE0061, 0xE0080)))
_TAGGED_FLAG = re.compile(f"{_FLAG}[{_TAGS[:-5]}]{{4,6}}{_TAGS[-1]}")


def clean_nickname(text: str) -> str:
    """The nickname as it is stored. Raises Refused with what to do about it.

    Only letters, digits, emoji and a few signs: what is stored can then be shown anywhere without
    becoming markup.
    """
    begun = text[: 10 * NICKNAME_LENGTH]  # more is not worth normalising
    name = " ".join(unicodedata.normalize("NFC", begun).split())
    if not name:
        raise Refused(say("Type a nickname first. Any name will do; it need not be yours."))
    if len(name) > NICKNAME_LENGTH:
        raise Refused(
            say(
                "A nickname has at most {n} characters; an emoji can be several.",
                n=NICKNAME_LENGTH,
            )
        )
    told = _TAGGED_FLAG.sub(_FLAG, name)
    if not all(map(_allowed, f" {told}", told, f"{told[1:]} ")):
        raise Refused(say("A nickname can have letters, digits, spaces, emoji and - ' . ! only."))
    return name


def shortened(nickname: str, length: int) -> str:
    """The beginning of a nickname, without what would join the emoji at its end to another."""
    return nickname[:length].rstrip(f" {_JOINER}{_TAGS}")


def _allowed(before: str, sign: str, after: str) -> bool:
    """Whether a sign may stand between these two; what joins emoji, only in an emoji."""
    kind = unicodedata.category(sign)
    if sign == _JOINER:
        emoji_before = before == _AS_EMOJI or unicodedata.category(before) in ("So", "Sk")
        return emoji_before and unicodedata.category(after) == "So"
    if sign in _SKIN_TONES:
        return unicodedata.category(before) == "So"
    return sign in _SIGNS or kind[0] in "LMN" or kind == "So"


def join(
    session: Session,
    nickname: str,
    room_id: int | None = None,
    team: int | None = None,
    kind: Kind = Kind.HUMAN,
) -> tuple[Player, str]:
    """A new person and the secret token for the browser; the store keeps only its hash.

    With `room_id` they are a player of that room alone; a VISITOR has a nickname that others made
    up. Raises Refused where players are made up.
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
        kind=kind,
        nickname=clean_nickname(nickname),
        identity_sha256=identity(token),
        room_id=room_id,
        team=team,
    )
    session.add(player)
    session.flush()
    return player, token


def renew(player: Player) -> str:
    """Another token for a player whose browser may have lost theirs, which no longer holds."""
    token = secrets.token_urlsafe(24)
    player.identity_sha256 = identity(token)
    return token


def recognise(session: Session, token: str, room_id: int | None = None) -> Player:
    """The person whose browser holds this token, outside rooms or in this one.

    Raises Refused if nobody's does.
    """
    player = session.scalar(player_queries.by_identity(identity(token)))
    if player is None or player.kind not in PEOPLE or player.room_id != room_id:
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
    found = player_queries.by_identity(checkpoint_sha256)
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
    if player is None or player.kind not in PEOPLE:
        raise Refused(say("There is no such player to delete."))
    session.delete(player)
    session.flush()
    for round_ in session.scalars(round_queries.empty()):
        session.delete(round_)


def identity(token: str) -> str:
    """What is stored of a token, which only its browser knows."""
    return hashlib.sha256(token.encode()).hexdigest()
