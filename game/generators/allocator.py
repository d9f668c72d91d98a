"""Memory for large activations.

A layer at 512x512 needs 67 MB for a few milliseconds. By default glibc takes such blocks from the
kernel and gives them back at once; the page faults of fresh memory then nearly double the time that
a face takes. Keeping it costs the process some 400 MB for as long as it lives.
"""

import ctypes
import platform

# <malloc.h>
M_TRIM_THRESHOLD = -1
M_TOP_PAD = -2
M_MMAP_MAX = -4
M_ARENA_MAX = -8


def keep_freed_memory() -> None:
    """Let this process reuse freed memory rather than return it; only glibc needs and knows this.

    mallopt(3). All threads then share one heap: the heaps that glibc gives to other threads hold
    64 MB at most and are returned when they are empty. Threads that are older keep theirs, and may
    pass them on, so `make play` starts the server with MALLOC_ARENA_MAX=1.
    """
    if platform.libc_ver()[0] != "glibc":
        return
    mallopt = ctypes.CDLL(None).mallopt
    mallopt(M_MMAP_MAX, 0)  # large blocks from the heap too
    mallopt(M_TRIM_THRESHOLD, 2**31 - 1)  # never shrink it
    mallopt(M_TOP_PAD, 64 * 2**20)  # grow it in large steps
    mallopt(M_ARENA_MAX, 1)
