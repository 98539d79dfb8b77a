#!/bin/sh
# Opens the example dealer: sh packaging/run.sh [--market CODE] [--language CODE]; CODE as in resources/demo
# Where there is no display it draws the main screens and prints a service report instead.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
cd -- "$root"

market=TH
language=
while [ $# -gt 0 ]; do
    case $1 in
    --market) market=${2:?--market needs a code} ;;
    --language) language=${2:?--language needs a code} ;;
    *)
        sed -n 's/^# Opens/Usage: opens/p' packaging/run.sh >&2
        exit 2
        ;;
    esac
    shift 2
done

sh packaging/setup.sh

store=reports/example-$market.ldk
desk() {
    .venv/bin/lifecycle-desk --store "$store" ${language:+--language "$language"} "$@"
}

mkdir -p reports/screens
if [ ! -e "$store" ]; then
    printf 'Creating sample data in %s…\n' "$store" >&2
    desk demo --market "$market" >/dev/null || {
        code=$?
        rm -f -- "$store" "$store"-*
        exit "$code"
    }
fi

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || [ "$(uname)" = Darwin ]; then
    desk
else
    desk screens --to reports/screens
    order=$(desk find RO- --json | sed -n 's/.*"id": "\(RO-[0-9-]*\)".*/\1/p')
    desk report service-report --order "$order" -o reports/service-report.pdf
    printf '%s\n' 'There is no display here, so the program was drawn and not opened:' \
        "  $root/reports/screens/*.png" "  $root/reports/service-report.pdf"
fi
