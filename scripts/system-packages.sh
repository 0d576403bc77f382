#!/usr/bin/env bash
# Install the programs that only the tests need: a database server, a gateway, a browser, an image builder.
#
# Nothing is done where everything is there already. Where this user may not install (not root, or not a Debian
# kind of system), the missing ones are named, and the tests that need them skip with the same word; with CI=true
# that is an error instead.
#
#   scripts/system-packages.sh           install what is missing
#   scripts/system-packages.sh --check   only say what is missing
set -euo pipefail

# One line for each: the program that tells whether it is there, and the Debian packages that bring it.
wanted() {
    cat <<'TABLE'
/usr/sbin/nginx            nginx-light
/usr/bin/chromium          chromium
/usr/bin/buildah           buildah
/usr/bin/crun              crun
/usr/bin/mmdebstrap        mmdebstrap
/usr/bin/antiword          antiword
/usr/lib/postgresql/*/bin/initdb postgresql
TABLE
}

missing=()
while read -r program packages; do
    compgen -G "$program" >/dev/null || missing+=("$packages")
done < <(wanted)

if [ "${#missing[@]}" -eq 0 ]; then
    exit 0
fi
if [ "${1:-}" = "--check" ]; then
    echo "missing: ${missing[*]}"
    exit 1
fi
if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
    echo "Not installed, and not installable by this user: ${missing[*]} (the tests that need them are skipped)." >&2
    [ "${CI:-}" = "true" ] && exit 1
    exit 0
fi

# A package that brings a server would start it, on every address: say no for as long as the installation takes.
# PostgreSQL would make a cluster of its own besides: the tests make theirs.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod +x "$policy"
    trap 'rm -f "$policy"' EXIT
fi

if [ ! -e /etc/postgresql-common/createcluster.conf ]; then
    mkdir -p /etc/postgresql-common
    echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.conf
fi

echo "Installing ${missing[*]} …"
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq -o DPkg::Lock::Timeout=300
apt-get install -y -qq --no-install-recommends -o DPkg::Lock::Timeout=300 "${missing[@]}" >/dev/null </dev/null
