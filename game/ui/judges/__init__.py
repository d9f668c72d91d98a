"""The judges: their cards and measured figures, and a visitor's picture before them.
How they judge belongs to game/discriminators, how they are measured to game/training."""
