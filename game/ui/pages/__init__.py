"""One file an address: each lays out its page in about sixty lines, top to bottom.
What computes, or draws more than a few lines, belongs to the folder of its subject beside this."""
