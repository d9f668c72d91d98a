"""CLIP's image tower: from a picture to what it shows, as a network trained on texts sees it.

Its weights are fetched by set-up after all that playing needs; heads on it are fitted in training.
"""
