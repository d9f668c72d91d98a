"""Decks: their manifests and photos, and making one of offered pictures.

How a photo becomes a framed picture is the Frame's; which photo is dealt is decided in rounds.
"""
