#!/usr/bin/env bash
# Make .venv with what the locks say, or do nothing where it is so already.
#
# What was set up is written down last, in .venv itself: an installation that was interrupted, a folder that was
# moved, a Python that went away and a changed lock are all noticed, and none of them poisons a later run.
#
#   scripts/setup.sh runtime    what the service needs (make run)
#   scripts/setup.sh dev        what tests and checks need too (make test, make check)
set -euo pipefail
cd "$(dirname "$0")/.."

level=${1:-dev}
case "$level" in
    runtime) locks=(requirements.lock requirements-build.lock) ;;
    dev) locks=(requirements-dev.lock) ;;
    *)
        echo "scripts/setup.sh runtime|dev, not: $level" >&2
        exit 2
        ;;
esac

fits='import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))'
fingerprint=$(printf '%s\n' "$PWD" && cat pyproject.toml "${locks[@]}" | cksum)
stamp=.venv/.ready-$level
unfinished=.venv/.unfinished

if [ ! -e "$unfinished" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$fingerprint" ] &&
    .venv/bin/python -c "$fits" 2>/dev/null; then
    exit 0
fi

choose_python() {
    local python
    for python in ${PYTHON:-} python3.13 python3.12 python3.11 python3; do
        if "$python" -c "$fits" 2>/dev/null; then
            echo "$python"
            return
        fi
    done
    echo "Python 3.11, 3.12 or 3.13 is needed, and none was found. (PYTHON=/path/to/python make … names one.)" >&2
    return 1
}

# One that was made here, and finished, is brought up to date; any other is made anew.
if [ -e "$unfinished" ] || [ "$(cat .venv/.made 2>/dev/null)" != "$PWD" ] || ! .venv/bin/python -c "$fits" 2>/dev/null; then
    python=$(choose_python)
    echo "Making .venv with $("$python" --version) …"
    rm -rf .venv
    mkdir .venv
    touch "$unfinished"
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        # Debian and its kin leave this part of Python out.
        package=$("$python" -c 'import sys; print(f"python{sys.version_info[0]}.{sys.version_info[1]}-venv")')
        echo "$python makes no virtual environments; trying to install $package …"
        if [ "$(id -u)" -ne 0 ] || ! { apt-get update -qq && apt-get install -y -qq "$package" </dev/null; } >/dev/null; then
            echo "Install $package, then try again." >&2
            exit 1
        fi
    fi
    "$python" -m venv .venv
    pwd >.venv/.made
fi

echo "Installing what ${locks[*]} say …"
touch "$unfinished"
rm -f .venv/.ready-*
pip=(.venv/bin/python -m pip --disable-pip-version-check --quiet --quiet install)
requirements=()
for lock in "${locks[@]}"; do
    requirements+=(--requirement "$lock")
done
"${pip[@]}" --require-hashes "${requirements[@]}"
"${pip[@]}" --no-deps --no-build-isolation --editable .

# The developers' set holds the runtime set.
if [ "$level" = dev ]; then
    (printf '%s\n' "$PWD" && cat pyproject.toml requirements.lock requirements-build.lock | cksum) >.venv/.ready-runtime
fi
echo "$fingerprint" >"$stamp"
rm "$unfinished"
