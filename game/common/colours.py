"""The colours that more than one picture, plot or page draws with; faces.css repeats two."""

# Photos and fakes, wherever both are drawn.
REAL = "#0b7a75"
FAKE = "#c0401c"

# A series that matters and one beside it, readable on the light and on the dark ground.
LOUD = "#7666e8"
QUIET = "#8d86a5"

# The light theme's own.
ACCENT = "#4b3fa7"
GROUND = "#fbf8f3"
INK = "#1e1b29"
LINE = "#d9d0c2"
