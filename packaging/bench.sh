#!/bin/sh
# Speed as ratios against a baseline measured in the same run: builds its own stores, prints a table, and writes it to
# reports/bench.md. `sh packaging/bench.sh --full` takes the large sizes (an hour); the default takes some ten minutes.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
sh "$here/setup.sh"
cd "$here/.."
exec .venv/bin/python packaging/benches/run.py "$@"
