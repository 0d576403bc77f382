#!/usr/bin/env bash
# Build the container image from the Dockerfile as it stands, then use it: take the samples in, serve on loopback,
# search, run its health check, stop it, and find everything again in a second container on the same volume.
#
# Uses a Docker or Podman engine where one runs. Elsewhere buildah builds and starts it without an engine, on a
# stand-in for the base image (scripts/base-image.sh): that shows that the image works, though not that limits of
# memory or of network hold, because such a container shares the network of this machine.
#
#   scripts/image.sh              PORT=… for a port other than 18080, IMAGE=… for another name
set -euo pipefail
cd "$(dirname "$0")/.."

image=${IMAGE:-localhost/resolution-search:local}
port=${PORT:-18080}
base=http://127.0.0.1:$port
work=$(mktemp -d)
version=$(sed -n 's/^version = "\(.*\)"/\1/p' pyproject.toml)
revision=$(git rev-parse HEAD 2>/dev/null || echo unknown)
build_arguments=(--build-arg "VERSION=$version" --build-arg "REVISION=$revision" --tag "$image")

if docker info >/dev/null 2>&1; then
    engine=docker
elif podman info >/dev/null 2>&1; then
    engine=podman
    build_arguments+=(--format docker)
elif [ "$(id -u)" -eq 0 ] && command -v buildah >/dev/null && command -v mmdebstrap >/dev/null; then
    engine=buildah
    export STORAGE_DRIVER=vfs BUILDAH_ISOLATION=chroot
else
    echo "No way to build an image here: neither a Docker or Podman engine, nor buildah and mmdebstrap as root." >&2
    exit 3
fi

say() { printf '== %s\n' "$*"; }

# The words of a list in the description of an image (JSON on standard input), each ended by a NUL.
words() {
    python3 -c '
import json, sys
found = json.load(sys.stdin)
found = found[0] if isinstance(found, list) else found
for name in sys.argv[1:]:
    found = found[name]
print(*found, sep="\0", end="\0")' "$@"
}

if [ "$engine" = buildah ]; then
    container=
    server=
    data=$work/data

    build() {
        scripts/base-image.sh
        local before
        before=$(buildah images --quiet "$image" 2>/dev/null || true)
        buildah bud --pull-never --quiet --format docker "${build_arguments[@]}" . >/dev/null
        # What the name meant before would be kept for ever.
        if [ -n "$before" ] && [ "$before" != "$(buildah images --quiet "$image")" ]; then
            buildah rmi "$before" >/dev/null || true
        fi
        buildah inspect --type image "$image" >"$work/image.json"
        mapfile -d '' entrypoint < <(words Docker config Entrypoint <"$work/image.json")
        mapfile -d '' health < <(words Docker config Healthcheck Test <"$work/image.json")
        install -d -o 10001 -g 10001 "$data"
        container=$(buildah from --pull-never "$image")
    }
    inside() {
        buildah run --volume "$data:/data" --volume "$PWD/samples:/samples:ro" \
            --env RESOLUTION_SEARCH_HOST=127.0.0.1 --env "RESOLUTION_SEARCH_PORT=$port" "$container" -- "$@"
    }
    command_of_image() { inside "${entrypoint[@]}" "$@"; }
    start() {
        command_of_image serve >"$work/serve.log" 2>&1 &
        server=$!
    }
    # The health check's first word says how it is run: CMD means as it is, with no shell.
    run_health_check() { inside "${health[@]:1}"; }
    # The service's own process, below the ones that started it and above those that it started.
    service_process() {
        local child
        for child in $(ps -o pid= --ppid "$1"); do
            case "$(ps -o args= -p "$child")" in
                */python*resolution-search\ serve) echo "$child" ;;
                *) service_process "$child" ;;
            esac
        done
    }
    stop() {
        # The signal goes to the service itself, as an engine sends it, not to what started it.
        kill -TERM "$(service_process "$server")"
        wait "$server" || true
        server=
        grep -q "Application shutdown complete" "$work/serve.log"
    }
    log() { [ ! -e "$work/serve.log" ] || cat "$work/serve.log"; }
    finish() {
        [ -z "$server" ] || kill -KILL "$(service_process "$server")" 2>/dev/null || true
        [ -z "$container" ] || buildah rm "$container" >/dev/null || true
        rm -rf "$work"
    }
else
    name=resolution-search-trial-$$
    options=(--read-only --tmpfs /tmp --cap-drop ALL --volume "$name:/data" --volume "$PWD/samples:/samples:ro")

    build() {
        "$engine" build "${build_arguments[@]}" .
        "$engine" image inspect "$image" >"$work/image.json"
        mapfile -d '' health < <(words Config Healthcheck Test <"$work/image.json")
    }
    inside() { "$engine" run --rm --entrypoint "$1" "${options[@]}" "$image" "${@:2}"; }
    command_of_image() { "$engine" run --rm "${options[@]}" "$image" "$@"; }
    start() {
        "$engine" run --detach --name "$name" --publish "127.0.0.1:$port:8000" "${options[@]}" "$image" >/dev/null
    }
    run_health_check() { "$engine" exec "$name" "${health[@]:1}"; }
    stop() {
        "$engine" stop "$name" >/dev/null
        "$engine" rm "$name" >/dev/null
    }
    log() { "$engine" logs "$name"; }
    finish() {
        "$engine" rm --force "$name" >/dev/null 2>&1 || true
        "$engine" volume rm "$name" >/dev/null 2>&1 || true
        rm -rf "$work"
    }
fi

leave() {
    local status=$?
    [ "$status" -eq 0 ] || log >&2 || true
    finish
    exit "$status"
}
trap leave EXIT

# Ask until the answer is 200, a minute at most, and print it.
ask() {
    python3 - "$base$1" <<'PYTHON'
import sys, time, urllib.error, urllib.request

for attempt in range(240):
    try:
        print(urllib.request.urlopen(sys.argv[1], timeout=10).read().decode())
        sys.exit(0)
    except (urllib.error.URLError, ConnectionError, TimeoutError) as error:
        last = error
        time.sleep(0.25)
sys.exit(f"no answer from {sys.argv[1]}: {last}")
PYTHON
}
count_hits() {
    ask "/v1/search?q=requests" | python3 -c '
import json, sys
page = json.load(sys.stdin)
assert page["total"] > 0 and page["hits"], page
print(page["total"])'
}

say "build $image with $engine"
build
[ "${health[0]:-}" = CMD ]
say "who runs in it"
inside python -c 'import os, sys; print("uid", os.getuid(), "Python", sys.version.split()[0]); assert os.getuid() == 10001'
say "take the samples in"
command_of_image migrate
command_of_image ingest /samples
say "serve on $base"
start
ask /readyz
before=$(count_hits)
echo "$before paragraphs hold \"requests\""
say "health check"
run_health_check
say "stop, and start again on the same volume"
stop
start
ask /readyz >/dev/null
after=$(count_hits)
[ "$before" = "$after" ] || {
    echo "after the restart: $after paragraphs, before: $before" >&2
    exit 1
}
stop
say "the image builds, serves, stops, and keeps what it was given"
