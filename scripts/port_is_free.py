"""Exit with 0 if a server may listen on this port of 127.0.0.1, else with 1."""

import socket
import sys

with socket.socket() as probe:
    # As servers do: a port that only waits for old connections to end is free.
    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        probe.bind(("127.0.0.1", int(sys.argv[1])))
    except OSError:
        sys.exit(1)
