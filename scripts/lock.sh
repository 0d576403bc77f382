#!/usr/bin/env bash
# Write the three lock files anew from pyproject.toml: names, versions and hashes for every supported Python.
#
# What is locked already stays as it is where it may; `scripts/lock.sh --upgrade` takes the newest.
set -euo pipefail
cd "$(dirname "$0")/.."

compile() {
    .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
        --no-emit-index-url --no-emit-find-links "$@"
}

# The developers' set first: the others are parts of it, and one virtual environment holds them all.
compile pyproject.toml --group dev --output-file requirements-dev.lock "$@"
compile pyproject.toml --constraint requirements-dev.lock --output-file requirements.lock "$@"
compile --group build --constraint requirements-dev.lock --output-file requirements-build.lock "$@"
