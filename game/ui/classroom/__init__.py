"""A class: the host's projector and buttons, a player's phone, and how both stay in step.
Who may do what in a room is decided in game/classroom, never here."""
