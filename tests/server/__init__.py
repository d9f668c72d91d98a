"""The server's own routes, over real sockets."""
