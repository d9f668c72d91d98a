"""What training costs, and how soon it shows faces.

Steps of ours beside those of others, and the families' first minutes.
"""
