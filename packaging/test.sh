#!/bin/sh
# Everything that must hold of a commit: lint, types, architecture, catalogs, tests. Stops at the first that does not.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
cd -- "$root"
bin=.venv/bin
QT_QPA_PLATFORM=offscreen
export QT_QPA_PLATFORM
unset PYTHONDONTWRITEBYTECODE # each worker and each process that a test starts would compile the tests anew

phase() {
    name=$1
    shift
    printf '== %s\n' "$name"
    began=$(date +%s)
    for command in "$@"; do
        sh -c "$command" || {
            printf '== %s: failed after %d s: %s\n' "$name" "$(($(date +%s) - began))" "$command"
            exit 1
        }
    done
    printf '== %s: %d s\n' "$name" "$(($(date +%s) - began))"
}

phase 'Set-up' 'sh packaging/setup.sh'
phase 'Lint' "$bin/ruff check --quiet" "$bin/ruff format --check --quiet"
# What is kept of reading 1,500 files (the tests' bytecode, the constants that Hypothesis draws from) is made while
# another processor looks at the types; otherwise each worker would do it, at the same time. What fails here fails there.
"$bin/python" -m pytest --collect-only -qq >/dev/null 2>&1 &
read_ahead=$!
phase 'Types' "$bin/mypy --no-error-summary"
wait "$read_ahead" || :
phase 'Architecture' "$bin/lint-imports --no-logo"
phase 'Catalogs' "$bin/python packaging/catalogs.py check"

# Last, so that pytest's own count is the last line; it tells its time itself. Each worker begins with its part, so that
# what a file of tests makes for all of them is made once, and who is done first takes over from the others. One worker
# more than processors: a tenth of the time they wait, for the disk, for a process that they started, for a timer.
printf '== Tests\n'
exec "$bin/python" -m pytest --verbosity=0 --numprocesses="$(($(nproc) + 1))" --dist=worksteal "$@"
