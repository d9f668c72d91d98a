"""Training a GAN: architecture choices, losses, the loop, its log, a run watched live.

A finished generator is read by generators; judges are trained one folder up.
"""
