"""One file a game mode: how it deals, how it goes on, what belongs to it alone.

What all modes share is in rounds; what a mode looks like is in ui.
"""
