"""Data on its way in and out of the store: export, import, backup, and how its files are checked.

Nothing here answers a player or knows how a round goes.
"""
