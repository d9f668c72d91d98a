"""A file is written all or not at all."""

from pathlib import Path

import pytest

from game.common.files import whole


def test_a_file_takes_its_place_with_its_folder(tmp_path: Path) -> None:
    place = tmp_path / "new" / "file.bin"
    with whole(place) as file:
        file.write(b"all of it")
        assert not place.exists()
    assert place.read_bytes() == b"all of it"
    assert [path.name for path in place.parent.iterdir()] == ["file.bin"]


def test_what_fails_half_way_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    place = tmp_path / "file.bin"
    place.write_bytes(b"old")

    def fill_the_disk() -> None:
        with whole(place) as file:
            file.write(b"half")
            raise OSError("No space left on device")

    with pytest.raises(OSError, match="No space"):
        fill_the_disk()
    assert place.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["file.bin"]
