#!/usr/bin/env bash
# Make a local stand-in for the Dockerfile's base image, for machines that reach no image registry.
#
# The Dockerfile stays as it is: its `FROM python:3.13-slim-bookworm` then means localhost/python:3.13-slim-bookworm.
# The stand-in is a minimal Debian 12 with a Python on it: a self-contained Python 3.13 of this machine where there
# is one, else Debian's own python3. The certificates this machine trusts come along, because the build fetches
# wheels the way this machine does.
#
# Needs root, buildah, crun and mmdebstrap (scripts/system-packages.sh), and a fresh `apt-get update`.
#
#   scripts/base-image.sh            make it unless it is there
#   scripts/base-image.sh --force    make it anew
set -euo pipefail

export STORAGE_DRIVER=vfs BUILDAH_ISOLATION=chroot
image=localhost/python:3.13-slim-bookworm
authorities=/etc/ssl/certs/ca-certificates.crt

if [ "${1:-}" != "--force" ] && buildah inspect --type image "$image" >/dev/null 2>&1; then
    exit 0
fi

# A Python under a prefix of its own can be copied as it is; one in /usr belongs to the system it was built for.
own_python() {
    local python prefix
    for python in "${BASE_PYTHON:-python3.13}" "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.13.*/bin/python3.13; do
        prefix=$("$python" -c 'import sys; print(sys.base_prefix if sys.version_info[:2] == (3, 13) else "/usr")' \
            2>/dev/null) || continue
        case "$prefix" in
            /usr | /usr/local) ;;
            *)
                echo "$prefix"
                return
                ;;
        esac
    done
}

work=$(mktemp -d)
container=
finish() {
    [ -z "$container" ] || buildah rm "$container" >/dev/null
    rm -rf "$work"
}
trap finish EXIT

prefix=$(own_python)
if [ -n "$prefix" ]; then
    # What a Python built on this Debian links against.
    packages=libssl3,libsqlite3-0,libffi8,libbz2-1.0,liblzma5,zlib1g,libreadline8,libncursesw6,libuuid1,libexpat1
else
    packages=python3,python3-venv,python3-pip
fi
# This machine's own package sources, so that the stand-in gets security updates where the machine does.
# shellcheck disable=SC2016  # apt's variables, not the shell's
apt-get indextargets --format 'deb $(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' |
    grep -E ' bookworm(-security|-updates)? main$' | sort -u >"$work/sources.list" || {
    echo "This machine has no Debian 12 package sources: the stand-in image cannot be made here." >&2
    exit 1
}
echo "Making $image from ${prefix:-the python3 of Debian} …"
mmdebstrap --quiet --mode=root --variant=minbase --include="ca-certificates,$packages" \
    bookworm "$work/root.tar" "$work/sources.list" </dev/null

container=$(buildah from --pull-never scratch)
buildah add --quiet "$container" "$work/root.tar" / >/dev/null
if [ -n "$prefix" ]; then
    for part in bin lib; do
        buildah copy --quiet "$container" "$prefix/$part" "/usr/local/$part" >/dev/null
    done
    link='ldconfig && ln -sf python3.13 /usr/local/bin/python'
else
    link='ln -sf /usr/bin/python3 /usr/local/bin/python'
fi
buildah copy --quiet "$container" "$authorities" "$authorities" >/dev/null
printf '[global]\ncert = %s\n' "$authorities" >"$work/pip.conf"
buildah copy --quiet "$container" "$work/pip.conf" /etc/pip.conf >/dev/null
# The modules that need a shared library of the system: one that is missing shows here, not in the service.
buildah run "$container" -- sh -c "$link && python -c 'import bz2, ctypes, lzma, readline, sqlite3, ssl, uuid, venv'"
buildah config --env PATH=/usr/local/bin:/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin "$container"
buildah commit --quiet "$container" "$image" >/dev/null
