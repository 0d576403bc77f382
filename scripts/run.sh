#!/usr/bin/env bash
# Serve the samples on this machine, with the embedded database, index and worker: what `make run` does.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/setup.sh runtime
export RESOLUTION_SEARCH_HOST=127.0.0.1 RESOLUTION_SEARCH_PORT=${PORT:-8000}
port=$RESOLUTION_SEARCH_PORT

if ! .venv/bin/python scripts/port_is_free.py "$port"; then
    echo "Port $port of 127.0.0.1 is taken. Choose another: make run PORT=$((port + 10))" >&2
    exit 1
fi

.venv/bin/resolution-search migrate
.venv/bin/resolution-search ingest samples

# Said when it is true, and after the lines that the start itself prints.
.venv/bin/python scripts/announce.py "http://127.0.0.1:$port" &
exec .venv/bin/resolution-search serve
