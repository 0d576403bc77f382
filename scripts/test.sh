#!/usr/bin/env bash
# The tests, and before them the programs that some of them drive: what `make test` does.
# Arguments are handed to pytest instead of the usual two runs: scripts/test.sh tests/unit -k symbol
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH="$PWD/.venv/bin:$PATH"

scripts/system-packages.sh

if [ "$#" -ne 0 ]; then
    exec pytest "$@"
fi

# Whole programs with fixed resources (a browser, an image store) come after, one at a time.
status=0
pytest -n 2 --dist loadfile tests --ignore tests/e2e || status=$?
pytest tests/e2e || status=$?
exit "$status"
