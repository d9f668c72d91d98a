"""A face as it is shown: decks of photos, the Frame, alignment, matching, pictures of visitors.

Nothing here knows who plays or what was guessed, and no judge says what it thinks.
"""
