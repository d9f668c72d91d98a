"""A class in a room: the host's acts, what players and host see, the report at the end.

How a round goes is in rounds; no page is drawn here.
"""
