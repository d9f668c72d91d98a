"""Weights published by others, brought into this game's own files.

Nothing is trained or played here: set-up, commands and training ask for it once.
"""
