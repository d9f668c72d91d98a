"""A made-up population and the store it fills, for tests and benchmarks.

Nothing that runs the game imports it, and it never writes beside real players.
"""
