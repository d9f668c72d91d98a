"""What every folder may use: settings, errors, texts and languages, vocabulary, files, limits.

Nothing here knows of rounds, faces, networks or pages, nor imports another folder of the game.
"""
