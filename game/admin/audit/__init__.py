"""The audit of dealt pairs: what simple classifiers can tell photos from fakes by.

Only measures; nothing that runs the game imports it.
"""
