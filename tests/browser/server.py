"""The app in a process of its own, for browsers to visit."""

import signal
from pathlib import Path

from game.admin.bench import serving
from game.store.engine import Store
from tests.fixtures.decks import linked_home
from tests.fixtures.stores import new_sqlite


class Server(serving.Server):
    """The app, started on a new SQLite store or on the one that is named, in a home of its own."""

    module = "tests.browser.serve"
    script = "streamlit_app.py"

    def __init__(self, folder: Path, database_url: str = "", **environment: str) -> None:
        self.database_url = database_url or new_sqlite(folder)
        own = {
            "DATABASE_URL": self.database_url,
            "GAME_HOME": str(linked_home(folder / "home")),
        }
        super().__init__(self.script, **environment | own)
        self.url = f"http://127.0.0.1:{self.port}"
        self.start()

    def kill(self) -> None:
        """End it as a power cut would."""
        self.end(signal.SIGKILL)

    def store(self) -> Store:
        """The server's store, opened by the test too."""
        return Store(self.database_url)
