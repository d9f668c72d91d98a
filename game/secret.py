"""The host's secret: what opens the pages that change what everybody here plays with."""

import hmac
import threading
import time

from game.settings import Settings

FIRST_DELAY, LONGEST_DELAY = 1.0, 10.0  # seconds

_one_at_a_time = threading.Lock()
_wrong = 0


def admits(settings: Settings, typed: str) -> bool:
    """Whether this is the secret that the server was started with; without one nobody is admitted.

    Guesses are taken one after another, whoever makes them, and each wrong one holds up the next,
    longer every time until somebody is right.
    """
    global _wrong  # noqa: PLW0603 (one for the whole server)
    if not settings.admin_secret:
        return False
    with _one_at_a_time:
        secret = settings.admin_secret.encode(errors="surrogateescape")
        if hmac.compare_digest(secret, typed.encode(errors="surrogateescape")):
            _wrong = 0
            return True
        time.sleep(min(FIRST_DELAY * 2 ** min(_wrong, 9), LONGEST_DELAY))
        _wrong += 1
        return False
