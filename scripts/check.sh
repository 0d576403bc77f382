#!/usr/bin/env bash
# Every check that runs no service: what `make check` does. All are run, then the ones that failed are named.
set -uo pipefail
cd "$(dirname "$0")/.." || exit
export PATH="$PWD/.venv/bin:$PATH"

failed=()
check() {
    local name=$1
    shift
    echo "== $name"
    "$@" || failed+=("$name")
}

openapi_drift() {
    resolution-search openapi | diff -u openapi/openapi.json - ||
        {
            echo "openapi/openapi.json is not what the routes say: make openapi"
            return 1
        }
}

check "format" ruff format --check .
check "lint" ruff check .
check "types" mypy
check "types of scripts" mypy scripts/*.py
check "layers" lint-imports
check "openapi" openapi_drift
check "dependencies" deptry .
check "Dockerfile" hadolint Dockerfile
check "conventions" pytest -q tests/unit/test_conventions.py

if [ "${#failed[@]}" -ne 0 ]; then
    echo "Failed: ${failed[*]}"
    exit 1
fi
