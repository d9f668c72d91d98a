"""The benchmark of a class finds the page that it is compared with."""

from game.admin.bench.classroom import PLAIN


def test_the_plain_page_lies_beside_the_benchmark() -> None:
    assert "st.button" in PLAIN.read_text()
