"""Progress bars: for somebody at a terminal, since a log would get a line a step."""

from functools import partial

from tqdm import tqdm

progress_bar = partial(tqdm, disable=None)  # None: only where stderr is a terminal
