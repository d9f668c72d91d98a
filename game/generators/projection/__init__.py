"""From a picture to the w whose face explains it: losses, the search, a w in an address.

Nothing here finds faces in photos, draws pages or keeps a picture. The network that says what a
picture shows is handed in, for it belongs to `game/faces`.
"""
