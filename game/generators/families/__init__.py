"""One architecture a module: layers and the forward pass, as published.

No file is read here and nothing is trained.
"""
