"""Statistics on arrays: shares and intervals, d′, calibration, Rasch, crowds, rankings, staircases.

No store, no picture, no network, no page: NumPy and SciPy in, numbers out.
"""
