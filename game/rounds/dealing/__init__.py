"""What a round shows: fakes made, ahead if possible, matched with photos, and drawn for each trial.

Nothing here writes to the store or knows who plays.
"""
