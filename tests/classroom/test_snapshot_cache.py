"""Many ask whether a room has changed; the store is asked seldom, and at once after a change."""

from game.classroom.snapshot import Snapshot
from game.classroom.snapshot_cache import SECONDS, SnapshotCache
from game.rounds.plan import Plan
from game.store.tables import Room


def test_the_store_is_read_once_for_all_who_ask_at_the_same_time() -> None:
    now, read = [0.0], []

    def look(code: str) -> Snapshot | None:
        read.append(code)
        snapshot = Snapshot(Room(), len(read), Plan("deck"), (), 2, (), (), {})
        return snapshot if code == "here" else None

    cache = SnapshotCache(look, lambda: now[0])
    assert {cache.of("here").round_id for _ in range(30)} == {1}  # type: ignore[union-attr]
    assert cache.of("elsewhere") is None
    assert read == ["here", "elsewhere"]
    cache.changed("here")
    assert cache.of("here").round_id == 3  # type: ignore[union-attr]
    now[0] += SECONDS + 0.01
    assert cache.of("here").round_id == 4  # type: ignore[union-attr]
