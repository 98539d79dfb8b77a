#!/bin/sh
# Makes everything that running and testing needs: system libraries, .venv, pinned packages, bytecode, catalogs.
# Does only what is not done yet, so that run.sh and test.sh can call it every time.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
cd -- "$root"
venv=$root/.venv

# What Qt loads at run time: offscreen; then windows on X11, on Wayland; printing; line breaks in Thai.
libraries='libegl1 libgl1 libglib2.0-0t64 libfontconfig1 libdbus-1-3 libxkbcommon0 libgssapi-krb5-2
    libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0
    libwayland-cursor0 libwayland-egl1 libcups2t64 libthai0'
# What the tests ask: a screen, msgfmt, pictures of PDFs, Unicode's own test of writing direction.
instruments='xvfb xauth gettext poppler-utils unicode-data'
# A browser besides. Ubuntu has Chromium as a snap alone, which apt does not bring: there any on the PATH will do.
grep -qs '^ID=ubuntu' /etc/os-release || instruments="$instruments chromium"

say() {
    printf '%s\n' "$*" >&2
}

recent() {
    # Tried, not only looked for: a version manager leaves commands that answer with an error.
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 12))' 2>/dev/null
}

chosen_python() {
    # The first python3 on the path may be older than the system's own.
    for each in python3.14 python3.13 python3.12 python3 /usr/bin/python3; do
        if recent "$each"; then
            command -v "$each"
            return
        fi
    done
    say 'Lifecycle Desk needs Python 3.12 or later, and none is on this machine: install python3 from Debian 13,' \
        'Ubuntu 24.04 or later, or put a newer python3 first on the PATH.'
    return 1
}

missing() {
    here=" $(dpkg-query -W -f='${Status}/${Package}\n' "$@" 2>/dev/null | sed -n 's|^install ok installed/||p' | tr '\n' ' ')"
    for each in "$@"; do
        case $here in *" $each "*) ;; *) printf '%s ' "$each" ;; esac
    done
}

install_system_packages() {
    command -v dpkg-query >/dev/null || return 0
    # shellcheck disable=SC2086 # lists of words
    lacking=$(missing $libraries $instruments)
    if ! "$1" -c 'import ensurepip' 2>/dev/null; then
        lacking="$lacking$("$1" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
    fi
    [ -n "$lacking" ] || return 0
    line="apt-get install --no-install-recommends $lacking"
    if [ "$(id -u)" != 0 ]; then
        say "These packages of the system are missing; without them windows or tests may fail. Run: sudo $line"
        return 0
    fi
    say "Installing packages of the system: $lacking"
    export DEBIAN_FRONTEND=noninteractive
    # shellcheck disable=SC2086
    if ! told=$({ apt-get update -q && apt-get install -q -y --no-install-recommends $lacking; } 2>&1); then
        say "$told"
        say "The system's packages could not be installed; going on without them. To try again: $line"
    fi
}

usable_venv() {
    # An environment that was copied or moved would run the programs of the old place.
    [ -x "$venv/bin/pip" ] && recent "$venv/bin/python" && grep -qF -- " $venv" "$venv/pyvenv.cfg"
}

install_packages() {
    # By pip, as only pip reads where this machine takes packages from; it would compile on one processor.
    say 'Installing the pinned packages; this takes a minute or two.'
    set -- "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-compile
    "$@" --require-hashes --requirement packaging/constraints.txt
    "$@" --no-deps --no-build-isolation --editable .
}

if usable_venv; then
    install_system_packages "$venv/bin/python"
else
    python=$(chosen_python)
    install_system_packages "$python"
    "$python" -m venv --clear -- "$venv"
fi

wanted="$(cat packaging/constraints.txt pyproject.toml packaging/setup.sh | cksum) $("$venv/bin/python" -V)"
if [ "$(cat -- "$venv/done" 2>/dev/null)" != "$wanted" ]; then
    install_packages
    # Uncompiled, the program takes twice as long to start, and some machines tell Python not to compile. Not all that
    # packages bring is Python, whatever its name.
    "$venv/bin/python" -m compileall -q -j 0 "$venv/lib" >/dev/null || :
    printf '%s\n' "$wanted" >"$venv/done"
fi
"$venv/bin/python" -m compileall -q src
"$venv/bin/python" packaging/catalogs.py compile
