"""Whether an answer is ever lost: a crowd that answers all the time while things break under it.

What breaks is real: processes, a database, a full disk, connections. Nothing here is faked.
"""
