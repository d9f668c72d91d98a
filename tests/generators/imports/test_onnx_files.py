"""Protocol buffers as they are read."""

import pytest

from game.generators.imports.onnx_files import read_message


def test_a_message_is_read_as_its_fields() -> None:
    # Field 1: the number 300; field 2: "ab"; field 2 once more: "".
    assert read_message(b"\x08\xac\x02" + b"\x12\x02ab" + b"\x12\x00") == {2: [b"ab", b""]}


@pytest.mark.parametrize("data", [b"\x12\x05ab", b"\x12", b"\x12\x80", b"\x0d1234"])
def test_bytes_that_are_no_message_are_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="protocol buffer"):
        read_message(data)
