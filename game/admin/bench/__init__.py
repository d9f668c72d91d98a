"""Every benchmark: what answers, pages, classes, generators, judges and training cost.

Only measures; nothing that runs the game imports it.
"""
