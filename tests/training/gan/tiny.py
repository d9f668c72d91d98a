"""The configuration of a run that is over in a second, as the `train` command reads it."""

CONFIG = """
network = "fully-connected"
seed = 1
images = 8
stages = [0, 8]
batch = 4
learning_rate = 1e-3
betas = [0.5, 0.99]
ema_images = 100
r1_gamma = 1
augment_p = 0.5
adaptive = false

[generator]
z_dim = 4
widths = [8]
side = 16

[critic]
widths = [8]
side = 16
"""
