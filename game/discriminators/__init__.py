"""The judges: how likely is a face a fake, by networks and statistics, and what they looked at.

They see framed pictures only, no player and no round, and are trained in training.
"""
