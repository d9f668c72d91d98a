"""All guesses in columns and what they say: boards, comparisons, scales, a player's history.

Only reads the store. The statistics themselves are in scoring, the drawing in ui.
"""
