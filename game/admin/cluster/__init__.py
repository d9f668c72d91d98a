"""The whole game on one machine as on several: a proxy, replicas, workers, one database.

What stands here starts, watches and stops processes; what they do lies elsewhere.
"""
