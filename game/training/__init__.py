"""Making weights: GANs, judges and early exits, and the measures that they are chosen by.

Nothing here runs while people play, but for a live run that somebody watches.
"""
