"""A GAN's training to look at: kept stages, its course in figures, the run that is live.
Training itself belongs to game/training; this starts and stops it."""
