"""From weights to faces: families, checkpoints, latent directions, files of faces, the pool.

Nothing here knows of photos, frames, players or rounds; nothing is trained here.
"""
