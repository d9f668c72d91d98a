"""The colours that more than one picture, plot or page draws with; pair.css repeats two."""

REAL, FAKE = "#0b7a75", "#c0401c"
LOUD, QUIET = "#7666e8", "#8d86a5"  # readable on the light and on the dark ground
ACCENT = "#4b3fa7"  # the light theme's own, as are these three
GROUND, INK, LINE = "#fbf8f3", "#1e1b29", "#d9d0c2"
