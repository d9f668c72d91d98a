"""All closed guesses as columns in memory: read once, brought up to date, one table for all pages.

What the guesses say (boards, comparisons, scales) is worked out one folder up.
"""
