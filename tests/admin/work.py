"""A worker for tests: it keeps a small stock, and is soon known to be dead.

With the argument "stuck" it never ends a face.
"""

import sys
import time
from datetime import timedelta

from game.admin import worker
from game.common.settings import Settings
from game.rounds.dealing.desk import Desk

worker.BEAT, worker.SILENT = 0.2, timedelta(seconds=1)
worker.ROUNDS = 1
if "stuck" in sys.argv:
    Desk.framed = lambda *_, **__: time.sleep(3600)  # type: ignore[assignment,method-assign]
worker.Worker(Settings.from_environment(), concurrency=2).run()
