"""The game: a person plays the discriminator of a GAN.

Folders import only those below them: ui, admin, training, review, classroom, rounds,
discriminators, scoring, faces, generators, store, common. `python -m game` begins in `__main__`.
"""
