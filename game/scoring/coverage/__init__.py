"""The check of the intervals: simulated studies, and how often each interval holds the truth.

Nothing that plays imports it; the figures themselves are in scoring.
"""
