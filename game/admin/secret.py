"""The host's secret: what opens the pages that change what everybody here plays with."""

import hmac

from game.common.limiter import Limiter, Origin
from game.common.settings import Settings


def admits(settings: Settings, typed: str, wrong: Limiter, origin: Origin) -> bool:
    """Whether this is the secret that the server was started with; without one nobody is admitted.

    Raises Refused if too many from there were `wrong` before.
    """
    if not settings.admin_secret:
        return False
    wrong.check(origin)
    secret = settings.admin_secret.encode(errors="surrogateescape")
    if hmac.compare_digest(secret, typed.encode(errors="surrogateescape")):
        return True
    wrong.count(origin)
    return False
