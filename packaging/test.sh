#!/bin/sh
# Everything that must hold of a commit: lint, architecture, catalogs, types, tests. Stops at the first that does not.
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
# While one processor looks at the types, the other makes what is kept of reading 1,500 files (the tests' bytecode, the
# constants that Hypothesis draws from), which each worker would do otherwise, at the same time; what fails there fails
# with the tests. Then it looks at what takes seconds.
told=$(mktemp)
began_types=$(date +%s)
"$bin/mypy" --no-error-summary >"$told" 2>&1 &
types=$!
trap 'kill "$types" 2>/dev/null || :; rm -f -- "$told"' EXIT
"$bin/python" -m pytest --collect-only -qq >/dev/null 2>&1 || :
phase 'Architecture' "$bin/lint-imports --no-logo"
phase 'Catalogs' "$bin/python packaging/catalogs.py check"
printf '== Types\n'
right=yes
wait "$types" || right=no
cat -- "$told"
[ "$right" = yes ] || {
    printf '== Types: failed after %d s: %s\n' "$(($(date +%s) - began_types))" "$bin/mypy"
    exit 1
}
printf '== Types: %d s, beside the others\n' "$(($(date +%s) - began_types))"
rm -f -- "$told"
trap - EXIT

# Last, so that pytest's own count is the last line; it tells its time itself. Each worker begins with its part, so that
# what a file of tests makes for all of them is made once, and who is done first takes over from the others. One worker
# more than processors: a tenth of the time they wait, for the disk, for a process that they started, for a timer. That
# the catalogs are whole was shown above.
printf '== Tests\n'
exec "$bin/python" -m pytest --verbosity=0 --numprocesses="$(($(nproc) + 1))" --dist=worksteal \
    --deselect=tests/test_catalogs.py::test_the_catalogs_are_whole "$@"
