#!/bin/sh
# A private PostgreSQL for tests, on loopback, in a folder of its own.
#
#   scripts/postgres.sh start FOLDER   start a cluster there and print its URL
#   scripts/postgres.sh stop FOLDER    stop that cluster, by its own process id, and remove the folder
#
# POSTGRES_OPTIONS holds further options of the server ("-c shared_buffers=1GB").
# Debian's package is installed where the programs are missing and this runs as root.
# PostgreSQL refuses to run as root: then the system's "postgres" user runs it.
set -eu

usage() { sed -n '2,9s/^# \{0,1\}//p' "$0" >&2; exit 2; }

programs() {
    for folder in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V -r); do
        [ -x "$folder/initdb" ] && [ -x "$folder/postgres" ] && echo "$folder" && return
    done
    if command -v initdb >/dev/null && command -v postgres >/dev/null; then
        dirname "$(command -v initdb)"
    fi
}

install_programs() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || {
        echo "postgres.sh: PostgreSQL is missing, and only root can install it" >&2
        exit 3
    }
    # The package must not start a cluster of its own.
    mkdir -p /etc/postgresql-common
    [ -e /etc/postgresql-common/createcluster.conf ] ||
        echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.conf
    { apt-get update -q && DEBIAN_FRONTEND=noninteractive \
        apt-get install -q -y --no-install-recommends postgresql; } >&2
}

as_owner() {
    if [ "$(id -u)" = 0 ]; then setpriv --reuid=postgres --regid=postgres --clear-groups "$@"; else "$@"; fi
}

free_port() {
    python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

start() {
    bin=$(programs)
    [ -n "$bin" ] || { install_programs; bin=$(programs); }
    mkdir -p "$folder"
    [ "$(id -u)" != 0 ] || chown postgres: "$folder"
    cd "$folder"
    as_owner "$bin/initdb" -D "$folder/data" -U tester -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$folder/initdb.log"
    for _ in 1 2 3; do  # another program may take the port first
        port=$(free_port)
        if as_owner "$bin/pg_ctl" -D "$folder/data" -w -t 60 -l "$folder/data/log" -o \
            "-c listen_addresses=127.0.0.1 -p $port -c unix_socket_directories= -c fsync=off ${POSTGRES_OPTIONS:-}" start >&2; then
            echo "postgresql://tester@127.0.0.1:$port/postgres"
            return
        fi
    done
    cat "$folder/data/log" >&2
    exit 1
}

stop() {
    bin=$(programs)
    # pg_ctl ends the process whose id stands in the cluster's own postmaster.pid.
    [ ! -e "$folder/data/postmaster.pid" ] ||
        (cd / && as_owner "$bin/pg_ctl" -D "$folder/data" -m immediate -w stop >&2)
    rm -rf "$folder"
}

[ $# = 2 ] || usage
case $2 in /*) folder=$2 ;; *) folder=$PWD/$2 ;; esac
case $1 in start) start ;; stop) stop ;; *) usage ;; esac
