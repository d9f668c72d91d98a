"""Texts in a CSV file that a spreadsheet opens: none is taken for a formula."""

_BEGIN_A_FORMULA = tuple("=+-@＝＋－＠\t\r\n")


def guarded(text: str) -> str:
    """The text with a quote before it if a spreadsheet might take it for a formula.

    So has a text that begins with a quote of its own, for `unguarded` to tell the two apart.
    """
    return f"'{text}" if text.startswith((*_BEGIN_A_FORMULA, "'")) else text


def unguarded(text: str) -> str:
    """The text as it was before `guarded`."""
    return text[1:] if text.startswith("'") and guarded(text[1:]) == text else text
